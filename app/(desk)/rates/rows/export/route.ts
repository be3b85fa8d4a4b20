import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { workbookResponse } from '@/app/_ui/workbook-response'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { figureName } from '@/lib/statistics/rates/figure-name.rules'
import { ratesAsked } from '@/lib/statistics/rates/rate.input'
import { columnsOf } from '../_parts/rows-columns'
import { rowsOf } from '../_parts/rows-of'
import { exportTitle } from '../_parts/rows-words'

/** All rows of the side shown on the page, not only the current page. */
export async function GET(request: Request) {
  const viewer = await orNotFound(viewerOrNotFound())
  const say = await saying()
  const { page: _, ...params } = Object.fromEntries(new URL(request.url).searchParams)
  const to = ratesAsked(params, dayOf(now()))
  const found = await orNotFound(rowsOf(viewer, to, 1_000_000))
  const { code, filter, behind } = found
  const columns = columnsOf(say, code, filter, behind)
  const name = figureName(say, code, to.given.target)
  noteExport(viewer, '/rates/rows/export')
  return workbookResponse(name, {
    sheetName: name,
    title: exportTitle(say, to, found),
    columns: columns.map(({ head, width, kind }) => ({ head, width, kind })),
    rows: behind.rows.map(row =>
      columns.map(column => {
        const { text, value } = column.cell(row as never)
        return value === undefined ? text : value
      }),
    ),
  })
}
