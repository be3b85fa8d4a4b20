import { type OutgoingSheet, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'

/** An .xlsx to save under this name; what it holds is personal and is kept nowhere on the way. */
export async function workbookResponse(name: string, sheet: OutgoingSheet): Promise<Response> {
  const bytes = await writeWorkbook(sheet)
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`,
      'cache-control': 'private, no-store',
    },
  })
}
