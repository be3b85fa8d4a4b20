'use server'
import { redirect } from 'next/navigation'
import { action, type FormState } from '@/app/_forms/action'
import { ownPath } from '@/app/_http/own-path'
import { type Pasted, pasteRows } from '@/lib/plan/table/paste.commands'
import { pasteInput } from '@/lib/plan/table/table.input'

const read = action(pasteInput, pasteRows, {
  refused: 'planTable.refused',
  keeps: true,
  message: ({ faults, refusal }, { t }) => {
    if (refusal) return t(`planTable.refused.${refusal}`)
    if (faults.length === 0) return t('planTable.refused.looked')
    return t('planTable.refused.notSaved', { count: new Set(faults.map(each => each.row)).size })
  },
})

/**
 * The paste form without script: shows the recognised block, accepts corrections, and writes it once it has no
 * errors.
 */
export async function pasteBlock(before: FormState, form: FormData): Promise<FormState> {
  const state = await read(before, form)
  const pasted = state.result as Pasted | undefined
  if (pasted?.written) redirect(ownPath(`/plans/${Number(form.get('planId'))}/table`))
  return { ...state, ok: state.ok && pasted?.faults.length === 0 && !pasted.refusal }
}
