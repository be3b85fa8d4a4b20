import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { workbookResponse } from '@/app/_ui/workbook-response'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, timeOf } from '@/lib/core/time'
import type { SheetColumn } from '@/lib/spreadsheet/workbook.sheet'
import { chosenIn, listOf } from '../_parts/list-filter'

const widths = {
  day: 12,
  time: 14,
  title: 40,
  form: 16,
  unit: 18,
  place: 20,
  required: 8,
  came: 8,
  heads: 10,
  status: 12,
} as const
type Name = keyof typeof widths
const names = Object.keys(widths) as Name[]
const numbers: Name[] = ['required', 'came', 'heads']

/** The list exactly as shown by the page with the same query. */
export async function GET(request: Request) {
  const viewer = await orNotFound(viewerOrNotFound())
  const { t, term } = await saying()
  const today = dayOf(now())
  const chosen = chosenIn(Object.fromEntries(new URL(request.url).searchParams), today)
  const rows = await listOf(viewer, chosen, today)
  const columns: SheetColumn[] = names.map(name => ({
    head: t(`activity.column.${name}`),
    width: widths[name],
    kind: name === 'day' ? 'day' : numbers.includes(name) ? 'number' : 'text',
  }))
  return workbookResponse(`${t('activity.list.title')}${chosen.year}`, {
    sheetName: t('activity.list.title'),
    columns,
    rows: rows.map(row => [
      row.day,
      [row.startsAt, row.endsAt].flatMap(at => (at === null ? [] : [timeOf(at)])).join('–'),
      row.title,
      row.form,
      row.unitName,
      row.place,
      row.roll?.required || null,
      row.roll?.required ? row.roll.came : null,
      row.heads,
      term(`activityStatus.${row.status}`),
    ]),
  })
}
