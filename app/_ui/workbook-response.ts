import { namedFile } from '@/app/_http/attachment'
import { saying } from '@/app/_i18n/say'
import { type OutgoingSheet, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { doubtIn } from './doubt'

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
