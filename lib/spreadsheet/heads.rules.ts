import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { withHeads, withOneHeadRow, withWritten } from './head-lines.rules'
import { countedAs, isOfAnother, measuredHead } from './head-words.rules'
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
  /** Fields of which a cell left empty may mean the one above, as where a department stands once over its people. */
  fillsDown?: F[]
  /** The field of a head that no name of this kind fits, as that of another ledger in one; its cells carry its unit. */
  beside?(head: string): F | null
  /** Fields whose cells are figures: a head with a unit of measure, 受众（人）, is one of them or unknown. */
  figures?: F[]
  /** Names of a field before which even its preferred one yields: 最终成绩 beside 成绩. */
  wins?: Partial<Record<F, string[]>>
  /** Fields that are read only where the sheet lacks another. */
  instead?: Partial<Record<F, F>>
  /** Fields that are read where they stand, and that no example and no list of heads names. */
  quiet?: F[]
  /** Whether a field has no such cells: another field, or none, is meant by the head over them. */
  unfit?: Partial<Record<F, (texts: readonly string[], head: string) => boolean>>
}

/** No row has the required heads: the most likely row, and what it lacks (alternatives joined by ` / `). */
export type HeadMissing = { ok: false; likelyRow: number | null; missing: string[] }

/** Column by field. */
export type Places<F> = Map<F, number>

/** What is known of a sheet's heads beside their accepted names. */
export type SaidHeads<F extends string> = {
  /** The number of the row that somebody chose as heads. */
  row?: number
  /** The meaning of columns as somebody chose them; null is left alone. */
  columns?: ReadonlyMap<number, F | null>
  /** The meaning that a head was given in an earlier sheet, by `headKey`; null is left alone. */
  remembered?: ReadonlyMap<string, F | null>
  /** The heads that somebody wrote in place of those of the chosen row. */
  heads?: ReadonlyMap<number, string>
}

type Head<F extends string> =
  | {
      ok: true
      index: number
      places: Places<F>
      /** The table with heads of two lines joined into one. */
      table: RawTable
    }
  | (HeadMissing & { index: number; places: Places<F>; table: RawTable })

export function findHead<F extends string>(table: RawTable, spec: Columns<F>): Head<F> {
  return finished(headIn(table, spec))
}

/** The first row that has the required heads, or the one that was chosen. */
export function* headIn<F extends string>(
  table: RawTable,
  spec: Columns<F>,
  said: SaidHeads<F> = {},
): Steps<Head<F>> {
  let likely = { index: -1, places: new Map() as Places<F>, table }
  const chosen = said.row === undefined ? -1 : table.rowNumbers.indexOf(said.row)
  const rows = chosen === -1 ? table.rows.keys() : [chosen]
  for (const index of rows) {
    const here = chosen === -1 ? { ...said, columns: undefined } : said
    const heads = chosen === -1 ? undefined : said.heads
    const upper = withWritten(table.rows[index] ?? [], heads)
    const lower = withWritten(table.rows[index + 1] ?? [], heads)
    const joined = withOneHeadRow(table, index, {
      named: () => [...placesOf(table, index, spec, {}).values()],
      isKnown: head => said.row === table.rowNumbers[index] || Boolean(said.remembered?.get(headKey(head))),
    })
    const read = withHeads(joined ?? table, index, heads)
    const places = placesOf(read, index, spec, here, joined ? { upper, lower } : undefined)
    const isMissing = !spec.required.every(requirement => isMet(requirement, field => places.has(field)))
    if (!isMissing) {
      const all = withBeside(places, read.rows[index] ?? [], lower, spec, here)
      return { ok: true as const, index, places: all, table: read }
    }
    if (places.size > likely.places.size || chosen !== -1) likely = { index, places, table: read }
    yield
  }
  const lacking = spec.required.filter(requirement => !isMet(requirement, field => likely.places.has(field)))
  const headOf = (field: F) => spec.columns.find(column => column.field === field)?.heads[0] ?? field
  return {
    ...likely,
    ok: false as const,
    likelyRow: likely.table.rowNumbers[likely.index] ?? null,
    missing: lacking.map(requirement =>
      namedOf(requirement, spec)
        .map(set => set.map(headOf).join(' + '))
        .join(' / '),
    ),
  }
}
/** The ways to say one thing that somebody is told of. */
export function namedOf<F extends string>(requirement: F | F[][], { quiet = [] }: Columns<F>): F[][] {
  const all = alternatives(requirement)
  const named = all.filter(set => !set.every(field => quiet.includes(field)))
  return named.length > 0 ? named : all
}

function alternatives<F extends string>(requirement: F | F[][]): F[][] {
  return typeof requirement === 'string' ? [[requirement]] : requirement
}

export function isMet<F extends string>(requirement: F | F[][], has: (field: F) => boolean) {
  return alternatives(requirement).some(set => set.every(has))
}

/**
 * The column of each field: as it was chosen, else as it was remembered where no other head is called so, else by its name. Where two columns match, the
 * preferred name wins, then the first column.
 */
function placesOf<F extends string>(
  table: RawTable,
  index: number,
  { columns, figures = [], unfit = {}, instead = {}, wins = {} }: Columns<F>,
  { columns: chosen = new Map(), remembered = new Map() }: SaidHeads<F>,
  lines?: { upper: string[]; lower: string[] },
): Places<F> {
  const texts = table.rows[index] ?? []
  const names = texts.map((text, column) => namesOf(text, lines?.upper[column], lines?.lower[column]))
  const places: Places<F> = new Map()
  const taken = new Set<number>()
  const put = (field: F, column: number) => {
    places.set(field, column)
    taken.add(column)
  }
  for (const [column, field] of chosen) {
    taken.add(column)
    if (field !== null && !places.has(field)) put(field, column)
  }
  for (const [column, { key }] of names.entries())
    if (key !== '' && remembered.get(key) === null) taken.add(column)
  const isFit = (field: F, column: number) =>
    !unfit[field]?.(cellsBelow(table, index, column), texts[column] ?? '')
  const deepest = Math.max(...columns.map(column => column.heads.length))
  const first = Math.max(0, ...columns.map(({ field }) => wins[field]?.length ?? 0))
  for (let rank = -first; rank < deepest; rank++) {
    for (const { field, heads } of columns) {
      const wanted = rank < 0 ? wins[field]?.[rank + first] : heads[rank]
      if (wanted === undefined || places.has(field)) continue
      const key = acceptedKey(wanted)
      const column = names.findIndex(
        (each, at) =>
          !taken.has(at) && each.all.includes(key) && isOfMeasure(each, figures, field) && isFit(field, at),
      )
      if (column !== -1) put(field, column)
    }
  }
  for (const [column, { key }] of names.entries()) {
    const field = key === '' ? undefined : remembered.get(key)
    if (!field || places.has(field) || chosen.has(column)) continue
    // What somebody said of this head counts before its name, where no other head has the name of that field.
    for (const [other, place] of places) if (place === column) places.delete(other)
    put(field, column)
  }
  for (const [field, other] of Object.entries(instead) as [F, F][])
    if (places.has(other) && chosen.get(places.get(field) ?? -1) !== field) places.delete(field)
  return places
}

type HeadNames = { key: string; all: string[]; isMeasured: boolean }

/** The names that a head may be meant by; of heads in two lines the lower one alone is one: 任职起 below 任职. */
function namesOf(text: string, upper: string | undefined, lower: string | undefined): HeadNames {
  const key = headKey(text)
  const measure = measuredHead(text)
  const apart = lower === undefined || lower === upper || isOfAnother(headKey(upper ?? '')) ? [] : [lower]
  const all = measure ? countedAs(measure) : [text, ...apart]
  return { key, all: all.map(headKey).filter(Boolean), isMeasured: measure !== null }
}

const isOfMeasure = <F extends string>({ isMeasured }: HeadNames, figures: F[], field: F) =>
  !isMeasured || figures.includes(field)

/** Of the accepted names, which are few and asked for at every row. */
function acceptedKey(head: string): string {
  const known = acceptedKeys.get(head) ?? headKey(head)
  // Those of a 横表 are its meetings.
  if (acceptedKeys.size > MOST_KEYS) acceptedKeys.clear()
  acceptedKeys.set(head, known)
  return known
}
const MOST_KEYS = 5000
const acceptedKeys = new Map<string, string>()

/** Rows below a head that are looked at, and cells that are. */
const BELOW = 200
const CELLS = 30

/** The places with those of columns that the kind itself does not name; of heads in two lines the lower one may say it. */
function withBeside<F extends string>(
  places: Places<F>,
  texts: string[],
  lower: string[],
  { beside }: Columns<F>,
  { columns: chosen = new Map(), remembered = new Map() }: SaidHeads<F>,
): Places<F> {
  if (!beside) return places
  const all: Places<F> = new Map(places)
  const taken = new Set(all.values())
  for (const [column, text] of texts.entries()) {
    const key = headKey(text)
    if (key === '' || taken.has(column) || chosen.has(column) || remembered.get(key) === null) continue
    const field = beside(text) ?? (text.endsWith(` ${lower[column]}`) ? beside(lower[column] ?? '') : null)
    if (field !== null && !all.has(field)) all.set(field, column)
  }
  return all
}

/** The first filled cells below a head; titles between the rows, and the head again, are none. */
export function cellsBelow({ rows }: RawTable, index: number, column: number): string[] {
  const cells: string[] = []
  const heads = rows[index] ?? []
  const head = heads[column]?.trim() ?? ''
  const width = heads.filter(text => text.trim() !== '').length
  for (let at = index + 1; at < Math.min(rows.length, index + BELOW) && cells.length < CELLS; at++) {
    const text = rows[at]?.[column]?.trim() ?? ''
    if (text !== '' && text !== head && !isTitle(rows[at] ?? [], width)) cells.push(text)
  }
  return cells
}

/** A title or a remark between the rows: alone in its row, or merged over it, so that it stands in each column. */
function isTitle(row: readonly string[], width: number): boolean {
  const texts = row.map(text => text.trim()).filter(Boolean)
  return width > 2 && texts.every(text => text === texts[0])
}

/** A head normalised: half-width, no spaces, no remarks in brackets, no star or colon as some forms add. */
export function headKey(text: string) {
  const key = matchKey(text).replace(/[*:]/g, '')
  return key.replace(/\([^()]*\)|\[[^[\]]*\]|【[^】]*】/g, '') || key
}
