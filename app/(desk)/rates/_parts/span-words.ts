import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { type Day, yearOf } from '@/lib/core/time'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { partOfYear } from '@/lib/statistics/rates/span.rules'

/** 2023年, 2023年第二季度, or the first and the last day. */
export function spanTitle(say: Say, { year, asked }: RatesAsked): string {
  if (year !== null) return say.t('rate.page.yearTitle', { year })
  const part = partOfYear(asked)
  if (part)
    return say.t('rate.page.partTitle', { year: yearOf(asked.from), part: say.t(`rate.part.${part}`) })
  return say.t('rate.page.spanTitle', { from: dayIn(say, asked.from), to: dayIn(say, asked.to) })
}

/** A day with its year, because figures of several years are shown together. */
export function dayIn(say: Say, day: Day): string {
  return dateWords(say, day, '0000-01-01')
}

/** A day, without its year if that is the year of the page. */
export function shortDay(say: Say, day: Day, year: number | null): string {
  return dateWords(say, day, `${year ?? '0000'}-01-01`)
}
