'use server'
import { action } from '@/app/_form/action'
import { readChanges } from '@/lib/changes/commands'
import { readInput } from '@/lib/changes/input'

const read = action(readInput, readChanges)

/** Sent by a form that shows no answer: the list is drawn again without what was read. */
export async function markRead(form: FormData): Promise<void> {
  await read({ turn: 0 }, form)
}
