import type { Say } from '@/app/_i18n/messages'
import { doubtIn, percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { ShareBar } from '@/app/_ui/share-bar'
import { personYearAddress, rowsAddress } from '@/app/(desk)/rates/_parts/address'
import type { Rate } from '@/lib/core/rate'
import { type Day, yearOf } from '@/lib/core/time'
import type { Figures } from '@/lib/statistics/rates/rate.rules'

type Props = { say: Say; figures: Figures; personId: number | null; today: Day }

/** The viewer's rates of the year, each with its fraction. */
export function OwnRates({ say, figures, personId, today }: Props) {
  const { participationRate, attendanceRate, onlineStudyRate, mustLearnCoverage } = figures.rates
  const year = yearOf(today)
  const counts = attendanceRate.denominator > 0
  return (
    <section className="card order-4" aria-labelledby="own-rates">
      <h2 id="own-rates">
        <Link href={personYearAddress(personId, year)} className="text-ink">
          {say.t('home.rates.title', { year })}
        </Link>
      </h2>
      {!counts && <p className="mt-2 text-ink-3 text-sm">{say.t('home.rates.none')}</p>}
      <dl className="mt-3 grid gap-3.5">
        <Line say={say} label={say.t('home.rates.participation')} rate={participationRate} />
        <Line say={say} label={say.t('home.rates.attendance')} rate={attendanceRate} />
        {onlineStudyRate.denominator > 0 && (
          <Line say={say} label={say.t('home.rates.online')} rate={onlineStudyRate} />
        )}
        {mustLearnCoverage.denominator > 0 && (
          <Line
            say={say}
            label={say.t('home.rates.topics')}
            rate={mustLearnCoverage}
            shown={String(mustLearnCoverage.numerator)}
            of={say.t('home.rates.topicsOf', { count: mustLearnCoverage.denominator })}
          />
        )}
      </dl>
      <p className="mt-3 text-ink-3 text-sm">
        {figures.setAside > 0 && (
          <>
            <Link
              href={rowsAddress(
                { from: `${year}-01-01`, to: `${year}-12-31`, asOf: today, personId: personId ?? undefined },
                'setAside',
              )}
              className="figure"
            >
              {say.t('home.rates.setAside', { count: figures.setAside })}
            </Link>{' '}
          </>
        )}
        {figures.awaitingRecord > 0 && `${say.t('home.rates.awaiting', { count: figures.awaitingRecord })} `}
        <Link href="/rates/definitions">{say.t('home.rates.how')}</Link>
      </p>
    </section>
  )
}

function Line({
  say,
  label,
  rate,
  shown,
  of,
}: {
  say: Say
  label: string
  rate: Rate
  shown?: string
  of?: string
}) {
  const { numerator, denominator } = rate
  return (
    <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-0.5">
      <dt>{label}</dt>
      <dd>
        <b className="font-semibold text-lg">
          {shown === undefined ? percentShown(say, rate) : `${shown}${doubtIn(say, rate.sound)}`}
        </b>{' '}
        {denominator > 0 && <span className="text-ink-3 text-sm">{of ?? `${numerator}/${denominator}`}</span>}
      </dd>
      <dd className="col-span-2 leading-none" aria-hidden="true">
        <ShareBar numerator={numerator} denominator={denominator} />
      </dd>
    </div>
  )
}
