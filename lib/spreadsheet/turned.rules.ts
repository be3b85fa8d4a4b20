import type { RawTable } from './formats/workbook'
import { type Columns, findHead } from './heads.rules'

/** A longer or wider table is none that somebody turned. */
const MOST = 400
/** Columns among which its heads would stand. */
const COLUMNS = 3
const HEADS = 3

/** Whether a table has its heads one below the other and a fact in each column (行列互换). */
export function isTurned({ rows, ...table }: RawTable, columns: Columns<string>): boolean {
  const width = rows[0]?.length ?? 0
  if (rows.length > MOST || width > MOST || rows.length < HEADS) return false
  const turned = Array.from({ length: width }, (_, column) => rows.map(row => row[column] ?? ''))
  const rowNumbers = turned.map((_, at) => at + 1)
  const head = findHead({ ...table, rows: turned, rowNumbers }, columns)
  return head.ok && head.index < COLUMNS && head.places.size >= HEADS
}
