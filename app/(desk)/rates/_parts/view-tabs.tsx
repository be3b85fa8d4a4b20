import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { type RateCode, rateCodes, type View, views } from '@/lib/statistics/rates/rate.rules'
import { addressOf } from './address'

// The matrix shows a rate by month; one without monthly values appears only in the tables.
const ofMatrix: RateCode[] = rateCodes.filter(code => code !== 'bestStillPossible')

export function ViewTabs({ say, to, view }: { say: Say; to: RatesAsked; view: View }) {
  return (
    <nav aria-label={say.t('rate.view.label')} className="mb-3 flex gap-1 overflow-x-auto print:hidden">
      {views.map(each => (
        <Link
          key={each}
          href={addressOf('/rates', to.given, {
            view: each === 'months' ? null : each,
            rate: each === 'months' ? to.given.rate : null,
            sort: null,
            down: null,
            page: null,
          })}
          aria-current={each === view ? 'page' : undefined}
          className="flex desk:min-h-9 min-h-11 items-center whitespace-nowrap rounded px-3 text-ink-2 no-underline aria-[current]:bg-indigo-wash aria-[current]:font-semibold aria-[current]:text-indigo"
        >
          {say.t(`rate.view.${each}`)}
        </Link>
      ))}
    </nav>
  )
}

/** Selects another rate for the matrix: a GET form that works without script. */
export function RateChoice({ say, to, rate }: { say: Say; to: RatesAsked; rate: RateCode }) {
  const kept = {
    year: to.given.year,
    from: to.given.from,
    to: to.given.to,
    asOf: to.given.asOf,
    unit: to.given.unit,
  }
  return (
    <form method="get" className="flex min-w-0 max-w-full items-center gap-2 print:hidden">
      {Object.entries(kept).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <select
        name="rate"
        aria-label={say.t('rate.view.otherRate')}
        defaultValue={rate}
        className="field w-auto! min-w-0 flex-1 py-1! text-sm"
      >
        {ofMatrix.map(code => (
          <option key={code} value={code}>
            {say.term(`rate.${code}`)}
          </option>
        ))}
      </select>
      <button type="submit" className="btn px-3!">
        {say.t('rate.page.show')}
      </button>
    </form>
  )
}
