import type { Viewer } from '@/lib/access/access.rules'
import { unitsUnder } from '@/lib/plan/plan.queries'
import { inOrder } from '@/lib/plan/plan.rules'
import { recognised, rowsOfBlock } from './pasted.sheet'
import { changeItems } from './table.commands'
import type { PasteInput } from './table.input'
import { planTable, tableKind } from './table.queries'
import type { Fault } from './table.rules'
import { blockOfText, type Cells, tableFields } from './table.sheet'

/** Preview of a pasted block: the content of each row, and its faults. */
export type Pasted = {
  rows: Cells[]
  /** By row: the audience is people on no roster, so only its words are stored. */
  asWords: boolean[]
  faults: (Fault & { row: number })[]
  /** Notes where a cell was interpreted in a way the user may not have meant; such a row can still be saved. */
  notes: (Fault & { row: number })[]
  /** Why the whole block is refused, whatever its rows contain. */
  refusal: 'planClosed' | 'reasonNeeded' | null
  written: boolean
}

// A large office has a hundred rows a year; more would block other writers for too long.
const MOST_ROWS = 500

/** Appends a pasted table to the plan as items, all of them or none; a preview writes nothing. */
export async function pasteRows(viewer: Viewer, input: PasteInput) {
  const { planId, idempotencyKey, step, text, reason, rows: typed, asWords } = input
  const { plan: head, items } = await planTable(viewer, planId)
  const kind = tableKind(head)
  const block = blockOfText(text)
  const [first = 'time'] = tableFields[kind]
  const units = (await unitsUnder(viewer, head.unitPath)).map(unit => unit.name)
  const rows =
    step === 'write' && typed.length > 0
      ? typed
      : rowsOfBlock(block, recognised(block, kind, first, units), kind)
  if (rows.length === 0) return { ok: false, reason: 'nothingRead', field: 'text' } as const
  if (rows.length > MOST_ROWS) return { ok: false, reason: 'tooManyRows', field: 'text' } as const
  const last = inOrder(items).at(-1)?.item.id ?? null
  const operations = rows.map((cells, at) => ({
    do: 'add' as const,
    key: `${idempotencyKey}-${at}`,
    cells,
    asWords: asWords[at],
    after: at === 0 ? last : `${idempotencyKey}-${at - 1}`,
  }))
  const answer = await changeItems(viewer, {
    planId,
    idempotencyKey,
    reason,
    rehearse: step === 'look',
    operations,
  })
  const byRow = (found: (Fault & { key: string })[]) =>
    found.map(({ key: of, ...fault }) => ({ ...fault, row: Number(of.slice(idempotencyKey.length + 1)) }))
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
