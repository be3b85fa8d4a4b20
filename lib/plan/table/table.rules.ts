import type { Cells, Field } from './table.sheet'

export type Places = Record<string, string | number>
/** Why a row is not saved: the key of a message, and the field to which it belongs. */
export type Fault = { field: Field | null; reason: string; places?: Places }

/** A row as edited locally, with the server's state of it. */
export type Row = {
  key: string
  /** Its item; null until the server has one. */
  id: number | null
  version: number
  /** The cells on the server; null for a row that it does not have yet. */
  base: Cells | null
  cells: Cells
  /** The audience is people on no roster: only its words are stored. */
  asWords?: boolean
  /** For a removed row: the id of its former item. */
  was?: number
  fault?: Fault
  /** A cell interpreted in a way the user may not have meant; the row is saved. */
  note?: Fault
  /** Concurrent changes of the same cells by somebody else. */
  theirs?: Cells
}

/** The rows in local order, the removed rows, and the order (of keys) on the server. */
export type Table = { rows: Row[]; gone: Row[]; order: string[] }

/** A row on the server: an item in words. */
export type Saved = { id: number; version: number; cells: Cells }

export type Edit =
  | { set: string; cells: Cells; asWords?: boolean }
  | { put: string; cells: Cells; after: string | null }
  | { take: string }
  | { move: string; after: string | null }

export function tableOf(rows: Saved[]): Table {
  const made = rows.map(fresh)
  return { rows: made, gone: [], order: made.map(row => row.key) }
}

/** The table after an edit, and the inverse edit for undo; null where nothing changed. */
export function applied(table: Table, edit: Edit): { table: Table; back: Edit | null } {
  const key = 'set' in edit ? edit.set : 'put' in edit ? edit.put : 'take' in edit ? edit.take : edit.move
  const at = table.rows.findIndex(row => row.key === key)
  const row = table.rows[at]
  if ('put' in edit) {
    if (row) return { table, back: null }
    const before = table.gone.find(each => each.key === key)
    const put = before ?? { key, id: null, version: 0, base: null, cells: edit.cells }
    const rows = inserted(table.rows, { ...put, fault: undefined }, edit.after)
    return {
      table: { ...table, rows, gone: table.gone.filter(each => each !== before) },
      back: { take: key },
    }
  }
  if (!row) return { table, back: null }
  const above = table.rows[at - 1]?.key ?? null
  if ('set' in edit) {
    const changed = { ...row, cells: { ...row.cells, ...edit.cells }, fault: undefined }
    if (edit.cells.unit !== undefined) changed.note = undefined
    if ('asWords' in edit) changed.asWords = edit.asWords
    else if (edit.cells.audience !== undefined && edit.cells.audience !== row.cells.audience)
      changed.asWords = undefined
    const names = Object.keys(edit.cells) as Field[]
    const cells = Object.fromEntries(names.map(name => [name, row.cells[name] ?? '']))
    return {
      table: { ...table, rows: table.rows.map(each => (each === row ? changed : each)) },
      back: { set: key, cells, asWords: row.asWords },
    }
  }
  const without = table.rows.filter(each => each !== row)
  if ('take' in edit)
    return {
      table: { ...table, rows: without, gone: [...table.gone, row] },
      back: { put: key, cells: row.cells, after: above },
    }
  if (edit.after === key || edit.after === above) return { table, back: null }
  return {
    table: { ...table, rows: inserted(without, row, edit.after) },
    back: { move: key, after: above },
  }
}

/** Several edits as one undo step, and its inverse. */
export function appliedAll(table: Table, edits: Edit[]): { table: Table; back: Edit[] } {
  const back: Edit[] = []
  let at = table
  for (const edit of edits) {
    const done = applied(at, edit)
    at = done.table
    if (done.back) back.unshift(done.back)
  }
  return { table: at, back }
}

/** The stacks for undo and redo; a new step clears redo. */
export type History = { done: Edit[][]; undone: Edit[][] }
export const noHistory: History = { done: [], undone: [] }
const STEPS = 200

export function remembered({ done }: History, back: Edit[]): History {
  return back.length === 0 ? { done, undone: [] } : { done: [...done, back].slice(-STEPS), undone: [] }
}

export function undone(table: Table, { done, undone }: History): { table: Table; history: History } | null {
  const last = done.at(-1)
  if (!last) return null
  const { table: before, back } = appliedAll(table, last)
  return { table: before, history: { done: done.slice(0, -1), undone: [...undone, back] } }
}

export function redone(table: Table, { done, undone }: History): { table: Table; history: History } | null {
  const last = undone.at(-1)
  if (!last) return null
  const { table: after, back } = appliedAll(table, last)
  return { table: after, history: { done: [...done, back], undone: undone.slice(0, -1) } }
}

/**
 * The edits that move a row one position up or down among its siblings: parts of work points stay with their
 * point.
 */
export function stepOf(rows: Row[], key: string, step: 'up' | 'down'): Edit[] {
  const blocks = blocksOf(rows, key)
  const at = blocks.findIndex(block => block[0]?.key === key)
  const [upper, lower] = step === 'up' ? [blocks[at - 1], blocks[at]] : [blocks[at], blocks[at + 1]]
  const first = upper?.[0]
  if (at < 0 || !first || !lower) return []
  let after = rows[rows.indexOf(first) - 1]?.key ?? null
  return lower.map(row => {
    const move = { move: row.key, after }
    after = row.key
    return move
  })
}

/** The blocks among which a row moves: the parts of its own point, or the points each with its parts. */
function blocksOf(rows: Row[], key: string): Row[][] {
  const row = rows.find(each => each.key === key)
  const parent = row?.cells.parent ?? ''
  if (parent !== '') return rows.filter(each => (each.cells.parent ?? '') === parent).map(each => [each])
  const blocks: Row[][] = []
  for (const each of rows) {
    if ((each.cells.parent ?? '') === '' || blocks.length === 0) blocks.push([each])
    else blocks.at(-1)?.push(each)
  }
  return blocks
}

/** Whether a row can be saved: it has content and a time, no fault, and no conflict that waits for a decision. */
export function isReady(row: Row): boolean {
  return lacking(row) === null && !row.fault && !row.theirs
}

/** The first required field that is empty; null where none is. */
export function lacking({ cells }: Row): 'time' | 'content' | null {
  if (!cells.content?.trim()) return 'content'
  return cells.time?.trim() ? null : 'time'
}

export function isUnsent(row: Row): boolean {
  return row.id === null || differing(row.cells, row.base ?? {}).length > 0
}

export function fresh({ id, version, cells }: Saved): Row {
  return { key: `i${id}`, id, version, base: cells, cells }
}

/** Inserts after the row of that key; first where it is null, last where it is unknown. */
export function inserted(rows: Row[], row: Row, after: string | null): Row[] {
  const at = after === null ? 0 : rows.findIndex(each => each.key === after) + 1
  return at === 0 && after !== null ? [...rows, row] : [...rows.slice(0, at), row, ...rows.slice(at)]
}

export function differing(one: Cells, other: Cells): Field[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<Field>
  return [...names].filter(name => (one[name] ?? '') !== (other[name] ?? ''))
}

export function picked(cells: Cells, names: Field[]): Cells {
  return Object.fromEntries(names.map(name => [name, cells[name] ?? '']))
}

/** The position of an item: after the one of that id, or of that key of the same batch; null is the first position. */
export type After = number | string | null

/** Inserts the item into the order of a plan; last where its predecessor does not exist. */
export function placeIn(
  { order, made }: { order: number[]; made: Record<string, number> },
  id: number,
  after: After,
): void {
  const above = typeof after === 'string' ? made[after] : after
  const at = above === null ? 0 : above === undefined ? -1 : order.indexOf(above) + 1
  order.splice(at < 0 || (at === 0 && above !== null) ? order.length : at, 0, id)
}

/** The items whose position changes in this order, numbered from 1. */
export function newPlaces(items: { id: number; position: number }[], order: number[]) {
  const was = new Map(items.map(item => [item.id, item.position]))
  return order.flatMap((id, at) => (was.get(id) === at + 1 ? [] : [{ id, position: at + 1 }]))
}
