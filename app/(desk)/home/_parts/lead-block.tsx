import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { addressOf, personAddress, rowsAddress } from '@/app/(desk)/rates/_parts/address'
import type { ledYears } from '@/lib/calendar/home/duty.queries'
import { type Day, yearOf } from '@/lib/core/time'
import type { RateCode } from '@/lib/statistics/rates/rate.rules'

type Led = Awaited<ReturnType<typeof ledYears>>[number]

const shown = [
  'participationRate',
  'attendanceRate',
  'onlineStudyRate',
  'planCompletionRate',
] as const satisfies RateCode[]

/** A leader's unit this year, and the people behind: meant for personal reminders, not for publication. */
export function LeadBlock({ say, led, today }: { say: Say; led: Led; today: Day }) {
  const { unitId, unitName, figures, behind } = led
  const year = yearOf(today)
  const of = { unitId, from: `${year}-01-01`, to: `${year}-12-31`, asOf: today }
  const href = addressOf('/rates', {}, { unit: unitId, year })
  return (
    <section className="card mb-6" aria-labelledby={`led-${unitId}`}>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 id={`led-${unitId}`}>{say.t('home.lead.title', { unit: unitName, year })}</h2>
        <Link href={href} className="btn btn-main desk:w-auto w-full">
          {say.t('home.lead.open')}
        </Link>
      </div>
      <dl className="grid desk:grid-cols-4 grid-cols-2 gap-x-6 gap-y-4 border-line border-b pb-4">
        {shown.map(code => {
          const rate = figures.rates[code]
          return (
            <div key={code} className="flex flex-col-reverse justify-end">
              <dt className="text-ink-2 text-sm">{say.term(`rate.${code}`)}</dt>
              <dd>
                <Link
                  href={rowsAddress(of, code)}
                  className="figure font-semibold font-song text-[28px] leading-tight"
                >
                  {percentShown(say, rate)}
                </Link>{' '}
                {rate.denominator > 0 && (
                  <span className="text-ink-3 text-sm">
                    {rate.numerator}/{rate.denominator}
                  </span>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      <p className="mt-3">
        <b className={`font-semibold ${behind.total > 0 ? 'text-cinnabar' : ''}`}>
          {behind.total > 0 ? (
            <Link href={`${href}#behind`} className="text-cinnabar">
              {say.t('home.lead.behind', { count: behind.total })}
            </Link>
          ) : (
            say.t('home.lead.nobodyBehind')
          )}
        </b>
        {behind.rows.map(each => (
          <span key={each.personId} className="ml-4 inline-block">
            <Link href={personAddress(of, each.personId)} className="text-ink">
              {each.name}
            </Link>{' '}
            <span className="text-ink-3 text-sm">{each.unitName}</span>{' '}
            <span className="text-ink-3 text-sm">{say.t('home.lead.missed', { count: each.missed })}</span>
          </span>
        ))}
      </p>
      {(behind.total > 0 || figures.awaitingRecord > 0) && (
        <p className="mt-1 text-ink-3 text-sm">
          {figures.awaitingRecord > 0 && (
            <Link href={rowsAddress(of, 'awaitingRecord')} className="figure">
              {say.t('home.lead.awaiting', { count: figures.awaitingRecord })}
            </Link>
          )}
          {figures.awaitingRecord > 0 && behind.total > 0 && ' · '}
          {behind.total > 0 && say.t('home.lead.note')}
        </p>
      )}
    </section>
  )
}
