import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { wholeAsked } from '@/lib/statistics/rates/rate.input'
import { undoneFor, unitsToSpeakTo } from '@/lib/statistics/undone/undone.queries'
import { duties } from '@/lib/statistics/undone/undone.rules'
import { addressOf, undoneAddress } from '../_parts/address'
import { dayIn } from '../_parts/span-words'
import { FirstUnit } from './_parts/first-unit'
import { Notice } from './_parts/notice'
import { UndoneForm } from './_parts/undone-form'
import { UndoneTable } from './_parts/undone-table'

export const generateMetadata = titled('undone.page.title')

/** 未完成人员 of all three duties, which unit to speak to first, and the text to send. */
export default async function UndonePage({ searchParams }: PageProps<'/rates/undone'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const params = await searchParams
  const { asked } = wholeAsked(params, dayOf(now()))
  const duty = duties.find(each => each === params.duty) ?? null
  const [{ filter, all }, units] = await Promise.all([orNotFound(undoneFor(viewer, asked)), unitsFor(viewer)])
  const of = { ...asked, unitId: filter.unitId, asOf: filter.asOf }
  const rows = duty ? all.filter(each => each.kind === duty) : all
  const { units: toSpeakTo, first } = unitsToSpeakTo(rows, filter.asOf)
  const places = { people: new Set(rows.map(each => each.personId)).size, count: rows.length }
  const unitName = asked.alone ? t('rate.page.alone', { unit: filter.unitName }) : filter.unitName
  // Of the top of the viewer's scope nothing is left out.
  const isWhole = duty === null && !asked.alone && filter.unitId === units[0]?.id
  return (
    <>
      <PageHead
        above={
          <Link href={addressOf('/rates', {}, { unit: of.unitId, from: of.from, to: of.to, asOf: of.asOf })}>
            {t('undone.page.back')}
          </Link>
        }
        title={t('undone.page.title')}
        below={[
          unitName,
          `${dayIn(say, filter.from)}–${dayIn(say, filter.to)}`,
          t('rate.page.asOf', { day: dayIn(say, filter.asOf) }),
        ].join(' · ')}
      />
      <p className="mb-4 max-w-3xl text-ink-2">{t('undone.page.lead')}</p>
      <UndoneForm say={say} of={of} duty={duty} units={units} />
      {isWhole ? (
        <p className="mb-4">{t('undone.page.total', places)}</p>
      ) : (
        <p className="mb-4">
          {t('undone.page.filtered', {
            ...places,
            what: duty ? `${unitName} · ${t(`undone.duty.${duty}`)}` : unitName,
          })}{' '}
          <Link
            href={undoneAddress({ ...of, unitId: undefined, alone: undefined })}
            className="inline-flex desk:min-h-0 min-h-11 items-center"
          >
            {t('undone.page.whole')}
          </Link>
        </p>
      )}
      {rows.length === 0 ? (
        <Empty text={t(isWhole ? 'undone.page.none' : 'undone.page.noneSuch')} />
      ) : (
        <>
          <FirstUnit say={say} of={of} duty={duty} units={toSpeakTo} first={first} />
          <UndoneTable say={say} of={of} rows={rows} />
          <Notice say={say} unitName={unitName} duty={duty} asOf={filter.asOf} rows={rows} />
        </>
      )}
    </>
  )
}
