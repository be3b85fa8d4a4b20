import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { workbookResponse } from '@/app/_ui/workbook-response'
import { viewerOrNotFound } from '@/lib/access/session'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

/** One sheet with its current marks, in the order and with the numbers of the page. */
export async function GET(_: Request, { params }: RouteContext<'/activities/[id]/sheet/export'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const { t, term } = await saying()
  const { activity, rows } = await orNotFound(sheetOf(viewer, idOf((await params).id)))
  const title = `${activity.day} ${activity.title}`
  return workbookResponse(title, {
    sheetName: t(isOnlineStudy(activity.form) ? 'attendance.study.formTitle' : 'attendance.print.title'),
    title,
    columns: [
      { head: t('attendance.column.number'), width: 6, kind: 'number' },
      { head: t('attendance.column.name'), width: 12, kind: 'text' },
      { head: t('attendance.column.unit'), width: 20, kind: 'text' },
      { head: t('attendance.column.post'), width: 16, kind: 'text' },
      { head: t('attendance.person.standing'), width: 12, kind: 'text' },
      ...(isOnlineStudy(activity.form)
        ? [{ head: t('attendance.study.day'), width: 12, kind: 'day' as const }]
        : [
            { head: t('attendance.column.mark'), width: 10, kind: 'text' as const },
            { head: t('attendance.column.reason'), width: 16, kind: 'text' as const },
            { head: t('attendance.column.madeUpOn'), width: 12, kind: 'day' as const },
          ]),
    ],
    rows: rows.map((row, at) => [
      row.standing === 'walkIn' ? null : at + 1,
      row.name,
      row.unitName,
      row.post,
      term(`standing.${row.standing}`),
      ...(isOnlineStudy(activity.form)
        ? [row.completedOn]
        : [
            row.mark === null && row.standing === 'exempt' ? null : term(`mark.${row.mark ?? 'none'}`),
            row.reason,
            row.madeUpOn,
          ]),
    ]),
  })
}
