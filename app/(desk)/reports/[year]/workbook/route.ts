import { numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { sayIn } from '@/app/_i18n/messages'
import { workbookResponse } from '@/app/_ui/workbook-response'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { documentOf } from '@/lib/statistics/report/draft.queries'
import { fileNameOf, linesOf } from '@/lib/statistics/report/template.rules'
import { annexSheets } from '../../_parts/annex-sheets'
import { reportAsked } from '../../_parts/report-address'

/** The annex of the report, or of one of its versions: its figures, and the rows of each. */
export async function GET(request: Request, { params }: RouteContext<'/reports/[year]/workbook'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const { year } = await params
  const of = await orNotFound((async () => reportAsked(year, asked))())
  const report = await orNotFound(documentOf(viewer, of, numberIn(asked.version) ?? undefined))
  // It goes with an official document: in Chinese, whatever the user's language.
  const say = sayIn('zh')
  const sheets = await annexSheets(say, viewer, report)
  noteExport(viewer, '/reports/{year}/workbook')
  const title = fileNameOf(linesOf(report.paragraphs, report.values), report.shown)
  return workbookResponse(say.t('report.annex.fileName', { title }), ...sheets)
}
