import { namedFile } from '@/app/_http/attachment'
import { sayIn } from '@/app/_i18n/messages'
import { when } from '@/app/_ui/when'
import { auditLog } from '@/lib/access/audit.queries'
import { viewerOrNotFound } from '@/lib/access/session'
import { NotFound } from '@/lib/core/errors'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { actionWord } from '../_parts/action-word'
import { logFilterOf } from '../_parts/log-filter'

// The maximum length of an .xlsx cell, in characters.
const LONGEST_CELL = 32_000

/** The filtered log as .xlsx; the newest hundred thousand entries. */
export async function GET(request: Request): Promise<Response> {
  try {
    const viewer = await viewerOrNotFound()
    const filter = logFilterOf(Object.fromEntries(new URL(request.url).searchParams))
    const { rows } = await auditLog(viewer, { ...filter, limit: 100_000 })
    const say = sayIn(viewer.locale)
    const { t } = say
    const sheetName = t('audit.log.sheet')
    const bytes = await writeWorkbook({
      sheetName,
      columns: [
        { head: t('audit.log.at'), width: 18, kind: 'text' },
        { head: t('audit.log.actor'), width: 12, kind: 'text' },
        { head: t('audit.log.action'), width: 18, kind: 'text' },
        { head: t('audit.log.what'), width: 30, kind: 'text' },
        { head: t('audit.log.address'), width: 18, kind: 'text' },
        { head: t('audit.log.reason'), width: 24, kind: 'text' },
        { head: t('audit.log.before'), width: 40, kind: 'text' },
        { head: t('audit.log.after'), width: 40, kind: 'text' },
      ],
      rows: rows.map(row => [
        when(row.at),
        row.actor || t('audit.log.nobody'),
        actionWord(say, row.action),
        row.what,
        row.address,
        row.reason,
        row.before?.slice(0, LONGEST_CELL) ?? null,
        row.after?.slice(0, LONGEST_CELL) ?? null,
      ]),
    })
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
