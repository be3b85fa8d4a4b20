import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { importable, workbookResponse } from '@/app/_ui/workbook-response'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { filledWith } from '@/lib/spreadsheet/workbook.sheet'
import { sheetColumns } from '../_parts/sheet-columns'

/** One sheet with its current marks, in the order and with the numbers of the page. */
export async function GET(_: Request, { params }: RouteContext<'/activities/[id]/sheet/export'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const say = await saying()
  const { activity, unit: host, rows } = await orNotFound(sheetOf(viewer, idOf((await params).id)))
  const title = `${activity.day} ${activity.title}`
  const isStudy = isOnlineStudy(activity.form)
  noteExport(viewer, '/activities/{id}/sheet/export')
  const sheet = {
    sheetName: say.t(isStudy ? 'attendance.study.formTitle' : 'attendance.print.title'),
    title,
    ...filledWith(sheetColumns(say, isStudy, { ...activity, hostName: host.name }), rows),
  }
  return workbookResponse(title, importable(say, sheet))
}
