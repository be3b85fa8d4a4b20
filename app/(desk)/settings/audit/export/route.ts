import { namedFile } from '@/app/_http/attachment'
import { sayIn } from '@/app/_i18n/messages'
import { noteExport } from '@/lib/access/audit.commands'
import { auditLog } from '@/lib/access/audit.queries'
import { viewerOrNotFound } from '@/lib/access/session'
import { NotFound } from '@/lib/core/errors'
import { filledWith, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { logColumns } from '../_parts/log-columns'
import { logFilterOf } from '../_parts/log-filter'

/** The filtered log as .xlsx; the newest hundred thousand entries. */
export async function GET(request: Request): Promise<Response> {
  try {
    const viewer = await viewerOrNotFound()
    const filter = logFilterOf(Object.fromEntries(new URL(request.url).searchParams))
    const { rows, names } = await auditLog(viewer, { ...filter, limit: 100_000 })
    const say = sayIn(viewer.locale)
    const sheetName = say.t('audit.log.sheet')
    const bytes = await writeWorkbook({
      sheetName,
      ...filledWith(logColumns(say, names), rows),
    })
    noteExport(viewer, '/settings/audit/export')
    return new Response(bytes as BodyInit, {
      headers: {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': namedFile(sheetName, { plain: 'log', extension: 'xlsx' }),
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
