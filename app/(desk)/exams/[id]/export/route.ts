import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { namedFile } from '@/app/_http/attachment'
import { saying } from '@/app/_i18n/say'
import { importable } from '@/app/_ui/workbook-response'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { examPage } from '@/lib/exam/exam.queries'
import { filledWith, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { listColumns } from '../_parts/list-columns'

export async function GET(_: Request, { params }: RouteContext<'/exams/[id]/export'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const say = await saying()
  const { exam, rows, canOrganise } = await orNotFound(examPage(viewer, idOf((await params).id)))
  if (!canOrganise) notFound()
  const bytes = await writeWorkbook(
    importable(say, {
      sheetName: say.t('exam.page.list'),
      title: exam.title,
      ...filledWith(listColumns(say, exam.title), rows),
    }),
  )
  noteExport(viewer, '/exams/{id}/export')
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': namedFile(exam.title, { plain: `exam-${exam.id}`, extension: 'xlsx' }),
      'cache-control': 'private, no-store',
    },
  })
}
