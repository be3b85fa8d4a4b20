import type { Pause } from '@/db/pause'
import type { RawTable } from './formats/workbook'
import type { FileSheet } from './reading.rules'

const CELLS = 10_000
/** Words that are known at a time: their numbers stay short, and so does the list in memory. */
const MOST_WORDS = 50_000

/** A line of a draft: rows as numbers of words. A line of an earlier release has the rows themselves. */
type Part = {
  rowNumbers: number[]
  rows?: string[][]
  /** Words that no line before has. */
  words?: string[]
  /** The words of the lines before count no more. */
  isAnew?: true
  at?: number[][]
}
type Head = Omit<RawTable, 'rows' | 'rowNumbers'> & { isHidden?: boolean }

/**
 * The cells of a draft as text: a line of JSON for some rows at a time, so that neither writing nor reading a long
 * sheet is one long step. Each word stands there once, and a cell is its number: a year has few words, and a sheet that
 * says the same a million times takes little room.
 */
export async function textOfTable({ rows, rowNumbers, ...head }: RawTable, pause: Pause): Promise<string> {
  const lines = [JSON.stringify({ ...head, rows: [], rowNumbers: [] })]
  const most = Math.max(1, Math.floor(CELLS / (rows[0]?.length || 1)))
  const known = new Map<string, number>()
  for (let from = 0; from < rows.length; from += most) {
    await pause()
    const isAnew = known.size > MOST_WORDS
    if (isAnew) known.clear()
    const words: string[] = []
    const numberOf = (word: string) => {
      const before = known.get(word)
      if (before !== undefined) return before
      words.push(word)
      known.set(word, known.size)
      return known.size - 1
    }
    const part: Part = {
      ...(isAnew ? { isAnew } : {}),
      words,
      at: rows.slice(from, from + most).map(row => row.map(numberOf)),
      rowNumbers: rowNumbers.slice(from, from + most),
    }
    lines.push(JSON.stringify(part))
  }
  return lines.join('\n')
}

/** The cells of a draft; one made by an earlier release is a single line. */
export async function tableOfText(text: string, pause: Pause): Promise<RawTable> {
  const [first] = await sheetsOfText(text, pause)
  if (!first) throw new Error('A draft has a table.')
  return first.table
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
  let words: string[] = []
  for (const line of text.split('\n')) {
    await pause()
    const part = JSON.parse(line) as Part & Partial<Head>
    if (part.sheetName !== undefined) {
      const { isHidden = false, ...table } = part
      sheets.push({ name: part.sheetName, isHidden, table: table as RawTable })
      words = []
      continue
    }
    if (part.isAnew) words = []
    for (const word of part.words ?? []) words.push(word)
    const { at = [], rows = at.map(row => row.map(number => words[number] ?? '')) } = part
    const table = sheets.at(-1)?.table
    for (const each of rows) table?.rows.push(each)
    for (const each of part.rowNumbers) table?.rowNumbers.push(each)
  }
  return sheets
}
