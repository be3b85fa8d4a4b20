import { notFound } from 'next/navigation'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { canOrganise, holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { type MaterialRow, materialYears } from '@/lib/activity/outreach/material.queries'
import { totalsOf } from '@/lib/activity/outreach/material.rules'
import { now } from '@/lib/core/clock'
import { dayOf, monthOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { channels } from '@/lib/organisation/settings/setting.queries'
import { ReviewTag } from '../activities/_parts/review-tag'
import { chosenIn, ledgerOf, queryOf } from './_parts/ledger-filter'
import { LedgerFilter } from './_parts/ledger-filter-form'

export const generateMetadata = titled('material.list.title')

/** 宣传台账: materials handed out, displayed and sent, by month, with totals that are links. */
export default async function OutputsPage({ searchParams }: PageProps<'/outputs'>) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const chosen = chosenIn(await searchParams, today)
  const [rows, years, units, ways] = await Promise.all([
    ledgerOf(viewer, chosen),
    materialYears(viewer, today),
    unitsFor(viewer),
    channels(),
  ])
  const organises = holds(viewer, 'organiser', 'administrator')
  const months = [...new Set(rows.map(row => monthOf(row.day)))]
  const narrowed = Boolean(chosen.month || chosen.channel || chosen.unitId || chosen.search)
  return (
    <>
      <PageHead title={t('material.list.title')} below={t('material.list.lead', { count: rows.length })}>
        {rows.length > 0 && (
          <a href={`/outputs/export?${queryOf(chosen)}`} className="btn flex-1">
            {t('common.table.export')}
          </a>
        )}
        {organises && (
          <Link href="/outputs/new" className="btn btn-main flex-1">
            {t('material.list.add')}
          </Link>
        )}
      </PageHead>
      <LedgerFilter say={say} chosen={chosen} years={years} units={units} channels={ways} />
      {rows.length === 0 ? (
        <Empty text={t(narrowed ? 'material.list.noMatch' : 'material.list.empty', { year: chosen.year })}>
          {narrowed ? (
            <Link href={`/outputs?year=${chosen.year}`} className="btn">
              {t('material.list.clear')}
            </Link>
          ) : (
            organises && (
              <Link href="/imports?kind=outputs" className="btn">
                {t('material.list.import')}
              </Link>
            )
          )}
        </Empty>
      ) : (
        <>
          <ul className="my-5 flex flex-wrap gap-x-6 gap-y-2">
            {totalsOf(rows).map(total => (
              <li key={total.name}>
                {total.name}{' '}
                <Link
                  href={`/outputs?${queryOf(chosen, { channel: total.name })}`}
                  className="figure font-semibold"
                >
                  {t(total.counted === null ? 'material.list.total' : 'material.list.totalAdded', {
                    parts: total.parts
                      .map(({ quantity, unitWord: unit }) => t('material.list.part', { quantity, unit }))
                      .join(' · '),
                    counted: total.counted ?? 0,
                    entries: total.entries,
                  })}
                </Link>
              </li>
            ))}
          </ul>
          {months.map(month => (
            <section key={month} className="mt-6">
              <h2 className="border-line-strong border-b pb-1.5">{t('common.date.month', { month })}</h2>
              <ul>
                {rows
                  .filter(row => monthOf(row.day) === month)
                  .map(row => (
                    <Entry key={row.id} say={say} row={row} mayChange={canOrganise(viewer, row.unitPath)} />
                  ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </>
  )
}

function Entry({ say, row, mayChange }: { say: Say; row: MaterialRow; mayChange: boolean }) {
  return (
    <li className="grid desk:grid-cols-[90px_110px_110px_minmax(0,1fr)_auto] grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-line border-b py-2">
      <span className="desk:order-none order-3 col-span-2 desk:col-span-1 text-ink-2 text-sm">
        {dateWords(say, row.day, row.day)}
      </span>
      <b className="desk:order-none order-1 font-semibold">{row.channelName}</b>
      <span className="desk:order-none order-2 text-right">
        {say.t('material.quantity', { quantity: row.quantity, unit: row.unitWord })}
      </span>
      <span className="desk:order-none order-4 min-w-0">
        {row.topic} <ReviewTag say={say} review={row.review} />
        <span className="block text-ink-3 text-sm">
          {row.unitName}
          {row.place && ` · ${row.place}`}
          {row.activityId && (
            <>
              {' · '}
              <Link href={`/activities/${row.activityId}`}>{row.activityTitle}</Link>
            </>
          )}
        </span>
      </span>
      <span className="desk:order-none order-5 text-right">
        {mayChange && (
          <Link href={`/outputs/${row.id}`} className="inline-flex desk:min-h-8 min-h-11 items-center">
            {say.t('material.list.change')}
          </Link>
        )}
      </span>
    </li>
  )
}
