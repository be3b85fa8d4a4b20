import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { importable, workbookResponse } from '@/app/_ui/workbook-response'
import { holds } from '@/lib/access/access.rules'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { filledWith } from '@/lib/spreadsheet/workbook.sheet'
import { ledgerColumns } from '../_parts/ledger-columns'
import { chosenIn, ledgerOf } from '../_parts/ledger-filter'

/** The ledger exactly as shown by the page with the same query. */
export async function GET(request: Request) {
  const viewer = await orNotFound(viewerOrNotFound())
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const say = await saying()
  const chosen = chosenIn(Object.fromEntries(new URL(request.url).searchParams), dayOf(now()))
  const rows = await ledgerOf(viewer, chosen)
  noteExport(viewer, '/outputs/export')
  const sheet = { sheetName: say.t('material.list.title'), ...filledWith(ledgerColumns(say), rows) }
  return workbookResponse(`${say.t('material.list.title')}${chosen.year}`, importable(say, sheet))
}
