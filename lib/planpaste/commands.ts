import type { Viewer } from '../access/rules'
import { inOrder } from '../plan/rules'
import { changeItems } from '../plantable/commands'
import type { PasteInput } from '../plantable/input'
import { planTable, tableKind } from '../plantable/queries'
import type { Fault } from '../plantable/rules'
import { blockOfText, type Cells, recognised, rowsOfBlock, tableFields } from '../plantable/sheet'

/** A block of rows as it is looked at before it is written: what each says, and what is wrong with it. */
export type Pasted = { rows: Cells[]; faults: (Fault & { row: number })[]; written: boolean }

/** A pasted table becomes items at the end of the plan, all of them or none; a look writes nothing. */
export async function pasteRows(
  viewer: Viewer,
  { planId, key, step, text, reason, rows: typed }: PasteInput,
) {
  const { plan: head, items } = await planTable(viewer, planId)
  const kind = tableKind(head)
  const block = blockOfText(text)
  const [first = 'time'] = tableFields[kind]
  const rows =
    step === 'write' && typed.length > 0 ? typed : rowsOfBlock(block, recognised(block, kind, first), kind)
  if (rows.length === 0) return { ok: false, reason: 'nothingRead', field: 'text' } as const
  const last = inOrder(items).at(-1)?.item.id ?? null
  const operations = rows.map((cells, at) => ({
    do: 'add' as const,
    key: `${key}-${at}`,
    cells,
    after: at === 0 ? last : `${key}-${at - 1}`,
  }))
  const answer = await changeItems(viewer, { planId, key, reason, rehearse: step === 'look', operations })
  if (!answer.ok && answer.reason !== 'notSaved')
    return {
      ok: false,
      reason: answer.reason,
      field: answer.reason === 'reasonNeeded' ? 'reason' : undefined,
    } as const
  const faults = answer.ok
    ? []
    : answer.faults.map(({ key: of, ...fault }) => ({ ...fault, row: Number(of.slice(key.length + 1)) }))
  const pasted: Pasted = { rows, faults, written: answer.ok && step === 'write' }
  return { ok: true, ...pasted } as const
}
