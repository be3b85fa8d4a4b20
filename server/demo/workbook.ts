import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx'
import { writeXlsx } from 'hucre/xlsx'

export type Cells = (CellValue | undefined)[]
/** One sheet as an office writes it: merged titles above the heads, rows, notes below. */
export interface OfficeSheet {
  name: string
  /** Lines above the heads; the first is the title. */
  titles: readonly string[]
  heads: readonly string[]
  rows: readonly Cells[]
  /** 合计, 制表人, 注. */
  below?: readonly Cells[]
  widths: readonly number[]
  /** Cells of the body merged downwards: row of the body, column, number of rows. */
  merged?: readonly (readonly [row: number, column: number, rows: number])[]
  landscape?: boolean
}

/** A day or `YYYY-MM-DD HH:MM` as a real Excel date. */
export const asDate = (day: string) =>
  new Date(`${day.length > 10 ? day.replace(' ', 'T') : `${day}T00:00`}:00Z`)

const hair = { style: 'thin' as const, color: { rgb: '9A9A9A' } }
const border = { top: hair, bottom: hair, left: hair, right: hair }
const titleStyle: CellStyle = {
  font: { name: '宋体', size: 18, bold: true },
  alignment: { horizontal: 'center', vertical: 'center' },
}
const lineStyle: CellStyle = { font: { name: '宋体', size: 11 }, alignment: { horizontal: 'left' } }
const headStyle: CellStyle = {
  font: { name: '黑体', size: 11 },
  border,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
const bodyStyle: CellStyle = {
  font: { name: '宋体', size: 11 },
  border,
  alignment: { vertical: 'center', wrapText: true },
}
const dayStyle: CellStyle = { ...bodyStyle, numFmt: 'yyyy-mm-dd' }
const timeStyle: CellStyle = { ...bodyStyle, numFmt: 'yyyy-mm-dd hh:mm' }

export function sheetOf(office: OfficeSheet): WriteSheet {
  const width = office.heads.length
  const top = office.titles.length
  const rows = [
    ...office.titles.map(title => [title]),
    [...office.heads],
    ...office.rows,
    ...(office.below ?? []),
  ].map(row => Array.from({ length: width }, (_, column) => row[column] ?? null))

  const cells: WriteSheet['cells'] = new Map()
  rows.forEach((row, r) => {
    const below = r > top + office.rows.length
    row.forEach((value, c) => {
      const style = r < top ? (r === 0 ? titleStyle : lineStyle) : r === top ? headStyle : styleOf(value)
      if (r >= top || c === 0)
        cells.set(`${r},${c}`, { value, style: below && c > 0 && !value ? bodyStyle : style })
    })
  })
  return {
    name: office.name,
    rows,
    cells,
    columns: office.widths.map(columnWidth => ({ width: columnWidth })),
    rowDefs: new Map([[0, { height: 30 }]]),
    merges: [
      ...office.titles.map((_, r) => ({ startRow: r, startCol: 0, endRow: r, endCol: width - 1 })),
      ...(office.merged ?? []).map(([row, column, count]) => ({
        startRow: top + 1 + row,
        startCol: column,
        endRow: top + row + count,
        endCol: column,
      })),
    ],
    freezePane: { rows: top + 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: office.landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${top + 1}:$${top + 1}`,
    },
  }
}

function styleOf(value: CellValue): CellStyle {
  if (!(value instanceof Date)) return bodyStyle
  return value.getUTCHours() + value.getUTCMinutes() > 0 ? timeStyle : dayStyle
}

/** The same facts give the same bytes: the file has a fixed creation time. */
export function bytesOf(...sheets: OfficeSheet[]): Promise<Uint8Array> {
  const written = new Date('2024-01-02T00:00:00Z')
  return writeXlsx({
    sheets: sheets.map(sheetOf),
    defaultFont: { name: '宋体', size: 11 },
    properties: {
      title: sheets[0]?.titles[0] ?? '',
      creator: '明桥街道（演示）',
      created: written,
      modified: written,
    },
  })
}
