import type { RawTable } from './formats/workbook'
import { trimmed } from './match.rules'
import { hasSections, type LeftOut } from './rows.rules'
import { type IsTitle, sectionOf } from './section.rules'

/** The columns of one of the tables that stand side by side. */
type Columns = { from: number; to: number }

/** The table with the columns of other blocks emptied. */
export function withoutOthers(
  table: RawTable,
  index: number,
  { from, to }: Columns,
  places: Map<string, number>,
): RawTable {
  const own = new Set(places.values())
  const rows = table.rows.map((row, at) =>
    at < index
      ? row
      : row.map((text, column) => (own.has(column) || (column >= from && column < to) ? text : '')),
  )
  return { ...table, rows }
}

/**
 * The titles of a table that stand over the rows of the one to the right of it as well, by the number of their row: that
 * one has none of its own, and is empty beside each of them, or says the same. Undefined where they are those of their
 * own table.
 */
export function titlesOver(
  { rows, rowNumbers }: Pick<RawTable, 'rows' | 'rowNumbers'>,
  index: number,
  titles: readonly LeftOut[],
  { isTitle, name, range }: { isTitle: IsTitle; name: number | undefined; range: Columns },
): Map<number, string> | undefined {
  if (titles.length === 0) return undefined
  const over = new Map(titles.map(({ row, text }) => [row, sectionOf(text)]))
  const textOf = (at: number) => over.get(rowNumbers[at] ?? 0)
  const isBeside = rows.every((texts, at) => {
    const title = textOf(at)
    const own = texts.slice(range.from, range.to).map(trimmed)
    return title === undefined || own.every(text => text === '' || sectionOf(text) === title)
  })
  if (!isBeside) return undefined
  const others = rows.filter((_, at) => at <= index || textOf(at) === undefined)
  return hasSections({ rows: others }, index, { isTitle, name, ranges: [range] }) ? undefined : over
}
