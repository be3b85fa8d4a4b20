import type { Say } from '@/app/_i18n/messages'
import { doubtIn, percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { ShareBar } from '@/app/_ui/share-bar'
import { personYearAddress, rowsAddress } from '@/app/(desk)/rates/_parts/address'
import type { Rate } from '@/lib/core/rate'
import { type Day, yearOf } from '@/lib/core/time'
import type { FigureCode, Figures } from '@/lib/statistics/rates/rate.rules'

type Props = { say: Say; figures: Figures; personId: number | null; today: Day }

/** The viewer's rates of the year, each with its fraction. */
export function OwnRates({ say, figures, personId, today }: Props) {
  const { participationRate, attendanceRate, onlineStudyRate, mustLearnCoverage } = figures.rates
  const year = yearOf(today)
  const counts = attendanceRate.denominator > 0
  const of = {
    ...{ from: `${year}-01-01`, to: `${year}-12-31`, asOf: today },
    personId: personId ?? undefined,
  }
  const line = { say, hrefOf: (code: FigureCode) => rowsAddress(of, code) }
  return (
    <section className="card order-4" aria-labelledby="own-rates">
      <h2 id="own-rates">
        <Link href={personYearAddress(personId, year)} className="text-ink">
          {say.t('home.rates.title', { year })}
        </Link>
      </h2>
      {!counts && <p className="mt-2 text-ink-3 text-sm">{say.t('home.rates.none')}</p>}
      <dl className="mt-3 grid gap-3.5">
        <Line
          {...line}
          label={say.t('home.rates.participation')}
          rate={participationRate}
          code="participationRate"
        />
        <Line {...line} label={say.t('home.rates.attendance')} rate={attendanceRate} code="attendanceRate" />
        {onlineStudyRate.denominator > 0 && (
          <Line {...line} label={say.t('home.rates.online')} rate={onlineStudyRate} code="onlineStudyRate" />
        )}
        {mustLearnCoverage.denominator > 0 && (
          <Line
            {...line}
            label={say.t('home.rates.topics')}
            rate={mustLearnCoverage}
            code="mustLearnCoverage"
            shown={String(mustLearnCoverage.numerator)}
            of={say.t('home.rates.topicsOf', { count: mustLearnCoverage.denominator })}
          />
        )}
      </dl>
      <p className="mt-3 text-ink-3 text-sm">
        {figures.setAside > 0 && (
          <>
            <Link href={rowsAddress(of, 'setAside')} className="figure">
              {say.t('home.rates.setAside', { count: figures.setAside })}
            </Link>{' '}
          </>
        )}
        {figures.awaitingRecord > 0 && (
          <>
            <Link href={rowsAddress(of, 'awaitingRecord')} className="figure">
              {say.t('home.rates.awaiting', { count: figures.awaitingRecord })}
            </Link>{' '}
          </>
        )}
        <Link href="/rates/definitions">{say.t('home.rates.how')}</Link>
      </p>
    </section>
  )
}

type LineProps = {
  say: Say
  hrefOf: (code: FigureCode) => string
  code: FigureCode
  label: string
  rate: Rate
  shown?: string
  of?: string
}

function Line({ say, hrefOf, code, label, rate, shown, of }: LineProps) {
  const { numerator, denominator } = rate
  const figure = shown === undefined ? percentShown(say, rate) : `${shown}${doubtIn(say, rate.sound)}`
  return (
    <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-0.5">
      <dt>{label}</dt>
      <dd>
        <b className="font-semibold text-lg">
          {denominator > 0 ? (
            <Link href={hrefOf(code)} className="figure">
              {figure}
            </Link>
          ) : (
            figure
          )}
        </b>{' '}
        {denominator > 0 && <span className="text-ink-3 text-sm">{of ?? `${numerator}/${denominator}`}</span>}
      </dd>
      <dd className="col-span-2 leading-none" aria-hidden="true">
        <ShareBar numerator={numerator} denominator={denominator} />
      </dd>
    </div>
  )
}
