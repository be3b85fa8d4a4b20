'use server'
import { action } from '@/app/_form/action'
import { moveActivity } from '@/lib/activitystate/commands'
import { moveInput } from '@/lib/activitystate/input'
import { keepLunar } from '@/lib/calendar/commands'
import { lunarInput } from '@/lib/calendar/input'

/** Where it was moved from and to is in the answer: the page offers to take it back. */
export const moveDay = action(moveInput, (viewer, { key, ...input }) => moveActivity(viewer, input, key), {
  refused: 'activity.refused',
})

const keep = action(lunarInput, keepLunar)

/** Sent by a form that shows no answer: the calendar is drawn again with the dates or without them. */
export async function turnLunar(form: FormData): Promise<void> {
  await keep({ turn: 0 }, form)
}
