import type { Pause } from '@/db/pause'
import { tableOf } from '@/lib/spreadsheet/formats/workbook'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { sheetKey } from '@/lib/spreadsheet/said.rules'

type Read = { ok: true; sheets: FileSheet[] } | Extract<Awaited<ReturnType<typeof tableOf>>, { ok: false }>

/** All sheets of a file, or why it cannot be read. */
export async function sheetsOf(bytes: Uint8Array, fileName: string, pause: Pause): Promise<Read> {
  const first = await tableOf(bytes, fileName, undefined, pause)
  if (!first.ok) return first
  const names = first.table.sheetNames
  if (names.length < 2)
    return { ok: true, sheets: [{ name: first.table.sheetName, isHidden: false, table: first.table }] }
  const sheets: FileSheet[] = []
  for (const name of names) {
    const read = await tableOf(bytes, fileName, name, pause)
    if (read.ok) sheets.push({ name, isHidden: false, table: read.table })
    else if (read.reason !== 'unreadable.empty') return read
  }
  return { ok: true, sheets }
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
