import Link from 'next/link'
import type { Month } from '@/lib/calendar/rules'
import type { Say } from '@/lib/i18n/rules'
import type { Day } from '@/lib/time/rules'

/** null lets the width decide: a grid at the desk, a list on a phone. */
export type View = 'month' | 'agenda' | null

type Props = {
  say: Say
  month: Month
  view: View
  addressOf: (given: { month?: string; view?: View }) => string
  today: Day
}

const views = [
  ['month', 'calendar.viewMonth'],
  ['agenda', 'calendar.viewAgenda'],
] as const

const chosen = 'bg-indigo-wash font-semibold text-indigo'
const byWidth = {
  month: 'desk:bg-indigo-wash desk:font-semibold desk:text-indigo',
  agenda: 'bg-indigo-wash font-semibold text-indigo desk:bg-sheet desk:font-normal desk:text-ink',
}

/** Month by month and back to today, plain links; the keys press the ones with an id. */
export function MonthNav({ say, month, view, addressOf, today }: Props) {
  return (
    <div className="flex desk:w-auto w-full flex-wrap items-center gap-2">
      <nav aria-label={say.t('calendar.view')} className="flex flex-none">
        {views.map(([each, label]) => (
          <Link
            key={each}
            href={addressOf({ view: each })}
            prefetch={false}
            aria-current={view === each ? 'true' : undefined}
            className={`btn -ml-px rounded-none first:ml-0 first:rounded-l last:rounded-r ${view === null ? byWidth[each] : view === each ? chosen : ''}`}
          >
            {say.t(label)}
          </Link>
        ))}
      </nav>
      <div className="flex flex-1 justify-end">
        <Link
          id="previous-month"
          href={addressOf({ month: month.previous })}
          prefetch={false}
          className="btn btn-plain px-2.5"
        >
          {say.t('calendar.previous')}
        </Link>
        <Link id="this-month" href={addressOf({ month: today.slice(0, 7) })} prefetch={false} className="btn">
          {say.t('calendar.today')}
        </Link>
        <Link
          id="next-month"
          href={addressOf({ month: month.next })}
          prefetch={false}
          className="btn btn-plain px-2.5"
        >
          {say.t('calendar.next')}
        </Link>
      </div>
    </div>
  )
}
