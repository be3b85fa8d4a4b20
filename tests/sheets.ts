import { sayIn } from '@/app/_i18n/messages'
import { slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { importFile } from '@/lib/import/writing.commands'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { reportOf } from '@/lib/spreadsheet/preview.rules'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'

/** A sheet as an office writes it: text cells, optionally with a title above. */
export type Written = { heads: string; rows: string[]; title?: string }

/** Cells are separated by `|`: `姓名|单位` and `张三|司法所`. */
export function workbookOf({ heads, rows, title }: Written): Promise<Uint8Array> {
  const cells = (line: string) => line.split('|').map(text => text.trim())
  return writeWorkbook({
    sheetName: 'Sheet1',
    title,
    columns: cells(heads).map(head => ({ head, width: 12, kind: 'text' })),
    rows: rows.map(cells),
  })
}

type Given = Written | { bytes: Uint8Array; fileName: string }
type Said = Partial<ImportOptions> & { setAside?: boolean; dryRun?: boolean }

/** Imports a sheet as the command line does, and returns its report. */
export async function bring(viewer: Viewer, kind: ImportKind, given: Given, said: Said = {}) {
  const { setAside, dryRun, ...options } = said
  const file = 'bytes' in given ? given : { bytes: await workbookOf(given), fileName: `${kind}.xlsx` }
  const found = await importFile(viewer, {
    kind,
    ...file,
    options: { aliases: {}, ...options },
    setAside,
    dryRun,
  })
  if (!found.ok) return { refused: found.reason, places: found.places }
  return reportOf(sayIn('zh'), { kind, fileName: file.fileName }, found, found.isWritten, slices())
}

/** The counts alone, as `new/changed/unchanged/faulty`. */
export function countsIn(report: Awaited<ReturnType<typeof bring>>): string {
  if ('refused' in report) return report.refused
  const faulty = new Set(report.faulty.map(each => each.row)).size
  return [report.new, report.changed, report.unchanged, faulty].join('/')
}

/** `5 noSuchUnit` for each fault. */
export function faultsIn(report: Awaited<ReturnType<typeof bring>>): string[] {
  return 'refused' in report ? [report.refused] : report.faulty.map(each => `${each.row} ${each.reason}`)
}
