import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { type Moment, type Period, type View, views } from '@/lib/calendar/period.rules'

/** An address of the calendar with another time or view, other parameters unchanged. */
export type AddressOf = (given: { at?: Moment; view?: View }) => string

type Props = { say: Say; period: Period; addressOf: AddressOf }

const labels = {
  month: 'calendar.viewMonth',
  week: 'calendar.viewWeek',
  agenda: 'calendar.viewAgenda',
} as const
const chosen = 'bg-indigo-wash font-semibold text-indigo'
const byWidth = {
  month: 'desk:bg-indigo-wash desk:font-semibold desk:text-indigo',
  week: '',
  agenda: 'bg-indigo-wash font-semibold text-indigo desk:bg-sheet desk:font-normal desk:text-ink',
}

/** Views, previous and next period, as plain links; the keyboard shortcuts press those with an id. */
export function PeriodNav({ say, period, addressOf }: Props) {
  const { view, month, week } = period
  const moments = { month: { month }, week: { week }, agenda: { month } }
  return (
    <div className="flex desk:w-auto w-full flex-wrap items-center justify-between gap-2 print:hidden">
      <nav aria-label={say.t('calendar.view')} className="flex flex-none">
        {views.map(each => (
          <Link
            key={each}
            href={addressOf({ view: each, at: moments[each] })}
            aria-current={view === each ? 'true' : undefined}
            className={`btn -ml-px rounded-none desk:px-4 px-2.5 first:ml-0 first:rounded-l last:rounded-r ${view === null ? byWidth[each] : view === each ? chosen : ''}`}
          >
            {say.t(labels[each])}
          </Link>
        ))}
      </nav>
      <nav aria-label={say.t('calendar.period')} className="flex justify-end">
        <Link
          id="previous-period"
          href={addressOf({ at: period.previous })}
          aria-label={say.t(view === 'week' ? 'calendar.previousWeek' : 'calendar.previousMonth')}
          className="btn btn-plain px-4 text-xl"
        >
          ‹
        </Link>
        <Link id="this-period" href={addressOf({ at: period.present })} className="btn px-3">
          {say.t('calendar.today')}
        </Link>
        <Link
          id="next-period"
          href={addressOf({ at: period.next })}
          aria-label={say.t(view === 'week' ? 'calendar.nextWeek' : 'calendar.nextMonth')}
          className="btn btn-plain px-4 text-xl"
        >
          ›
        </Link>
      </nav>
    </div>
  )
}

/** Below a list, within reach of the thumb: the previous and the next period, in words. */
export function PeriodFoot({ say, period, addressOf }: Props) {
  const ofWeek = period.view === 'week'
  return (
    <nav
      aria-label={say.t('calendar.periodFoot')}
      className="mt-3 grid desk:hidden grid-cols-2 gap-2 print:hidden"
    >
      <Link href={addressOf({ at: period.previous })} className="btn">
        ‹ {say.t(ofWeek ? 'calendar.previousWeek' : 'calendar.previousMonth')}
      </Link>
      <Link href={addressOf({ at: period.next })} className="btn">
        {say.t(ofWeek ? 'calendar.nextWeek' : 'calendar.nextMonth')} ›
      </Link>
    </nav>
  )
}
