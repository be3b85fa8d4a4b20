'use server'
import { redirect } from 'next/navigation'
import { action, type FormState } from '@/app/_form/action'
import { type Pasted, pasteRows } from '@/lib/planpaste/commands'
import { pasteInput } from '@/lib/plantable/input'

const read = action(pasteInput, pasteRows, {
  refused: 'planTable.refused',
  keeps: true,
  message: ({ faults }) =>
    faults.length > 0
      ? {
          key: 'planTable.refused.notSaved',
          places: { count: new Set(faults.map(each => each.row)).size },
        }
      : { key: 'planTable.refused.looked' },
})

/** The pasted block of the form without script: looked at, corrected, and once nothing is wrong written. */
export async function pasteBlock(before: FormState, form: FormData): Promise<FormState> {
  const state = await read(before, form)
  if ((state.result as Pasted | undefined)?.written) redirect(`/plans/${Number(form.get('planId'))}/table`)
  return state
}
