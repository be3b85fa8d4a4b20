import { numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { namedFile } from '@/app/_http/attachment'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { documentOf } from '@/lib/statistics/report/draft.queries'
import { writeReport } from '@/lib/statistics/report/report.sheet'
import { fileNameOf, linesOf } from '@/lib/statistics/report/template.rules'
import { reportAsked } from '../../_parts/report-address'

/** The report, or one of its versions, as .docx. */
export async function GET(request: Request, { params }: RouteContext<'/reports/[year]/document'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const { year } = await params
  const of = await orNotFound((async () => reportAsked(year, asked))())
  const report = await orNotFound(documentOf(viewer, of, numberIn(asked.version) ?? undefined))
  const lines = linesOf(report.paragraphs, report.values)
  const bytes = await writeReport(lines, report.filter.unitName)
  noteExport(viewer, '/reports/{year}/document')
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-disposition': namedFile(fileNameOf(lines, report.shown), {
        plain: `report-${year}`,
        extension: 'docx',
      }),
      'cache-control': 'private, no-store',
    },
  })
}
