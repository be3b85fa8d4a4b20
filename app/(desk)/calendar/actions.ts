'use server'
import { headers } from 'next/headers'
import { action } from '@/app/_forms/action'
import { answeredInFrame } from '@/app/_forms/answer-in-frame'
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
  (viewer, { idempotencyKey, ...input }) =>
    moveActivity(viewer, { ...input, asksConflicts: true }, idempotencyKey),
  // The dialog names the present day in its title.
  { refused: 'activity.refused', explain: conflictingPlaces, shown: () => ({ day: undefined }) },
)

/** Warnings about the day while the dialog is open; read-only. */
export async function warnOfMove(activityId: number, day: string): Promise<string[]> {
  if (!isOwnOrigin(await headers())) return []
  const viewer = await requireViewer()
  if (!Number.isSafeInteger(activityId) || !isDay(day)) return []
  const say = sayIn(viewer.locale)
  return (await scheduleConflictsOfMove(viewer, activityId, day)).map(each => conflictSentence(say, each))
}

export const turnLunar = answeredInFrame(action(lunarInput, keepLunar, { message: false }))
