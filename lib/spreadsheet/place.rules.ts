// Where a fact stands in a file, as one number: rows of 20 bits as Excel has them, columns of 14, sheets above. The facts
// of the first sheet's only table have the number of their row, so that a plain sheet is numbered as its reader sees it.

const ROWS = 2 ** 20
const COLUMNS = 2 ** 14

export type Place = {
  /** Index of the sheet in the file. */
  sheet: number
  /** Index of the column at which the fact begins, for a second block or a column of a 横表; 0 otherwise. */
  column: number
  /** The row's number as the sheet shows it, from 1. */
  row: number
}

/** `{ sheet: 0, column: 0, row: 12 }` → 12. */
export function placeNumber({ sheet, column, row }: Place): number {
  return (sheet * COLUMNS + column) * ROWS + row
}

export function placeOf(number: number): Place {
  const above = Math.floor(number / ROWS)
  return { sheet: Math.floor(above / COLUMNS), column: above % COLUMNS, row: number % ROWS }
}

/** Index of a column → A, B, … Z, AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last
}
