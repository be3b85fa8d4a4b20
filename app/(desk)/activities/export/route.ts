import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { importable, workbookResponse } from '@/app/_ui/workbook-response'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { filledWith } from '@/lib/spreadsheet/workbook.sheet'
import { listColumns } from '../_parts/list-columns'
import { chosenIn, listOf } from '../_parts/list-filter'

/** The list exactly as shown by the page with the same query. */
export async function GET(request: Request) {
  const viewer = await orNotFound(viewerOrNotFound())
  const say = await saying()
  const today = dayOf(now())
  const chosen = chosenIn(Object.fromEntries(new URL(request.url).searchParams), today)
  const rows = await listOf(viewer, chosen, today)
  noteExport(viewer, '/activities/export')
  const sheet = { sheetName: say.t('activity.list.title'), ...filledWith(listColumns(say), rows) }
  return workbookResponse(`${say.t('activity.list.title')}${chosen.year}`, importable(say, sheet))
}
