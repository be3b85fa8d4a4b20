import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'

/**
 * The program, or the way out of one, in whose shape a sheet is written. What openpyxl, xlsxwriter and LibreOffice wrote
 * is kept as a file.
 */
export type Program =
  | 'excel'
  | 'wps'
  | 'poi'
  | 'mac-1904'
  | 'strict'
  | 'xls'
  | 'csv-gbk'
  | 'csv-utf8'
  | 'tabs-gbk'
  | 'tabs-utf16'
  | 'web-table'
  | 'xml-2003'
  | 'word'
  | 'openpyxl'
  | 'xlsxwriter'
  | 'libreoffice'

/**
 * A sheet as an office keeps it, what a clerk answers when asked, and what it means. Cells are separated by `|`, lines are
 * lines; `<` is merged with the cell to the left, `^` with the one above. In Excel `#12` is a number, `@2023-03-08` a date,
 * `=ROW()` a formula without a saved value.
 */
export type Shape = {
  name: string
  program: Program
  kind: ImportKind
  options?: Partial<ImportOptions>
  /** The lines of each sheet by its name; a text is one sheet; or the file in tests/shapes/files. */
  sheets: string | Record<string, string> | { file: string }
  /** The answer to a question by its reason, or by reason and what it is about: `unknownState 公出`. */
  answers?: Record<string, string>
  /** Words and their meaning, as they are answered for all alike. */
  words?: Record<string, string>
  /** The fields of columns by letter, which are saved by one press. */
  columns?: Record<string, string>
  /** The rows that are there afterwards and were not before, in the order of `tests/shapes/facts.ts`. */
  meant: string
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)

/** A sheet as it is read from its lines: `<` is merged with the cell to the left, `^` with the one above. */
export function sheetOf(name: string, text: string): FileSheet {
  const rows: string[][] = []
  for (const line of linesOf(text)) {
    const row: string[] = []
    for (const [at, cell] of line
      .split('|')
      .map(each => each.trim())
      .entries()) {
      const above = rows.at(-1)?.[at] ?? ''
      row.push(cell === '<' ? (row[at - 1] ?? '') : cell === '^' ? above : cell.replace(/^[#@](?=\d)/, ''))
    }
    rows.push(row)
  }
  const width = Math.max(...rows.map(row => row.length))
  return {
    name,
    isHidden: false,
    table: {
      rows: rows.map(row => Array.from({ length: width }, (_, at) => row[at] ?? '')),
      rowNumbers: rows.map((_, at) => at + 1),
      sheetName: name,
      sheetNames: [name],
    },
  }
}
