import type { Say } from '@/app/_i18n/messages'
import { type Day, dayOf, type Instant, monthOf, timeOf, weekdayOf, yearOf } from '@/lib/core/time'

/** 4月14日 周五; with the year where it differs from that of `today`. */
export function dayWords(say: Say, day: Day, today: Day): string {
  return say.t('common.date.onWeekday', {
    date: dateWords(say, day, today),
    weekday: weekdayWords(say, day),
  })
}

/** 4月14日; with the year where it differs from that of `today`. */
export function dateWords(say: Say, day: Day, today: Day): string {
  const places = { year: yearOf(day), month: monthOf(day), day: Number(day.slice(8)) }
  return say.t(yearOf(day) === yearOf(today) ? 'common.date.monthDay' : 'common.date.full', places)
}

export function weekdayWords(say: Say, day: Day): string {
  return say.t(`common.weekday.w${weekdayOf(day)}`)
}

type Span = { day: Day; lastDay: Day; startsAt: Instant | null; endsAt: Instant | null }

/** 15:00–16:30; '' where the hours are not known. */
export function hoursWords({ startsAt, endsAt }: Pick<Span, 'startsAt' | 'endsAt'>): string {
  if (startsAt === null) return ''
  return endsAt === null ? timeOf(startsAt) : `${timeOf(startsAt)}–${timeOf(endsAt)}`
}

/** 2023年4月14日 周五 15:00–16:30, or the first and the last of several days. */
export function spanWords(say: Say, span: Span, today: Day): string {
  const first = dayWords(say, span.day, today)
  const days = span.lastDay === span.day ? first : `${first} – ${dayWords(say, span.lastDay, today)}`
  return [days, hoursWords(span)].filter(Boolean).join(' ')
}

/** When something was done: 15:04 if today, otherwise 4月14日 15:04. */
export function stampWords(say: Say, at: Instant, today: Day): string {
  const day = dayOf(at)
  return day === today ? timeOf(at) : `${dateWords(say, day, today)} ${timeOf(at)}`
}
