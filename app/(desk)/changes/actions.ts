'use server'
import { action } from '@/app/_forms/action'
import { readChanges } from '@/lib/calendar/changes/change.commands'
import { readInput } from '@/lib/calendar/changes/change.input'

const read = action(readInput, readChanges)

/** For a form without an answer: renders the list again without the acknowledged changes. */
export async function markRead(form: FormData): Promise<void> {
  await read({ turn: 0 }, form)
}
