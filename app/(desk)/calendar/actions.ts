'use server'
import { action } from '@/app/_forms/action'
import { sayIn } from '@/app/_i18n/messages'
import { requireViewer } from '@/lib/access/session'
import { scheduleConflictsOfMove } from '@/lib/activity/conflicts/conflict.queries'
import { moveActivity } from '@/lib/activity/status.commands'
import { moveInput } from '@/lib/activity/status.input'
import { keepLunar } from '@/lib/calendar/calendar.commands'
import { lunarInput } from '@/lib/calendar/calendar.input'
import { isDay } from '@/lib/core/time'
import { conflictingPlaces, conflictSentence } from '../_parts/conflict-words'

/** Where it was moved from and to is in the answer: the page offers to take it back. */
export const moveDay = action(
  moveInput,
  (viewer, { key, ...input }) => moveActivity(viewer, { ...input, asksConflicts: true }, key),
  { refused: 'activity.refused', explain: conflictingPlaces },
)

/** What speaks against the day, while the dialog stands open; it writes nothing. */
export async function warnOfMove(activityId: number, day: string): Promise<string[]> {
  const viewer = await requireViewer()
  if (!Number.isSafeInteger(activityId) || !isDay(day)) return []
  const say = sayIn(viewer.locale)
  return (await scheduleConflictsOfMove(viewer, activityId, day)).map(each => conflictSentence(say, each))
}

const keep = action(lunarInput, keepLunar)

/** Sent by a form that shows no answer: the calendar is drawn again with the dates or without them. */
export async function turnLunar(form: FormData): Promise<void> {
  await keep({ turn: 0 }, form)
}
