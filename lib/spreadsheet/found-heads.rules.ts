import { type Cross, crossedColumns } from './cross-sheet.rules'
import type { RawTable } from './formats/workbook'
import { type Columns, headIn, isMet, type SaidHeads } from './heads.rules'
import { trimmed } from './rows.rules'
import type { Steps } from './steps.rules'
import { type TitleFacts, titleOf } from './title.rules'

/** The columns of a kind of sheet, and how its other forms become its rows. */
export type KindColumns = {
  columns: Columns<string>
  /** Its form as a 横表. */
  cross?: Cross
  /** Fields that the lines above the heads, or the name of the sheet, give for every row of the sheet. */
  given?(title: TitleFacts, sheetName: string): Record<string, string>
  /** What the cells of a row mean together, such as a signature beside the name. */
  meant?(cells: Record<string, string>): Record<string, string>
}

/** The heads of one table, or the row that is likeliest to be them and what it lacks. */
export type Found = {
  table: RawTable
  /** Of the heads in `table`; -1 where no row looks like them. */
  index: number
  headRow: number | null
  places: Map<string, number>
  spec: Columns<string>
  isCross: boolean
  missing: string[]
  given: Record<string, string>
  title: TitleFacts
}

/** The heads of a table: of a sheet of this kind, of a 横表, or of one whose lines above say what its columns lack. */
export function* foundIn(
  given: RawTable,
  { columns, cross, given: givenBy }: KindColumns,
  said: SaidHeads<string>,
): Steps<Found> {
  const head = yield* headIn(given, columns, said)
  if (head.ok) return { ...headOf(given, head), spec: columns, isCross: false, missing: [], given: {} }
  if (cross) {
    const crossed = yield* headIn(given, cross.columns, said)
    if (crossed.ok && crossedColumns(crossed, cross, said.columns).length > 0)
      return { ...headOf(given, crossed), spec: cross.columns, isCross: true, missing: [], given: {} }
  }
  const constants = givenBy?.(titleOf(given, head.index), given.sheetName) ?? {}
  const required = columns.required.filter(each => !isMet(each, field => field in constants))
  if (required.length < columns.required.length) {
    const relaxed = yield* headIn(given, { ...columns, required }, said)
    if (relaxed.ok)
      return {
        ...headOf(given, relaxed),
        spec: { ...columns, required },
        isCross: false,
        missing: [],
        given: constants,
      }
  }
  return { ...headOf(given, head), spec: columns, isCross: false, missing: head.missing, given: {} }
}

function headOf(
  given: RawTable,
  { table, index, places }: { table: RawTable; index: number; places: Map<string, number> },
) {
  const fallback =
    index === -1 ? given.rows.findIndex(row => new Set(row.map(trimmed).filter(Boolean)).size > 1) : index
  return {
    table,
    index: fallback,
    headRow: given.rowNumbers[fallback] ?? null,
    places,
    title: titleOf(given, fallback),
  }
}

/** A table that goes on after a page break, below the heads of the table above. */
export function continued(above: Found, part: RawTable): Found {
  const head = above.table.rows[above.index] ?? []
  return {
    ...above,
    index: 0,
    table: { ...part, rows: [head, ...part.rows], rowNumbers: [part.rowNumbers[0] ?? 0, ...part.rowNumbers] },
  }
}

/** The tables of a document; a sheet is one. */
export function partsOf({ parts = [], ...table }: RawTable): RawTable[] {
  if (parts.length < 2) return [table]
  return parts
    .map((from, at) => {
      const isIn = (number: number) => number >= from && number < (parts[at + 1] ?? Number.POSITIVE_INFINITY)
      return {
        ...table,
        rows: table.rows.filter((_, row) => isIn(table.rowNumbers[row] ?? 0)),
        rowNumbers: table.rowNumbers.filter(isIn),
      }
    })
    .filter(part => part.rows.length > 0)
}

/** The index of the last column that any row fills. */
export function widthOf({ rows }: RawTable): number {
  return Math.max(...rows.map(row => row.findLastIndex(text => trimmed(text) !== '')))
}

/** The heads that somebody wrote in place of those of the sheet. */
export function withHeads(table: RawTable, row: number | undefined, heads: Map<number, string>): RawTable {
  const index = row === undefined ? -1 : table.rowNumbers.indexOf(row)
  if (index === -1 || heads.size === 0) return table
  const rows = [...table.rows]
  rows[index] = (rows[index] ?? []).map((text, column) => heads.get(column) ?? text)
  return { ...table, rows }
}
