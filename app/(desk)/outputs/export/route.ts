import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { workbookResponse } from '@/app/_ui/workbook-response'
import { holds } from '@/lib/access/access.rules'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import type { SheetColumn } from '@/lib/spreadsheet/workbook.sheet'
import { chosenIn, ledgerOf } from '../_parts/ledger-filter'

const widths = {
  day: 12,
  channel: 12,
  quantity: 10,
  unitWord: 8,
  topic: 30,
  unit: 18,
  activity: 30,
  place: 20,
  reads: 10,
} as const
type Name = keyof typeof widths
const numbers: Name[] = ['quantity', 'reads']

/** The ledger exactly as shown by the page with the same query. */
export async function GET(request: Request) {
  const viewer = await orNotFound(viewerOrNotFound())
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const { t } = await saying()
  const chosen = chosenIn(Object.fromEntries(new URL(request.url).searchParams), dayOf(now()))
  const rows = await ledgerOf(viewer, chosen)
  const columns: SheetColumn[] = (Object.keys(widths) as Name[]).map(name => ({
    head: t(`material.column.${name}`),
    width: widths[name],
    kind: name === 'day' ? 'day' : numbers.includes(name) ? 'number' : 'text',
  }))
  return workbookResponse(`${t('material.list.title')}${chosen.year}`, {
    sheetName: t('material.list.title'),
    columns,
    rows: rows.map(row => [
      row.day,
      row.channelName,
      row.quantity,
      row.unitWord,
      row.topic,
      row.unitName,
      row.activityTitle,
      row.place,
      row.reads,
    ]),
  })
}
