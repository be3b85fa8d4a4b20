import type { Pause } from '@/db/pause'
import type { RawTable } from './formats/workbook'

const CELLS = 10_000

/**
 * The cells of a draft as text: a line of JSON for some rows at a time, so that neither writing nor reading a long
 * sheet is one long step.
 */
export async function textOfTable({ rows, rowNumbers, ...head }: RawTable, pause: Pause): Promise<string> {
  const lines = [JSON.stringify({ ...head, rows: [], rowNumbers: [] })]
  const most = Math.max(1, Math.floor(CELLS / (rows[0]?.length || 1)))
  for (let from = 0; from < rows.length; from += most) {
    await pause()
    const to = from + most
    lines.push(JSON.stringify({ rows: rows.slice(from, to), rowNumbers: rowNumbers.slice(from, to) }))
  }
  return lines.join('\n')
}

/** The cells of a draft; one made by an earlier release is a single line. */
export async function tableOfText(text: string, pause: Pause): Promise<RawTable> {
  const [head = '', ...lines] = text.split('\n')
  const table = JSON.parse(head) as RawTable
  for (const line of lines) {
    await pause()
    const part = JSON.parse(line) as Pick<RawTable, 'rows' | 'rowNumbers'>
    for (const each of part.rows) table.rows.push(each)
    for (const each of part.rowNumbers) table.rowNumbers.push(each)
  }
  return table
}

/** The cells of a draft after its import was committed: all of them are deleted. */
export const NO_CELLS = '{"rows":[],"rowNumbers":[],"sheetName":"","sheetNames":[]}'
