import type { RawTable, TroubleReason } from './formats/workbook'

/** In place of a cell that shows nothing and cannot be read right, so that its row is no blank one. */
export const EMPTY = '\ufffc'

export function withTroubles(table: RawTable): RawTable {
  const silent = new Map<number, number[]>()
  for (const { row, column } of table.troubles ?? []) silent.set(row, [...(silent.get(row) ?? []), column])
  if (silent.size === 0) return table
  const rows = table.rows.map((texts, at) => {
    const columns = silent.get(table.rowNumbers[at] ?? 0)
    return columns
      ? texts.map((text, column) => (text === '' && columns.includes(column) ? EMPTY : text))
      : texts
  })
  return { ...table, rows }
}

/** Why the cell of a row of the sheet and a column cannot be read right. */
export function troublesOf({
  troubles = [],
}: RawTable): (row: number, column: number) => TroubleReason | undefined {
  const found = new Map(troubles.map(({ row, column, reason }) => [`${row} ${column}`, reason]))
  return (row, column) => (found.size === 0 ? undefined : found.get(`${row} ${column}`))
}
