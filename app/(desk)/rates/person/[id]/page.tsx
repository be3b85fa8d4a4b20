import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { percentShown } from '@/app/_ui/doubt'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { yearsWithData } from '@/lib/statistics/overview.queries'
import { personYear } from '@/lib/statistics/person-year.queries'
import { ratesAsked } from '@/lib/statistics/rates/rate.input'
import type { RateCode } from '@/lib/statistics/rates/rate.rules'
import { addressOf, personYearAddress, rowsAddress } from '../../_parts/address'
import { FigureLink } from '../../_parts/figure-link'
import { DefinitionLink } from '../../_parts/great-figures'
import { emptyReason, fractionWords } from '../../_parts/rate-words'
import { dayIn, spanTitle } from '../../_parts/span-words'
import { columnsOf } from '../../rows/_parts/rows-columns'
import { RowsTable } from '../../rows/_parts/rows-table'
import { Debts } from './_parts/debts'
import { History } from './_parts/history'

export const generateMetadata = titled('rate.page.own')

const shown: RateCode[] = [
  'participationRate',
  'attendanceRate',
  'onlineStudyRate',
  'examParticipationRate',
  'passRate',
  'mustLearnCoverage',
]

export default async function PersonYearPage({ params, searchParams }: PageProps<'/rates/person/[id]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const to = ratesAsked(await searchParams, today)
  const personId = idOf((await params).id)
  const year = await orNotFound(personYear(viewer, personId, to.asked))
  const years = await yearsWithData(today)
  to.asked.personId = personId
  to.asked.unitId = year.isOwn ? undefined : year.filter.unitId
  const { rates } = year.figures
  const grantedToo = holds(viewer, 'organiser', 'leader', 'administrator')
  return (
    <>
      <PageHead
        above={
          grantedToo && (
            <Link href={addressOf('/rates', {}, { year: to.year, unit: to.given.unit })}>
              {t('rate.rows.back')}
            </Link>
          )
        }
        title={
          to.year === null
            ? `${year.name} ${spanTitle(say, to)}`
            : t('rate.person.title', { name: year.name, year: to.year })
        }
        below={
          <>
            {[year.post, t('rate.page.asOf', { day: dayIn(say, to.asked.asOf) })].filter(Boolean).join(' · ')}
            {' · '}
            <Link href="/rates/definitions">{t('rate.page.definitions')}</Link>
            {!year.isOwn && ` · ${t('rate.person.notMine')}`}
          </>
        }
      >
        <nav aria-label={t('rate.page.year')} className="flex flex-wrap gap-2">
          {years.slice(0, 4).map(each => (
            <Link
              key={each}
              href={personYearAddress(personId, each, to.given.unit)}
              aria-current={each === to.year ? 'page' : undefined}
              className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
            >
              {t('common.date.year', { year: each })}
            </Link>
          ))}
        </nav>
      </PageHead>
      <dl className="mb-6 grid desk:grid-cols-6 grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line">
        {shown.map(code => (
          <div key={code} className="bg-sheet px-4 py-3">
            <dt className="text-sm">
              <DefinitionLink say={say} code={code} />
            </dt>
            <dd className="font-semibold font-song text-[24px] leading-tight">
              {rates[code].denominator === 0 ? (
                <span title={emptyReason(say, code)}>{percentShown(say, rates[code])}</span>
              ) : (
                <FigureLink say={say} figures={year.figures} code={code} href={rowsAddress(to.asked, code)}>
                  {percentShown(say, rates[code])}
                </FigureLink>
              )}
            </dd>
            {rates[code].denominator > 0 && (
              <dd className="text-ink-3 text-sm">{fractionWords(say, code, rates[code])}</dd>
            )}
          </div>
        ))}
      </dl>
      <div className="grid desk:grid-cols-[minmax(0,1fr)_300px] items-start gap-6">
        <div className="desk:order-1 order-2 min-w-0">
          <section>
            <h2 className="mb-2">{t('rate.person.history')}</h2>
            {year.rows.length === 0 ? (
              <Empty text={t('rate.person.noRows')} />
            ) : (
              <TableCard label={t('rate.person.history')}>
                <History say={say} rows={year.rows} asOf={to.asked.asOf} />
              </TableCard>
            )}
          </section>
          {year.exams.rows.length > 0 && (
            <section className="mt-6">
              <h2 className="mb-2">{t('rate.person.exams')}</h2>
              <TableCard label={t('rate.person.exams')}>
                <RowsTable
                  columns={columnsOf(say, 'passRate', year.filter, year.exams).slice(2)}
                  behind={year.exams}
                />
              </TableCard>
            </section>
          )}
        </div>
        <aside className="desk:order-2 order-1">
          <Debts say={say} rows={year.rows} asOf={to.asked.asOf} />
        </aside>
      </div>
    </>
  )
}
