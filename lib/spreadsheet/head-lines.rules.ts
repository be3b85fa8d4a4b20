import type { RawTable } from './formats/workbook'

/** What is known of a row as heads. */
type Known = {
  /** Columns whose text is the name of a field. */
  named(): number[]
  /** That a row is one of heads, or a text is one, where no name says it. */
  isKnown(text: string): boolean
}

/**
 * The table with a head of two lines, such as days above names with 姓名 and 单位 merged over both, as one line; null
 * where the row below is no second line of a head. Merged cells hold their text in each of their cells. What is said of
 * columns does not count here: a sheet keeps its lines while its columns are named.
 */
export function withOneHeadRow(table: RawTable, index: number, known: Known): RawTable | null {
  const upper = table.rows[index] ?? []
  const lower = table.rows[index + 1]
  if (!lower || !isSecondLine(upper, lower) || !isOver(upper, lower, known)) return null
  const joined = upper.map((text, column) =>
    lower[column] === text ? text : [text, lower[column]].filter(Boolean).join(' '),
  )
  return {
    ...table,
    rows: [...table.rows.slice(0, index), joined, ...table.rows.slice(index + 2)],
    rowNumbers: table.rowNumbers.filter((_, at) => at !== index),
  }
}

/** Whether two columns at least are merged over both lines and each other has its own text below. */
function isSecondLine(upper: string[], lower: string[]): boolean {
  let merged = 0
  let divided = 0
  for (const [column, text] of upper.entries()) {
    const below = lower[column] ?? ''
    if (text === below) {
      if (text !== '') merged++
    } else if (below !== '') divided++
  }
  return merged >= 1 && divided >= 2
}

/** A row of data may repeat one head; the heads that are known all stand merged over both lines of a head. */
function isOver(upper: string[], lower: string[], { named, isKnown }: Known): boolean {
  const isMerged = (column: number) => upper[column] === lower[column]
  const places = named()
  const isHead = places.length > 0 || upper.some((text, column) => isMerged(column) && isKnown(text))
  // 时间 over 季度 and 月份 is known as well, and divided below.
  return isHead && places.every(column => isMerged(column) || isDivided(upper, lower, column))
}

/** Whether the head of a column is merged over several that have each its own text below. */
function isDivided(upper: string[], lower: string[], column: number): boolean {
  const text = upper[column] ?? ''
  const below = (at: number) => (upper[at] === text && lower[at] !== text ? (lower[at] ?? '') : '')
  const own = below(column)
  return (
    text !== '' && own !== '' && [column - 1, column + 1].some(at => below(at) !== '' && below(at) !== own)
  )
}

/** The table with the heads that somebody wrote in place of those of its row. */
export function withHeads(
  table: RawTable,
  index: number,
  heads: ReadonlyMap<number, string> | undefined,
): RawTable {
  if (!heads || heads.size === 0) return table
  return { ...table, rows: table.rows.with(index, withWritten(table.rows[index] ?? [], heads)) }
}

export function withWritten(texts: string[], heads: ReadonlyMap<number, string> | undefined): string[] {
  return heads ? texts.map((text, column) => heads.get(column) ?? text) : texts
}
