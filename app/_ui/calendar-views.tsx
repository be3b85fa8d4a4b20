import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { agendaOf, type Entry, entriesOn, fromToday } from '@/lib/calendar/calendar.rules'
import { isRunning, type Period } from '@/lib/calendar/period.rules'
import type { Correction } from '@/lib/core/holidays'
import { type Day, monthOf } from '@/lib/core/time'
import { Agenda } from './agenda'
import { dateWords } from './day-words'
import { MonthGrid } from './month-grid'
import { type AddressOf, PeriodFoot } from './period-nav'
import { WeekGrid } from './week-grid'

type Props = {
  say: Say
  period: Period
  entries: Entry[]
  today: Day
  corrections: readonly Correction[]
  showsLunar: boolean
  hrefOf: (entry: Entry) => string
  addressOf: AddressOf
  /** At the end of a line of the list: my state for the entry, or its host. */
  beside: 'state' | 'host'
  /** Shown for an empty period. */
  empty: ReactNode
  /** Wraps the grid, for example to make it draggable and to add a legend. */
  aroundGrid?: (grid: ReactNode) => ReactNode
}

/**
 * A period as a month, a week or a list. On a phone a list that begins today stands below the month, and the
 * list of all seven days replaces the week; on paper only the grid is printed, unless the list was chosen.
 */
export function CalendarViews({ period, entries, today, aroundGrid = grid => grid, ...rest }: Props) {
  const { say, corrections, showsLunar, hrefOf, addressOf, beside, empty } = rest
  const { view, first, last, weeks, month } = period
  const days = agendaOf(entries, first, last, today)
  const isNow = isRunning(period, today)
  const week = (weeks[0] ?? []).map(day => ({ day, entries: entriesOn(entries, day, today) }))
  const { earlier, ahead } =
    view === 'week'
      ? { earlier: [], ahead: week }
      : isNow
        ? fromToday(days, today)
        : { earlier: [], ahead: days }
  const shared = { say, today, corrections, showsLunar, hrefOf }
  return (
    <>
      {view !== 'agenda' && (
        <div className={view === 'month' ? 'desk:mb-0 mb-4' : 'desk:block hidden print:block'}>
          {aroundGrid(
            view === 'week' ? (
              <WeekGrid {...shared} days={weeks[0] ?? []} entries={entries} />
            ) : (
              <MonthGrid
                {...shared}
                month={{ month, first, last, weeks }}
                entries={entries}
                dayHref={day => `${addressOf({ at: { month: day.slice(0, 7) }, view: 'agenda' })}#d${day}`}
              />
            ),
          )}
        </div>
      )}
      <div className={view === 'agenda' ? '' : 'desk:hidden print:hidden'}>
        {earlier.length > 0 && (
          <details className="mb-2">
            <summary className="py-2.5 text-indigo">
              {say.t('calendar.earlier', {
                count: earlier.reduce((sum, each) => sum + each.entries.length, 0),
              })}
            </summary>
            <Agenda {...shared} days={earlier} beside={beside} />
          </details>
        )}
        {days.length > 0 ? <Agenda {...shared} days={ahead} beside={beside} /> : empty}
        <PeriodFoot say={say} period={period} addressOf={addressOf} />
      </div>
    </>
  )
}

/** 2026年11月, or the first and the last day of a week. */
export function periodWords(say: Say, { view, first, last, month }: Period, today: Day): string {
  if (view === 'week')
    // The year only once: twice makes the line wider than a phone.
    return say.t('calendar.weekOf', { from: dateWords(say, first, today), to: dateWords(say, last, first) })
  return say.t('common.date.yearMonth', { year: month.slice(0, 4), month: monthOf(`${month}-01`) })
}
