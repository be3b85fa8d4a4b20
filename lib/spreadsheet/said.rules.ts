import { columnLetters } from './place.rules'

/** What somebody said of this file, by the keys below, and what was said of such heads earlier. */
export type SaidOfFile = {
  answers: Readonly<Record<string, string>>
  remembered: ReadonlyMap<string, string | null>
  /** Names of the office's units, without the topmost, which stands in every title. */
  units?: readonly string[]
}

/** `all`: the sheets that are proposed are the right ones. */
export const SHEETS = 'sheets'
/** One sheet alone is read; all that are proposed but one. */
export const onlySheet = (name: string) => `only ${name}`
export const butSheet = (name: string) => `but ${name}`
/** Whether a sheet is read: `read` or `leave`. */
export const sheetKey = (name: string) => `sheet ${name}`
/** The number of the row of heads. */
export const headRowKey = (name: string) => `heads ${name}`
/** The field of a column; '' leaves it alone, `= 7月9日 中心组学习` reads it under this head. */
export const columnKey = (name: string, column: number) => `column ${columnLetters(column)} ${name}`

/** The columns of a sheet that somebody said to leave alone. */
export function leftAlone({ answers }: SaidOfFile, name: string, width: number): Map<number, null> {
  const columns = Array.from({ length: width }, (_, column) => column)
  return new Map(
    columns.filter(column => answers[columnKey(name, column)] === '').map(column => [column, null]),
  )
}
