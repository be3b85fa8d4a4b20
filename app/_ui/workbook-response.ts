import { namedFile } from '@/app/_http/attachment'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { type OutgoingSheet, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { doubtIn } from './doubt'

/**
 * A sheet that an import takes, under a title that says so where it does not: importers know the heads of Chinese sheets
 * alone.
 */
export function importable({ locale, t }: Say, sheet: OutgoingSheet): OutgoingSheet {
  if (locale === 'zh') return sheet
  return { ...sheet, title: [sheet.title, t('common.export.forReading')].filter(Boolean).join(' · ') }
}

/** An .xlsx as a download with this file name; it holds personal data, so no cache may store it. */
export async function workbookResponse(name: string, ...sheets: OutgoingSheet[]): Promise<Response> {
  const doubt = doubtIn(await saying())
  const bytes = await writeWorkbook(
    ...sheets.map(sheet => (doubt ? { ...sheet, title: `${sheet.title ?? ''}${doubt}` } : sheet)),
  )
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': namedFile(name, { plain: 'export', extension: 'xlsx' }),
      'cache-control': 'private, no-store',
    },
  })
}
