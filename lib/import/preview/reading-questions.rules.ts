import type { Say } from '@/lib/core/i18n/say'
import type { ColumnRead } from '@/lib/spreadsheet/columns-read.rules'
import { trimmed } from '@/lib/spreadsheet/match.rules'
import { columnLetters } from '@/lib/spreadsheet/place.rules'
import type { FileSheet, SheetRead } from '@/lib/spreadsheet/reading.rules'
import { columnKey, headRowKey, sheetKey } from '@/lib/spreadsheet/said.rules'

/** Rows offered as the one that holds the heads. */
const HEAD_ROWS = 8

/** The first rows of a sheet, among which its heads stand. */
export function rowsToChoose(
  sheet: FileSheet | undefined,
  headRow: number | null,
): { row: number; text: string }[] {
  const { rows = [], rowNumbers = [] } = sheet?.table ?? {}
  const most = Math.max(HEAD_ROWS, headRow === null ? 0 : rowNumbers.indexOf(headRow) + 2)
  return rowNumbers.slice(0, most).map((row, at) => {
    const texts = [...new Set((rows[at] ?? []).map(trimmed))].filter(Boolean)
    return { row, text: texts.slice(0, 6).join(' · ').slice(0, 60) }
  })
}

export type AskedOfReading = {
  key: string
  field: null
  reason: 'sheet' | 'headRow' | 'column'
  text: string
  rows: number[]
  choices: { value: string; text: string }[]
}

type Field = { field: string; head: string }

/**
 * What has to be said for a file that lacks required heads: which sheets are read, which row holds the heads, what the
 * columns mean that are not known. The row of heads is said with the columns: they are counted below it.
 */
export function askedOfReading(
  say: Say,
  { read, sheets, fields }: { read: SheetRead[]; sheets: FileSheet[]; fields: Field[] },
): AskedOfReading[] {
  const text = textOf(say)
  const ofRead = read.flatMap((sheet, at) => {
    if (!sheet.isRead) return []
    const rows = rowsToChoose(sheets[at], sheet.headRow)
    const first = rows.filter(each => each.row === sheet.headRow)
    const others = rows.filter(each => each.row !== sheet.headRow)
    return [
      {
        ...asks(headRowKey(sheet.name), 'headRow', text('headRow', { name: sheet.name })),
        choices: [...first, ...others].map(each => ({ value: String(each.row), text: each.text })),
      },
      ...sheet.columns
        .filter(each => each.field === null && each.how !== 'meeting')
        .map(each => ofColumn(sheet, each, { fields, text })),
    ]
  })
  return [...(read.length > 1 ? askedOfSheets(say, read) : []), ...ofRead]
}

/** Whether each sheet of a file is read. */
export function askedOfSheets(say: Say, read: Pick<SheetRead, 'name' | 'isRead'>[]): AskedOfReading[] {
  const text = textOf(say)
  return read.map(({ name, isRead }) => ({
    ...asks(sheetKey(name), 'sheet', text('sheet', { name })),
    choices: (isRead ? (['read', 'leave'] as const) : (['leave', 'read'] as const)).map(value => ({
      value,
      text: text(value, {}),
    })),
  }))
}

const textOf =
  ({ said }: Say) =>
  (key: string, places: Record<string, string | number>) =>
    said(`import.reading.${key}`, places) ?? key

function ofColumn(
  { name, columns }: SheetRead,
  { at, head, guess, samples }: ColumnRead,
  { fields, text }: { fields: Field[]; text(key: string, places: Record<string, string | number>): string },
): AskedOfReading {
  const free = fields.filter(each => !columns.some(column => column.field === each.field))
  const likeliest = free.filter(each => each.field === guess)
  const others = free.filter(each => each.field !== guess)
  const places = { letter: columnLetters(at), head, samples: samples.join('、') }
  return {
    ...asks(columnKey(name, at), 'column', text('column', places)),
    choices: [
      ...[...likeliest, ...others].map(each => ({ value: each.field, text: each.head })),
      { value: '', text: text('skip', {}) },
    ],
  }
}

function asks(key: string, reason: AskedOfReading['reason'], text: string) {
  return { key, field: null, reason, text, rows: [], choices: [] }
}
