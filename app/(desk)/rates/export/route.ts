import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { workbookResponse } from '@/app/_ui/workbook-response'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, monthOf, monthsOf } from '@/lib/core/time'
import { filledWith } from '@/lib/spreadsheet/workbook.sheet'
import { matrixOf, overviewOf, reasonsTableOf, tableOf } from '@/lib/statistics/overview.queries'
import { wholeAsked } from '@/lib/statistics/rates/rate.input'
import { matrixData } from '../_parts/matrix'
import { cutName, sortedRows } from '../_parts/rate-table'
import { dayIn, spanTitle } from '../_parts/span-words'
import { matrixColumns, reasonsColumns, tableColumns } from '../_parts/table-columns'

/** The table shown on the page, with separate columns for the numerator and the denominator of every rate. */
export async function GET(request: Request) {
  const viewer = await orNotFound(viewerOrNotFound())
  const say = await saying()
  const { t, term } = say
  const to = wholeAsked(Object.fromEntries(new URL(request.url).searchParams), dayOf(now()))
  const view = to.given.view ?? 'months'
  const rate = to.given.rate ?? 'participationRate'
  const overview = await orNotFound(overviewOf(viewer, to.asked))
  const { filter, whole } = overview
  const aloneName = t('rate.page.alone', { unit: filter.unitName })
  const title = `${filter.unitName}${spanTitle(say, to)}（${t('rate.page.asOf', { day: dayIn(say, filter.asOf) })}）`
  noteExport(viewer, '/rates/export')
  if (view === 'months') {
    const until = filter.asOf < filter.to ? filter.asOf : filter.to
    const months = until < filter.from ? [] : monthsOf(filter.from, until)
    const data = matrixData(
      rate,
      months,
      overview.targets[rate] ?? null,
      { unit: { id: filter.unitId, name: filter.unitName, kind: '' }, aloneName, below: overview.below },
      { cells: matrixOf(overview), units: overview.units, monthly: overview.monthly },
    )
    const heads = [
      ...months.map(month => t('common.date.month', { month: monthOf(month) })),
      t(to.year === null ? 'rate.view.wholeSpan' : 'rate.view.wholeYear'),
    ]
    return workbookResponse(title, {
      sheetName: t('rate.view.months'),
      title: `${title} ${term(`rate.${rate}`)}`,
      ...filledWith(matrixColumns(say, heads), [data.top, ...data.rows]),
    })
  }
  if (view === 'missed')
    return workbookResponse(title, {
      sheetName: t('rate.view.missed'),
      title,
      ...filledWith(
        reasonsColumns(say),
        (await reasonsTableOf(filter, overview)).map((row, at) => ({
          ...row,
          name: at === 0 ? t('rate.view.whole') : row.name || aloneName,
        })),
      ),
    })
  const rows = sortedRows(await tableOf(filter, overview, view), to)
  return workbookResponse(title, {
    sheetName: t(`rate.view.${view}`),
    title,
    ...filledWith(tableColumns(say, view), [
      { key: '', name: t('rate.view.whole'), beside: null, figures: whole },
      ...rows.map(row => ({
        ...row,
        name: view === 'tag' || view === 'topic' ? cutName(say, row) : row.name || aloneName,
      })),
    ]),
  })
}
