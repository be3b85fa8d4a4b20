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
  /** At the end of a line of the list: what it is to me, or whose it is. */
  beside: 'state' | 'host'
  /** Said where the period holds nothing. */
  empty: ReactNode
  /** Around and under the grid: what it can be worked with, its legend. */
  aroundGrid?: (grid: ReactNode) => ReactNode
}

/**
 * A period as a month, a week or a list. On a phone a list that begins today stands in the grid's place or under it, a
 * week as its seven days, free ones too; on paper the grid alone, unless the list was asked for.
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
    // The year once: with it twice the line is wider than a phone.
    return say.t('calendar.weekOf', { from: dateWords(say, first, today), to: dateWords(say, last, first) })
  return say.t('common.date.yearMonth', { year: month.slice(0, 4), month: monthOf(`${month}-01`) })
}
