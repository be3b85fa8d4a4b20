import {
  applied,
  differing,
  type Fault,
  fresh,
  inserted,
  isReady,
  isUnsent,
  picked,
  type Row,
  type Saved,
  type Table,
} from './table.rules'
import type { Cells } from './table.sheet'

export type Operation =
  | { do: 'add'; key: string; cells: Cells; asWords?: boolean; after: number | string | null }
  | { do: 'restore'; key: string; id: number; after: number | string | null }
  | { do: 'change'; key: string; id: number; version: number; cells: Cells; asWords?: boolean }
  | { do: 'remove'; key: string; id: number; version: number }
  | { do: 'move'; key: string; id: number; after: number | string | null }

/** The operations that bring the server's rows to the local state; rows not ready are not sent. */
export function operationsOf(table: Table): Operation[] {
  const wanted = table.rows.filter(row => row.id !== null || isReady(row))
  const rowBy = new Map(wanted.map(row => [row.key, row]))
  const aboveOf = (at: number) => {
    const above = wanted[at - 1]
    return above ? (above.id ?? above.key) : null
  }
  // A point can be removed only after its parts, which come after it.
  const removals = table.gone
    .toReversed()
    .flatMap(({ key, id, version }) => (id === null ? [] : [{ do: 'remove' as const, key, id, version }]))
  const order = table.order.filter(key => rowBy.get(key)?.id != null)
  const changes = wanted.flatMap((row, at): Operation[] => {
    const { key, id, version, cells, asWords } = row
    if (id === null) {
      const above = wanted[at - 1]?.key
      order.splice(above === undefined ? 0 : order.indexOf(above) + 1, 0, key)
      const after = aboveOf(at)
      return [
        row.was === undefined
          ? { do: 'add', key, cells, ...(asWords ? { asWords } : {}), after }
          : { do: 'restore', key, id: row.was, after },
      ]
    }
    const changed = differing(cells, row.base ?? {})
    if (changed.length === 0 || !isReady(row)) return []
    return [
      { do: 'change', key, id, version, cells: picked(cells, changed), ...(asWords ? { asWords } : {}) },
    ]
  })
  const moves = movesBetween(
    order,
    wanted.map(row => row.key),
  ).flatMap(({ key, at }): Operation[] => {
    const row = rowBy.get(key)
    // A row just inserted is already at its position.
    return row?.id == null ? [] : [{ do: 'move', key, id: row.id, after: aboveOf(at) }]
  })
  return [...removals, ...changes, ...moves]
}

/** The fewest single moves that turn the first order of keys into the second. */
export function movesBetween(before: string[], after: string[]): { key: string; at: number }[] {
  const places = after.map(key => before.indexOf(key))
  // The rows of the longest increasing subsequence stay where they are.
  const length: number[] = []
  const from: number[] = []
  places.forEach((place, at) => {
    length[at] = 1
    from[at] = -1
    for (let n = 0; n < at; n++) {
      if ((places[n] as number) < place && (length[n] as number) + 1 > (length[at] as number)) {
        length[at] = (length[n] as number) + 1
        from[at] = n
      }
    }
  })
  const stays = new Set<number>()
  for (let at = length.indexOf(Math.max(0, ...length)); at >= 0; at = from[at] as number) stays.add(at)
  return after.map((key, at) => ({ key, at })).filter(({ at }) => !stays.has(at))
}

/**
 * Rebases a locally edited row on the server's state: cells that only one side changed are taken from that
 * side; where both changed one, the local text stays and the other is shown beside it.
 */
export function rebased(row: Row, saved: Saved): Row {
  const base = row.base ?? saved.cells
  const mine = differing(row.cells, base)
  const clash = mine.filter(
    field =>
      (saved.cells[field] ?? '') !== (base[field] ?? '') &&
      (saved.cells[field] ?? '') !== (row.cells[field] ?? ''),
  )
  return {
    ...row,
    id: saved.id,
    version: saved.version,
    base: saved.cells,
    cells: { ...saved.cells, ...picked(row.cells, mine) },
    theirs: clash.length > 0 ? picked(saved.cells, clash) : undefined,
  }
}

export type Answer = { made?: Record<string, number>; rows: Saved[] }

/**
 * The table after an answer of the server. `sent` is the table at the time of the request: later local edits
 * are kept. With `made` the server has applied what was sent.
 */
export function settled(table: Table, sent: Table, { made, rows }: Answer): Table {
  const savedBy = new Map(rows.map(saved => [saved.id, saved]))
  const idOf = (row: Row) => made?.[row.key] ?? row.id
  const settle = (row: Row): Row[] => {
    const id = idOf(row)
    if (id === null) return [row]
    const saved = savedBy.get(id)
    if (saved) {
      const asSent = made && sent.rows.find(each => each.key === row.key)
      // The server has the sent text, perhaps normalised to names of the roster: only later edits count as
      // differences.
      return [rebased(asSent && isReady(asSent) ? { ...row, base: asSent.cells } : row, saved)]
    }
    if (!isUnsent(row)) return []
    const fault = { field: null, reason: 'planTable.refused.removedMeanwhile' }
    return [{ ...row, id: null, base: null, version: 0, was: undefined, fault }]
  }
  const named = new Set(table.rows.flatMap(row => (made?.[row.key] ? [made[row.key]] : [])))
  const kept = table.rows.filter(row => !(row.id !== null && named.has(row.id) && !made?.[row.key]))
  const gone = table.gone.map(row => {
    const id = idOf(row)
    const saved = id === null ? undefined : savedBy.get(id)
    if (id !== null && !saved) return { ...row, id: null, base: null, was: id }
    // A row removed while its insert was in flight is removed with the version that the insert gave it.
    return { ...row, id, version: row.id === null ? (saved?.version ?? 0) : row.version }
  })
  const settledRows = kept.flatMap(settle)
  const known = new Set([...settledRows, ...gone].map(row => row.id))
  const keyOf = (id: number) => settledRows.find(row => row.id === id)?.key ?? `i${id}`
  let result = settledRows
  rows.forEach((saved, at) => {
    if (known.has(saved.id)) return
    const above = rows[at - 1]
    result = inserted(result, fresh(saved), above ? keyOf(above.id) : null)
  })
  return { rows: result, gone, order: rows.map(({ id }) => keyOf(id)) }
}

/** Shows a removed row again at its former place, with the reason why the server refuses to remove it. */
export function broughtBack(table: Table, key: string, fault: Fault): Table {
  const after = table.order[table.order.indexOf(key) - 1] ?? null
  const { table: back } = applied(table, { put: key, cells: {}, after })
  return { ...back, rows: back.rows.map(row => (row.key === key ? { ...row, fault } : row)) }
}
