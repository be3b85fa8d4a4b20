import { addDays, type Day, isDay, weekdayOf } from '@/lib/core/time'
import { monthIn, weeksOf } from './calendar.rules'

export const views = ['month', 'week', 'agenda'] as const
export type View = (typeof views)[number]

/** The period in a URL: a month `YYYY-MM`, or the week of a day. */
export type Moment = { month: string } | { week: Day }

/** The period shown by a calendar: its days, and the URLs around it. */
export type Period = {
  /** null: by the width of the screen, a grid on a desktop and a list on a phone. */
  view: View | null
  /** The days of the list; the grid of a month also shows the days around them. */
  first: Day
  last: Day
  weeks: Day[][]
  at: Moment
  previous: Moment
  next: Moment
  present: Moment
  /** The same period as a month and as a week, for switching the view. */
  month: string
  week: Day
}

/** The period of a URL; invalid parameters are ignored. */
export function periodIn(asked: { view?: unknown; month?: unknown; week?: unknown }, today: Day): Period {
  const view = views.find(each => each === asked.view) ?? null
  if (view === 'week') return weekOf(typeof asked.week === 'string' && isDay(asked.week) ? asked.week : today)
  const { month, first, last, weeks, previous, next } = weeksOf(monthIn(asked.month, today))
  return {
    view,
    first,
    last,
    weeks,
    at: { month },
    previous: { month: previous },
    next: { month: next },
    present: { month: today.slice(0, 7) },
    month,
    week: first <= today && today <= last ? today : first,
  }

  function weekOf(day: Day): Period {
    const monday = addDays(day, 1 - weekdayOf(day))
    const days = Array.from({ length: 7 }, (_, at) => addDays(monday, at))
    return {
      view: 'week',
      first: monday,
      last: addDays(monday, 6),
      weeks: [days],
      at: { week: monday },
      previous: { week: addDays(monday, -7) },
      next: { week: addDays(monday, 7) },
      present: { week: today },
      // A week belongs to the month of its Thursday, or to the present month where it contains today.
      month: (days.includes(today) ? today : addDays(monday, 3)).slice(0, 7),
      week: monday,
    }
  }
}

/** Every day shown, from the first to the last. */
export function spanOf({ weeks, first, last }: Period): { from: Day; to: Day } {
  return { from: weeks[0]?.[0] ?? first, to: weeks.at(-1)?.at(-1) ?? last }
}

export function isRunning({ first, last }: Period, today: Day): boolean {
  return first <= today && today <= last
}
