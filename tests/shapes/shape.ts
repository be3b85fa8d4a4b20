import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'

/** The program, or the way out of one, in whose shape a sheet is written. */
export type Program = 'excel' | 'csv-gbk' | 'csv-utf8' | 'tabs-utf16' | 'web-table' | 'xml-2003' | 'word'

/**
 * A sheet as an office keeps it, what a clerk answers when asked, and what it means. Cells are separated by `|`, lines are
 * lines; in Excel `#12` is a number and `@2023-03-08` a date.
 */
export type Shape = {
  name: string
  program: Program
  kind: ImportKind
  options?: Partial<ImportOptions>
  /** The lines of each sheet by its name; a text is one sheet. */
  sheets: string | Record<string, string>
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
