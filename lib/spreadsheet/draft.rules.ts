import type { Pause } from '@/db/pause'
import type { RawTable } from './formats/workbook'
import type { FileSheet } from './reading.rules'

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

/** The cells of all sheets of a draft, one after the other. */
export async function textOfSheets(sheets: FileSheet[], pause: Pause): Promise<string> {
  const texts: string[] = []
  for (const { name, isHidden, table } of sheets)
    texts.push(await textOfTable({ ...table, ...{ sheetName: name, isHidden } }, pause))
  return texts.join('\n')
}

/** The sheets of a draft: each begins with the line that names it. */
export async function sheetsOfText(text: string, pause: Pause): Promise<FileSheet[]> {
  const sheets: FileSheet[] = []
  for (const line of text.split('\n')) {
    await pause()
    const part = JSON.parse(line) as Partial<RawTable> &
      Pick<RawTable, 'rows' | 'rowNumbers'> & { isHidden?: boolean }
    if (part.sheetName !== undefined) {
      const { isHidden = false, ...table } = part
      sheets.push({ name: part.sheetName, isHidden, table: table as RawTable })
      continue
    }
    const table = sheets.at(-1)?.table
    for (const each of part.rows) table?.rows.push(each)
    for (const each of part.rowNumbers) table?.rowNumbers.push(each)
  }
  return sheets
}
