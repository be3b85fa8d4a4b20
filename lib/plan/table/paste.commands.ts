import type { Viewer } from '@/lib/access/access.rules'
import { unitsUnder } from '@/lib/plan/plan.queries'
import { inOrder } from '@/lib/plan/plan.rules'
import { changeItems } from './table.commands'
import type { PasteInput } from './table.input'
import { planTable, tableKind } from './table.queries'
import type { Fault } from './table.rules'
import { blockOfText, type Cells, recognised, rowsOfBlock, tableFields } from './table.sheet'

/** A block of rows as it is looked at before it is written: what each says, and what is wrong with it. */
export type Pasted = {
  rows: Cells[]
  /** By row: the audience is on no roster, its words alone are kept. */
  asWords: boolean[]
  faults: (Fault & { row: number })[]
  /** What was read otherwise than it may have been meant; such a row can be written. */
  notes: (Fault & { row: number })[]
  /** Why none of it can be written, whatever the rows say. */
  refusal: 'planClosed' | 'reasonNeeded' | null
  written: boolean
}

// A year of a great office has a hundred; more would keep every other writer waiting.
const MOST_ROWS = 500

/** A pasted table becomes items at the end of the plan, all of them or none; a look writes nothing. */
export async function pasteRows(viewer: Viewer, input: PasteInput) {
  const { planId, key, step, text, reason, rows: typed, asWords } = input
  const { plan: head, items } = await planTable(viewer, planId)
  const kind = tableKind(head)
  const block = blockOfText(text)
  const [first = 'time'] = tableFields[kind]
  const units = (await unitsUnder(head.unitPath)).map(unit => unit.name)
  const rows =
    step === 'write' && typed.length > 0
      ? typed
      : rowsOfBlock(block, recognised(block, kind, first, units), kind)
  if (rows.length === 0) return { ok: false, reason: 'nothingRead', field: 'text' } as const
  if (rows.length > MOST_ROWS) return { ok: false, reason: 'tooManyRows', field: 'text' } as const
  const last = inOrder(items).at(-1)?.item.id ?? null
  const operations = rows.map((cells, at) => ({
    do: 'add' as const,
    key: `${key}-${at}`,
    cells,
    asWords: asWords[at],
    after: at === 0 ? last : `${key}-${at - 1}`,
  }))
  const answer = await changeItems(viewer, { planId, key, reason, rehearse: step === 'look', operations })
  const byRow = (found: (Fault & { key: string })[]) =>
    found.map(({ key: of, ...fault }) => ({ ...fault, row: Number(of.slice(key.length + 1)) }))
  const pasted: Pasted = {
    rows,
    asWords: rows.map((_, at) => asWords[at] ?? false),
    faults: answer.ok || answer.reason !== 'notSaved' ? [] : byRow(answer.faults),
    notes: answer.ok || answer.reason === 'notSaved' ? byRow(answer.notes) : [],
    refusal: answer.ok || answer.reason === 'notSaved' ? null : answer.reason,
    written: answer.ok && step === 'write',
  }
  return { ok: true, ...pasted } as const
}
