import type { Pause } from '@/db/pause'
import { workbookOf } from '@/lib/spreadsheet/formats/workbook'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { sheetKey } from '@/lib/spreadsheet/said.rules'

type Read = { ok: true; sheets: FileSheet[] } | Extract<Awaited<ReturnType<typeof workbookOf>>, { ok: false }>

/** All sheets of a file, or why it cannot be read. */
export async function sheetsOf(bytes: Uint8Array, fileName: string, pause: Pause): Promise<Read> {
  const read = await workbookOf(bytes, fileName, pause)
  if (!read.ok) return read
  const sheets = read.workbook.sheets.map(({ name, hidden, table }) => ({ name, isHidden: hidden, table }))
  const filled = sheets.filter(each => each.table.rows.length > 0)
  if (filled.length === 0) return { ok: false, reason: 'unreadable.empty', places: { detail: '' } }
  return { ok: true, sheets: filled }
}

/** A sheet that was named and is not there. */
export function unknownSheet(sheets: FileSheet[], name: string | undefined) {
  if (name === undefined || sheets.some(each => each.name === name)) return null
  const detail = sheets.map(each => each.name).join('、')
  return { ok: false, reason: 'unreadable.noSuchSheet', places: { detail } } as const
}

/** The options with the sheet that was named as the one to read. */
export function withSheet(options: ImportOptions, name: string | undefined): ImportOptions {
  return name === undefined
    ? options
    : { ...options, answers: { ...options.answers, [sheetKey(name)]: 'read' } }
}
