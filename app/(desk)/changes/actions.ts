'use server'
import { action } from '@/app/_forms/action'
import { readChanges } from '@/lib/calendar/changes/change.commands'
import { readInput } from '@/lib/calendar/changes/change.input'

const read = action(readInput, readChanges)

/** Sent by a form that shows no answer: the list is drawn again without what was read. */
export async function markRead(form: FormData): Promise<void> {
  await read({ turn: 0 }, form)
}
