// Importing the whole package takes a second at every start: Node reads its 200 kB package.json for each of its
// 300 files.
import { addDays as addDaysTo } from 'date-fns/addDays'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { getDaysInMonth } from 'date-fns/getDaysInMonth'

/** A calendar day in Shanghai, `YYYY-MM-DD`. */
export type Day = string
/** An instant: UTC epoch milliseconds. */
export type Instant = number

// Asia/Shanghai has had no daylight saving since 1991; every instant of the product is later.
const OFFSET = 8 * 3_600_000

/** The calendar day in Shanghai on which an instant falls. */
export function dayOf(at: Instant): Day {
  return new Date(at + OFFSET).toISOString().slice(0, 10)
}

/** `HH:mm` in Shanghai. */
export function timeOf(at: Instant): string {
  return new Date(at + OFFSET).toISOString().slice(11, 16)
}

/** The instant of `HH:mm` on a day in Shanghai. */
export function instantOf(day: Day, time = '00:00'): Instant {
  return Date.parse(`${day}T${time}:00Z`) - OFFSET
}

/** The last millisecond of a day in Shanghai. */
export function endOfDay(day: Day): Instant {
  return instantOf(day) + 86_400_000 - 1
}

export function addDays(day: Day, days: number): Day {
  const [year, month, date] = parts(day)
  return formed(addDaysTo(new Date(year, month - 1, date), days))
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  const [fy, fm, fd] = parts(from)
  const [ty, tm, td] = parts(to)
  return differenceInCalendarDays(new Date(ty, tm - 1, td), new Date(fy, fm - 1, fd))
}

type Span = { day: Day; lastDay: Day; startsAt: Instant | null; endsAt: Instant | null }

/** The same span moved to another day: as many days, the same hours. */
export function onDay({ day: from, lastDay, startsAt, endsAt }: Span, day: Day): Span {
  const days = daysBetween(from, day)
  // Every day in Shanghai has 24 hours.
  const later = (at: Instant | null) => (at === null ? null : at + days * 86_400_000)
  return { day, lastDay: addDays(lastDay, days), startsAt: later(startsAt), endsAt: later(endsAt) }
}

/**
 * Whether it is an existing day, in the range of years that an office needs: loops over days end before
 * `9999-12-31` is passed.
 */
export function isDay(text: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, date] = parts(text)
  return month >= 1 && month <= 12 && date >= 1 && date <= getDaysInMonth(new Date(year, month - 1))
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

export function monthOf(day: Day): number {
  return Number(day.slice(5, 7))
}

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): Weekday {
  const [year, month, date] = parts(day)
  return (new Date(Date.UTC(year, month - 1, date)).getUTCDay() || 7) as Weekday
}

export function firstOfMonth(year: number, month: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-01`
}

export function lastOfMonth(year: number, month: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-${getDaysInMonth(new Date(year, month - 1))}`
}

/** The months `YYYY-MM` from the month of `from` to that of `to`, both included. */
export function monthsOf(from: Day, to: Day): string[] {
  const months: string[] = []
  for (let at = from.slice(0, 7); at <= to.slice(0, 7); at = nextMonth(at)) months.push(at)
  return months
}

export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

export function previousMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}

function parts(day: Day): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

// Written and read with local parts, so the server's time zone cancels out.
function formed(date: Date): Day {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}
