import { type Cell, type CellValue, writeXlsx } from 'hucre/xlsx'
import { fitAll } from '@/lib/core/text'

export type SheetColumn = { head: string; width: number; kind: 'text' | 'number' | 'day' }
/** A day is `YYYY-MM-DD`; null is an empty cell. */
export type SheetCell = string | number | null
export type OutgoingSheet = {
  sheetName: string
  /** Printed in a row of its own, merged over all columns. */
  title?: string
  columns: SheetColumn[]
  rows: SheetCell[][]
  /** A square picture for each row, in the column after the last, under this head. */
  pictures?: { head: string; png: Uint8Array[] }
  /** Cells that are reckoned by the program that opens the file. */
  formulas?: Formula[]
}

export type Formula = {
  /** Place among the rows, and of the column. */
  row: number
  column: number
  /** `{row}` is the number of its row as the sheet counts them: `C{row}/D{row}`. */
  formula: string
  /** What it gives, for whoever shows the file without reckoning. */
  result: number
  isPercent?: true
}

/** A column with its cell of a row: neither stands without the other, so no cell can shift under another head. */
export type FilledColumn<R> = SheetColumn & { of: (row: R, at: number) => SheetCell }

/** The columns and rows of a sheet from columns that say their own cells. */
export function filledWith<R>(
  columns: FilledColumn<R>[],
  rows: R[],
): Pick<OutgoingSheet, 'columns' | 'rows'> {
  return {
    columns: columns.map(({ head, width, kind }) => ({ head, width, kind })),
    rows: rows.map((row, at) => columns.map(column => column.of(row, at))),
  }
}

const PICTURE_PX = 96
const POINTS_PER_PX = 0.75
// In characters of about seven pixels.
const PICTURE_WIDTH = 14

const formats = { text: '@', number: 'General', day: 'yyyy-mm-dd' } as const
const line = { style: 'thin', color: { rgb: 'BFBFBF' } } as const
const border = { top: line, right: line, bottom: line, left: line }
const head = { font: { bold: true }, alignment: { horizontal: 'center', vertical: 'center' } } as const

/**
 * An .xlsx of one sheet or of several; every export uses it. Texts are written as texts: `=A1` or `001` is shown and
 * read back unchanged, and stays text when edited in Excel. Reading it with `readTable` gives the same cells.
 */
export async function writeWorkbook(...sheets: OutgoingSheet[]): Promise<Uint8Array> {
  const written = sheets.map(writtenSheet)
  return writeXlsx({
    defaultFont: { name: '宋体', size: 11 },
    // With a fixed time the same export always has the same bytes.
    properties: { created: new Date(0), modified: new Date(0) },
    sheets: written.map(each => each.sheet),
    namedRanges: written.map(each => each.heads),
  })
}

function writtenSheet(sheet: OutgoingSheet) {
  const { pictures, ...texts } = sheet
  const { sheetName, title, columns: ofTexts, rows, formulas = [] } = fitAll(texts)
  const columns = pictures
    ? [...ofTexts, { head: pictures.head, width: PICTURE_WIDTH, kind: 'text' as const }]
    : ofTexts
  const headRow = title ? 1 : 0
  const name = sheetNameOf(sheetName)
  const cells = new Map<string, Partial<Cell>>()
  if (title) cells.set('0,0', { style: head })
  columns.forEach((_, at) => {
    cells.set(`${headRow},${at}`, { style: { ...head, border } })
  })
  for (const { row, column, formula, result, isPercent } of formulas)
    cells.set(`${headRow + 1 + row},${column}`, {
      formula: formula.replaceAll('{row}', String(headRow + row + 2)),
      formulaResult: result,
      style: { border, numFmt: isPercent ? '0.0%' : formats.number },
    })
  return {
    sheet: {
      name,
      columns: columns.map(({ width, kind }) => ({ width, numFmt: formats[kind], style: { border } })),
      rows: [
        ...(title ? [[plainText(title)]] : []),
        columns.map(column => plainText(column.head)),
        ...rows.map(row => row.map((cell, at) => cellValue(cell, columns[at]?.kind))),
      ],
      cells,
      ...drawn(pictures?.png ?? [], { row: headRow + 1, col: ofTexts.length }),
      merges:
        title && columns.length > 1
          ? [{ startRow: 0, startCol: 0, endRow: 0, endCol: columns.length - 1 }]
          : [],
      freezePane: { rows: headRow + 1 },
      pageSetup: {
        paperSize: 'a4' as const,
        orientation: 'landscape' as const,
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      },
    },
    heads: headOnEachPage(name, headRow),
  }
}

/** Each picture in its row, which is made as high as it. */
function drawn(pictures: Uint8Array[], first: { row: number; col: number }) {
  return {
    images: pictures.map((data, n) => ({
      data,
      type: 'png' as const,
      anchor: { from: { row: first.row + n, col: first.col } },
      width: PICTURE_PX,
      height: PICTURE_PX,
    })),
    rowDefs: new Map(pictures.map((_, n) => [first.row + n, { height: PICTURE_PX * POINTS_PER_PX }])),
  }
}

/**
 * Repeats the head row on each printed page. The defined name is written here because the library does not
 * quote the sheet's name: Excel offers to repair a file whose name contains （ or begins with a digit and is not
 * quoted (ECMA-376 Part 1, §18.17.2.2).
 */
export function headOnEachPage(sheet: string, headRow: number) {
  const row = `$${headRow + 1}`
  return {
    name: '_xlnm.Print_Titles',
    range: `'${sheet.replaceAll("'", "''")}'!${row}:${row}`,
    scope: sheet,
  }
}

/** Excel allows 31 characters and none of these. */
export function sheetNameOf(name: string) {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Sheet1'
}

function cellValue(cell: SheetCell, kind: SheetColumn['kind'] | undefined): CellValue {
  if (cell === null || cell === '') return null
  if (kind === 'text') return plainText(String(cell))
  if (kind === 'day' && typeof cell === 'string' && /^\d{4}-\d\d-\d\d$/.test(cell)) {
    return new Date(`${cell}T00:00:00Z`)
  }
  return typeof cell === 'string' ? plainText(cell) : cell
}

/** `_x0041_` would be read as the letter A (ECMA-376 22.9.2.19); hucre does not escape it. */
function plainText(text: string) {
  return text.replace(/_x(?=[0-9a-f]{4}_)/gi, '_x005F_x')
}

/**
 * A text for a .csv cell: one that a spreadsheet would run as a formula gets an apostrophe before it, which
 * `readTable` removes again. In an .xlsx texts need none.
 */
export function asText(cell: string): string {
  return /^'*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell
}

/** One .csv, in UTF-8 with a byte order mark so that Excel does not guess GBK. Numbers stay numbers. */
export function writeCsv(rows: SheetCell[][]): string {
  return `\ufeff${rows.map(row => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

function quoted(cell: SheetCell) {
  const text = typeof cell === 'string' ? asText(cell) : String(cell ?? '')
  return /[",\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
