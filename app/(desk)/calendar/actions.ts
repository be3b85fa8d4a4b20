'use server'
import { headers } from 'next/headers'
import { action } from '@/app/_forms/action'
import { sayIn } from '@/app/_i18n/messages'
import { isOwnOrigin } from '@/lib/access/origin'
import { requireViewer } from '@/lib/access/session'
import { scheduleConflictsOfMove } from '@/lib/activity/conflicts/conflict.queries'
import { moveActivity } from '@/lib/activity/status.commands'
import { moveInput } from '@/lib/activity/status.input'
import { keepLunar } from '@/lib/calendar/calendar.commands'
import { lunarInput } from '@/lib/calendar/calendar.input'
import { isDay } from '@/lib/core/time'
import { conflictingPlaces, conflictSentence } from '../_parts/conflict-words'

/** The answer contains the old and the new day, with which the page offers an undo. */
export const moveDay = action(
  moveInput,
  (viewer, { key, ...input }) => moveActivity(viewer, { ...input, asksConflicts: true }, key),
  { refused: 'activity.refused', explain: conflictingPlaces },
)

/** Warnings about the day while the dialog is open; read-only. */
export async function warnOfMove(activityId: number, day: string): Promise<string[]> {
  if (!isOwnOrigin(await headers())) return []
  const viewer = await requireViewer()
  if (!Number.isSafeInteger(activityId) || !isDay(day)) return []
  const say = sayIn(viewer.locale)
  return (await scheduleConflictsOfMove(viewer, activityId, day)).map(each => conflictSentence(say, each))
}

const keep = action(lunarInput, keepLunar)

/** For a form without an answer: renders the calendar again with or without lunar dates. */
export async function turnLunar(form: FormData): Promise<void> {
  await keep({ turn: 0 }, form)
}
