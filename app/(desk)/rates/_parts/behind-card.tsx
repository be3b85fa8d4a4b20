import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { Behind } from '@/lib/statistics/overview.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { Figures } from '@/lib/statistics/rates/rate.rules'
import { personAddress, rowsAddress, undoneAddress } from './address'
import { FigureLink } from './figure-link'
import { fractionText } from './rate-words'
import { dayIn, shortDay } from './span-words'

type Props = { say: Say; to: RatesAsked; behind: Behind[]; figures: Figures; unitName: string }

const SHOWN = 8

/** 未完成学法人员: meant for personal reminders, not for publication; and the rate if everything is made up. */
export function BehindCard({ say, to, behind, figures, unitName }: Props) {
  const { t } = say
  const total = behind[0]?.total ?? 0
  const best = figures.rates.bestStillPossible
  return (
    <div className="grid gap-4">
      <section className="card" aria-labelledby="behind">
        <h2 id="behind">
          {t('rate.behind.title')}{' '}
          <FigureLink
            say={say}
            figures={figures}
            code="fullParticipationRate"
            href={rowsAddress(to.asked, 'fullParticipationRate', { side: 'rest' })}
            className="font-normal text-ink-3 text-sm"
          >
            {t('rate.behind.count', { count: total })}
          </FigureLink>
        </h2>
        <p className="text-sm">
          <Link href={undoneAddress(to.asked)} className="inline-flex desk:min-h-0 min-h-11 items-center">
            {t('undone.page.open')}
          </Link>
        </p>
        {total === 0 && <p className="mt-2 text-ink-3 text-sm">{t('rate.behind.none')}</p>}
        <ul className="mt-2">
          {behind.slice(0, SHOWN).map(each => (
            <li
              key={each.personId}
              className="grid grid-cols-[1fr_auto] items-start gap-x-3 border-line border-b py-2.5 last:border-b-0"
            >
              <span>
                <Link href={personAddress(to.asked, each.personId)}>{each.name}</Link>{' '}
                <span className="text-ink-3 text-sm">{each.unitName}</span>
                <span className="block text-ink-3 text-sm">{whatLacks(say, each, to.year)}</span>
              </span>
              <Tag tone={each.missed > each.aside && each.open < each.missed ? 'owed' : 'soon'}>
                {t('rate.figure.fraction', { numerator: each.studied, denominator: each.required })}
              </Tag>
            </li>
          ))}
        </ul>
        {total > SHOWN && (
          <p className="mt-2 text-sm">
            <Link
              href={rowsAddress(to.asked, 'fullParticipationRate', { side: 'rest' })}
              className="inline-flex desk:min-h-0 min-h-11 items-center"
            >
              {t('rate.behind.all', { count: total })}
            </Link>
          </p>
        )}
        {total > 0 && (
          <details className="mt-3 print:hidden">
            <summary className="btn w-full list-none">{t('rate.behind.reminder')}</summary>
            <label className="mt-2 block text-ink-3 text-sm" htmlFor="reminder">
              {t('rate.behind.reminderHint')}
            </label>
            <textarea
              id="reminder"
              readOnly
              rows={8}
              className="field mt-1 text-sm"
              defaultValue={reminder(say, to, behind)}
            />
          </details>
        )}
      </section>
      {best.denominator > 0 && total > 0 && (
        <section className="card" aria-labelledby="best">
          <h2 id="best">{t('rate.behind.best')}</h2>
          <p className="mt-1.5 text-sm">
            <FigureLink
              say={say}
              figures={figures}
              code="bestStillPossible"
              href={rowsAddress(to.asked, 'bestStillPossible')}
            >
              {t('rate.behind.bestText', {
                unit: unitName,
                text: percentShown(say, best),
                fraction: fractionText(say, best),
              })}
            </FigureLink>
          </p>
        </section>
      )}
    </div>
  )
}

function whatLacks(say: Say, { missed, aside, open, until }: Behind, year: number | null): string {
  const places = { missed, open, count: aside, until: until ? shortDay(say, until, year) : '' }
  if (open === 0) return say.t('rate.behind.missed', places)
  if (aside === missed) return say.t('rate.behind.aside', places)
  return say.t(open === missed ? 'rate.behind.allOpen' : 'rate.behind.open', places)
}

function reminder(say: Say, to: RatesAsked, behind: Behind[]): string {
  return [
    say.t('rate.behind.reminderHead', { asOf: dayIn(say, to.asked.asOf) }),
    ...behind.map(({ name, unitName, missed, open, until }) =>
      say.t(open > 0 ? 'rate.behind.reminderOpen' : 'rate.behind.reminderLate', {
        name,
        unit: unitName,
        missed,
        open,
        until: until ? dayIn(say, until) : '',
      }),
    ),
  ].join('\n')
}
