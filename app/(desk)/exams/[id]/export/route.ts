import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { namedFile } from '@/app/_http/attachment'
import { saying } from '@/app/_i18n/say'
import { viewerOrNotFound } from '@/lib/access/session'
import { examPage } from '@/lib/exam/exam.queries'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'

export async function GET(_: Request, { params }: RouteContext<'/exams/[id]/export'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const { t, term } = await saying()
  const { exam, rows, canOrganise } = await orNotFound(examPage(viewer, idOf((await params).id)))
  if (!canOrganise) notFound()
  const bytes = await writeWorkbook({
    sheetName: t('exam.page.list'),
    title: exam.title,
    columns: [
      { head: t('exam.page.number'), width: 6, kind: 'number' },
      { head: t('exam.page.person'), width: 12, kind: 'text' },
      { head: t('exam.page.unit'), width: 20, kind: 'text' },
      { head: term('examStanding.required'), width: 10, kind: 'text' },
      { head: t('exam.page.score'), width: 8, kind: 'number' },
      { head: t('exam.page.times'), width: 8, kind: 'number' },
      { head: t('exam.page.result'), width: 10, kind: 'text' },
    ],
    rows: rows.map((row, at) => [
      at + 1,
      row.name,
      row.unitName,
      row.standing === null ? '' : term(`examStanding.${row.standing}`),
      row.best,
      row.attempts,
      row.attempts === 0
        ? t('exam.page.notSatWord')
        : row.passed
          ? t('exam.page.passWord')
          : t('exam.page.failWord'),
    ]),
  })
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': namedFile(exam.title, { plain: `exam-${exam.id}`, extension: 'xlsx' }),
      'cache-control': 'private, no-store',
    },
  })
}
