import type { Say } from '@/app/_i18n/messages'
import { type Day, firstOfMonth, lastOfMonth, monthOf, weekdayOf, yearOf } from '@/lib/core/time'

export function monthDay({ t }: Say, day: Day): string {
  return t('common.date.monthDay', { month: monthOf(day), day: Number(day.slice(8)) })
}

export function fullDay({ t }: Say, day: Day): string {
  return t('common.date.full', { year: yearOf(day), month: monthOf(day), day: Number(day.slice(8)) })
}

export function dayWithWeekday(say: Say, day: Day): string {
  const weekday = weekdayOf(day) as 1 | 2 | 3 | 4 | 5 | 6 | 7
  return say.t('common.date.onWeekday', {
    date: monthDay(say, day),
    weekday: say.t(`common.weekday.w${weekday}`),
  })
}

/** 5月 · 3月1日–5月31日 · 4月15日: a span in its shortest form. */
export function spanWords(say: Say, { fromDay, toDay }: { fromDay: Day; toDay: Day }): string {
  const year = yearOf(fromDay)
  const [first, last] = [monthOf(fromDay), monthOf(toDay)]
  if (fromDay === firstOfMonth(year, first) && toDay === lastOfMonth(year, last)) {
    const month = (number: number) => say.t('common.date.month', { month: number })
    return first === last ? month(first) : `${month(first)}–${month(last)}`
  }
  return fromDay === toDay ? monthDay(say, fromDay) : `${monthDay(say, fromDay)}–${monthDay(say, toDay)}`
}
