import { orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { doubtIn, percentShown } from '@/app/_ui/doubt'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { figureName } from '@/lib/statistics/rates/figure-name.rules'
import { type RatesAsked, ratesAsked } from '@/lib/statistics/rates/rate.input'
import {
  type Behind,
  isFraction,
  isHeading,
  isRate,
  type Side,
  sides,
} from '@/lib/statistics/rates/rate.rules'
import { addressOf, goalAddress } from '../_parts/address'
import { dayIn } from '../_parts/span-words'
import { columnsOf } from './_parts/rows-columns'
import { PAGE, rowsOf } from './_parts/rows-of'
import { RowsTable } from './_parts/rows-table'
import { ofWords, unitWordOf } from './_parts/rows-words'

export const generateMetadata = titled('rate.rows.title')

export default async function RowsPage({ searchParams }: PageProps<'/rates/rows'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const to = ratesAsked(await searchParams, dayOf(now()))
  const found = await orNotFound(rowsOf(viewer, to))
  const { code, side, page, filter, behind, isSound, ofPlans } = found
  const { totals } = behind
  const { asked } = to
  const rate = {
    numerator: totals.numerator,
    denominator: totals.denominator,
    ...(isSound && { sound: true as const }),
  }
  const name = figureName(say, code, to.given.target)
  const first = (page - 1) * PAGE + 1
  return (
    <>
      <PageHead
        above={
          ofPlans ? (
            <Link href={ofPlans.title ? `/plans/${ofPlans.id}` : `/plans?year=${ofPlans.year}`}>
              {ofPlans.title ?? t('plan.list.ofYear', { year: ofPlans.year })}
            </Link>
          ) : (
            <Link href={addressOf('/rates', {}, backTo(to))}>{t('rate.rows.back')}</Link>
          )
        }
        title={name}
        below={[...ofWords(say, to, found), t('rate.page.asOf', { day: dayIn(say, filter.asOf) })].join(
          ' · ',
        )}
      >
        {isRate(code) && !ofPlans && isWhole(asked) && (
          <Link href={goalAddress({ ...asked, unitId: filter.unitId }, code)} className="btn flex-1">
            {t('goal.page.open')}
          </Link>
        )}
        {behind.listed > 0 && (
          <a href={addressOf('/rates/rows/export', to.given, { page: null })} className="btn flex-1">
            {t('common.table.export')}
          </a>
        )}
      </PageHead>
      <p className="mb-1">
        <b className="font-semibold font-song text-[34px] leading-tight">
          {isFraction(code) ? percentShown(say, rate) : `${totals.numerator}${doubtIn(say, isSound)}`}
        </b>{' '}
        <span className="text-ink-2">
          {isFraction(code)
            ? t('rate.rows.sum', { numerator: rate.numerator, denominator: rate.denominator })
            : t('rate.rows.sumOnly', { value: totals.numerator, unitWord: unitWordOf(say, code) })}
        </span>
      </p>
      {(isRate(code) || isHeading(code) || code === 'communitiesWithAdviser') && (
        <p className="mb-4 max-w-3xl text-ink-3 text-sm">
          {t(`rate.definitions.${code}`)}{' '}
          <Link href={`/rates/definitions#${code}`}>{t('rate.page.definitions')}</Link>
        </p>
      )}
      {isFraction(code) && <Sides say={say} to={to} side={side} behind={behind} />}
      {behind.rows.length === 0 ? (
        <Empty text={t('rate.rows.none')} />
      ) : (
        <TableCard label={name}>
          <RowsTable columns={columnsOf(say, code, filter, behind)} behind={behind} />
          {behind.listed > PAGE && (
            <nav className="flex items-center gap-3 px-3 py-3" aria-label={t('rate.rows.page', pageWords())}>
              {page > 1 && (
                <Link href={addressOf('/rates/rows', to.given, { page: page - 1 })} className="btn">
                  {t('rate.view.before')}
                </Link>
              )}
              <span className="text-ink-3 text-sm">{t('rate.rows.page', pageWords())}</span>
              {page * PAGE < behind.listed && (
                <Link href={addressOf('/rates/rows', to.given, { page: page + 1 })} className="btn">
                  {t('rate.view.after')}
                </Link>
              )}
            </nav>
          )}
        </TableCard>
      )}
    </>
  )

  function pageWords() {
    return { from: first, to: first + behind.rows.length - 1, count: behind.listed }
  }
}

/** 反算 is asked of everybody in a unit, not of one person, tag or topic. */
function isWhole({ personId, tagId, withoutTagId, topicId }: RatesAsked['asked']): boolean {
  return [personId, tagId, withoutTagId, topicId].every(each => each === undefined)
}

type SidesProps = { say: Say; to: RatesAsked; side: Side; behind: Behind }

/** In the numerator, only in the denominator, not counted: together all rows. */
function Sides({ say, to, side, behind: { totals } }: SidesProps) {
  const counts = { all: totals.rows, numerator: totals.inNumerator, rest: totals.rest, aside: totals.aside }
  return (
    <nav aria-label={say.t('rate.rows.sides')} className="mb-3 flex flex-wrap gap-2 print:hidden">
      {sides
        .filter(each => each === 'all' || counts[each] > 0)
        .map(each => (
          <Link
            key={each}
            href={addressOf('/rates/rows', to.given, { side: each === 'all' ? null : each, page: null })}
            aria-current={each === side ? 'page' : undefined}
            className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
          >
            {say.t(`rate.rows.${each}`, { count: counts[each] })}
          </Link>
        ))}
    </nav>
  )
}

/** Parameters of /rates for the same span; a cadre is redirected from there to their own page. */
function backTo({ year, given, asked }: RatesAsked) {
  const { unit, from, to, asOf } = given
  return year === null ? { unit, from, to, asOf } : { unit, year, asOf: asked.asOf }
}
