import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { matchKey } from './match.rules'
import { finished, type Steps } from './steps.rules'

/**
 * The columns of a kind of sheet. `heads` are the accepted names, the preferred one first. Each entry of
 * `required` must be there: a field, or one of several sets of fields.
 *
 *     const attendance = {
 *       columns: [{ field: 'day', heads: ['日期'] }, { field: 'activity', heads: ['活动名称', '名称'] }, …],
 *       required: ['mark', [['day', 'activity'], ['activityCode']], [['staffNo'], ['name', 'unit']]],
 *     } satisfies Columns<'day' | 'activity' | …>
 */
export type Columns<F extends string> = {
  columns: { field: F; heads: string[] }[]
  required: (F | F[][])[]
}

/** No row has the required heads: the most likely row, and what it lacks (alternatives joined by ` / `). */
export type HeadMissing = { ok: false; likelyRow: number | null; missing: string[] }

type Places<F> = Map<F, number>

type Head<F extends string> = { ok: true; index: number; places: Places<F> } | HeadMissing

export function findHead<F extends string>(table: RawTable, spec: Columns<F>): Head<F> {
  return finished(headIn(table, spec))
}

/** The first row that has the required heads. */
export function* headIn<F extends string>(table: RawTable, spec: Columns<F>): Steps<Head<F>> {
  let likely = { index: -1, places: new Map() as Places<F> }
  for (let index = 0; index < table.rows.length; index++) {
    const places = placesOf(table.rows[index] ?? [], spec)
    if (spec.required.every(requirement => isMet(requirement, field => places.has(field)))) {
      return { ok: true as const, index, places }
    }
    if (places.size > likely.places.size) likely = { index, places }
    yield
  }
  const lacking = spec.required.filter(requirement => !isMet(requirement, field => likely.places.has(field)))
  const headOf = (field: F) => spec.columns.find(column => column.field === field)?.heads[0] ?? field
  return {
    ok: false as const,
    likelyRow: table.rowNumbers[likely.index] ?? null,
    missing: lacking.map(requirement =>
      alternatives(requirement)
        .map(set => set.map(headOf).join(' + '))
        .join(' / '),
    ),
  }
}

function alternatives<F extends string>(requirement: F | F[][]): F[][] {
  return typeof requirement === 'string' ? [[requirement]] : requirement
}

export function isMet<F extends string>(requirement: F | F[][], has: (field: F) => boolean) {
  return alternatives(requirement).some(set => set.every(has))
}

/** The column of each field. Where two columns match, the preferred name wins, then the first column. */
function placesOf<F extends string>(texts: string[], { columns }: Columns<F>): Places<F> {
  const keys = texts.map(headKey)
  const places: Places<F> = new Map()
  const taken = new Set<number>()
  const deepest = Math.max(...columns.map(column => column.heads.length))
  for (let rank = 0; rank < deepest; rank++) {
    for (const { field, heads } of columns) {
      const wanted = heads[rank]
      if (wanted === undefined || places.has(field)) continue
      const key = headKey(wanted)
      const column = keys.findIndex((each, at) => each === key && !taken.has(at))
      if (column === -1) continue
      places.set(field, column)
      taken.add(column)
    }
  }
  return places
}

/** A head normalised: half-width, no spaces, no remarks in brackets, no star or colon as some forms add. */
export function headKey(text: string) {
  const key = matchKey(text).replace(/[*:]/g, '')
  return key.replace(/\([^()]*\)|\[[^[\]]*\]|【[^】]*】/g, '') || key
}
