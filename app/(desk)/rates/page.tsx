import { redirect } from 'next/navigation'
import { Fragment } from 'react'
import { orNotFound } from '@/app/_forms/or-not-found'
import { ownPath } from '@/app/_http/own-path'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, monthsOf } from '@/lib/core/time'
import { lockShown } from '@/lib/statistics/lock/lock.queries'
import {
  matrixOf,
  overviewOf,
  reasonsTableOf,
  tableOf,
  yearsWithData,
} from '@/lib/statistics/overview.queries'
import { wholeAsked } from '@/lib/statistics/rates/rate.input'
import { rateCodes } from '@/lib/statistics/rates/rate.rules'
import { LockedYear } from '../_parts/locked-year'
import { addressOf, personAddress, personYearAddress, rowsAddress } from './_parts/address'
import { BehindCard } from './_parts/behind-card'
import { FigureLink } from './_parts/figure-link'
import { FurtherRates } from './_parts/further-rates'
import { GreatFigures } from './_parts/great-figures'
import { Headings } from './_parts/headings'
import { Matrix, matrixData } from './_parts/matrix'
import { MonthChart } from './_parts/month-chart'
import { RateTable } from './_parts/rate-table'
import { ReasonsTable } from './_parts/reasons-table'
import { SpanMenu } from './_parts/span-menu'
import { SpanParts } from './_parts/span-parts'
import { dayIn, shortDay, spanTitle } from './_parts/span-words'
import { RateChoice, ViewTabs } from './_parts/view-tabs'
import { WeakPoints } from './_parts/weak-points'

export const generateMetadata = titled('rate.page.title')

export default async function RatesPage({ searchParams }: PageProps<'/rates'>) {
  const viewer = await requireViewer()
  const today = dayOf(now())
  const to = wholeAsked(await searchParams, today)
  // A cadre may see no unit, only their own year.
  if (!holds(viewer, 'organiser', 'leader', 'administrator') && viewer.personId !== null) {
    const own =
      to.year === null
        ? personAddress({ ...to.asked, unitId: undefined }, viewer.personId)
        : personYearAddress(viewer.personId, to.year)
    redirect(ownPath(own))
  }
  const say = await saying()
  const { t, term } = say
  const view = to.given.view ?? 'months'
  const rate = to.given.rate ?? 'participationRate'
  const overview = await orNotFound(overviewOf(viewer, to.asked))
  const { filter, whole, standards, targets } = overview
  to.asked.unitId = filter.unitId
  // Of a locked year that of its lock.
  to.asked.asOf = filter.asOf
  const [lock, years, rows, reasons] = await Promise.all([
    lockShown(viewer, filter),
    yearsWithData(today),
    view === 'months' || view === 'missed' ? null : tableOf(filter, overview, view),
    view === 'missed' ? reasonsTableOf(filter, overview) : null,
  ])
  const cells = view === 'months' ? matrixOf(overview) : null
  const shownTo = filter.asOf < filter.to ? filter.asOf : filter.to
  const months = shownTo < filter.from ? [] : monthsOf(filter.from, shownTo)
  const aloneName = t('rate.page.alone', { unit: filter.unitName })
  const isEmpty =
    rateCodes.every(code => whole.rates[code].denominator === 0) &&
    Object.values(whole.headings).every(value => value === 0) &&
    whole.awaitingRecord === 0
  const data =
    cells &&
    matrixData(
      rate,
      months,
      targets[rate] ?? null,
      { unit: { id: filter.unitId, name: filter.unitName, kind: '' }, aloneName, below: overview.below },
      { cells, units: overview.units, monthly: overview.monthly },
    )
  return (
    <>
      <PageHead
        above={overview.above.map(each => (
          <span key={each.id}>
            <Link href={addressOf('/rates', to.given, { unit: each.id, page: null })}>{each.name}</Link>
            {' › '}
          </span>
        ))}
        title={spanTitle(say, to)}
        below={
          <>
            {overview.above.length > 0 && `${filter.unitName} · `}
            {t('rate.page.asOf', {
              day: to.year === null ? dayIn(say, filter.asOf) : shortDay(say, filter.asOf, to.year),
            })}
            {' · '}
            <FigureLink
              say={say}
              figures={whole}
              code="countedActivities"
              href={rowsAddress(to.asked, 'countedActivities')}
            >
              {t('rate.page.counted', { count: standards.counted })}
            </FigureLink>
            {whole.awaitingRecord > 0 && (
              <>
                {' · '}
                <FigureLink
                  say={say}
                  figures={whole}
                  code="awaitingRecord"
                  href={rowsAddress(to.asked, 'awaitingRecord')}
                  className="text-cinnabar"
                >
                  {t('rate.page.awaiting', { count: whole.awaitingRecord })}
                </FigureLink>
              </>
            )}
            {(['notRecorded', 'makeUpsEnded'] as const).map(
              code =>
                whole[code] > 0 && (
                  <Fragment key={code}>
                    {' · '}
                    <FigureLink say={say} figures={whole} code={code} href={rowsAddress(to.asked, code)}>
                      {t(`rate.page.${code}`, { count: whole[code] })}
                    </FigureLink>
                  </Fragment>
                ),
            )}
            {' · '}
            <Link href="/rates/definitions">{t('rate.page.definitions')}</Link>
          </>
        }
      >
        <SpanMenu say={say} to={to} years={years} units={overview.choices} unitName={filter.unitName} />
        {!isEmpty && (
          <a
            href={addressOf('/rates/export', to.given, { unit: filter.unitId })}
            className="btn desk:flex-none flex-1"
          >
            {t('common.table.export')}
          </a>
        )}
      </PageHead>
      <SpanParts say={say} to={to} today={today} />
      {lock && <LockedYear say={say} lock={lock} asOf={filter.asOf} className="card mb-5 text-sm" />}
      {isEmpty ? (
        <Empty text={t('rate.page.nothing')}>
          <Link href="/activities" className="btn">
            {t('rate.page.toActivities')}
          </Link>
        </Empty>
      ) : (
        <>
          <GreatFigures say={say} to={to} overview={overview} />
          <div className="grid desk:grid-cols-[minmax(0,1fr)_272px] items-start gap-6">
            <div className="min-w-0">
              <ViewTabs say={say} to={to} view={view} />
              <TableCard
                label={
                  view === 'months'
                    ? t('rate.view.matrixTitle', { rate: term(`rate.${rate}`) })
                    : t(`rate.view.${view}`)
                }
              >
                {view === 'months' && (
                  <div className="flex flex-wrap items-center justify-between gap-2 px-2 pt-2 pb-1">
                    <h2>{t('rate.view.matrixTitle', { rate: term(`rate.${rate}`) })}</h2>
                    <RateChoice say={say} to={to} rate={rate} />
                  </div>
                )}
                {data && (
                  <div className="desk:px-0 px-2">
                    <Matrix say={say} to={to} data={data} />
                    <p className="px-2 py-2 text-ink-3 text-sm">
                      {data.target === null
                        ? t('rate.view.noTarget')
                        : t('rate.view.target', { share: data.target })}
                    </p>
                  </div>
                )}
                {view === 'month' && (
                  <figure className="px-2 pt-3">
                    <MonthChart
                      say={say}
                      code="participationRate"
                      target={targets.participationRate ?? null}
                      months={months.map(month => ({
                        month,
                        rate: overview.monthly.at(month).rates.participationRate,
                      }))}
                    />
                    <figcaption className="text-ink-3 text-sm">
                      {t('rate.view.chart', { rate: term('rate.participationRate') })}
                      {targets.participationRate !== undefined &&
                        ` · ${t('rate.view.chartTarget', { share: targets.participationRate })}`}
                    </figcaption>
                  </figure>
                )}
                {reasons && <ReasonsTable say={say} to={to} rows={reasons} aloneName={aloneName} />}
                {rows && view !== 'months' && view !== 'missed' && (
                  <RateTable say={say} to={to} view={view} rows={rows} whole={whole} aloneName={aloneName} />
                )}
              </TableCard>
            </div>
            <BehindCard
              say={say}
              to={to}
              behind={overview.behind}
              figures={whole}
              unitName={filter.unitName}
            />
          </div>
          <div className="mt-8">
            <FurtherRates say={say} to={to} overview={overview} />
          </div>
          <Headings say={say} to={to} figures={whole} />
          <WeakPoints say={say} to={to} overview={overview} />
        </>
      )}
    </>
  )
}
