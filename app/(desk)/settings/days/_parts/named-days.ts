import { officeDay } from '@/lib/core/holidays'
import { addDays, type Day, yearOf } from '@/lib/core/time'
import type { DayCorrection } from '@/lib/organisation/settings/setting.queries'

/** `version` of the correction; null for a day as it is published. */
export type NamedDay = { day: Day; kind: 'off' | 'work'; name: string; version: number | null }

/** The days of a year that differ from their weekday, published or corrected. */
export function namedDaysOf(year: number, corrections: DayCorrection[], locale: 'zh' | 'en'): NamedDay[] {
  const days: NamedDay[] = []
  for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) {
    const version = corrections.find(each => each.day === day)?.version ?? null
    const { kind, name } = officeDay(day, corrections)
    if (kind === 'off' || kind === 'swapped' || version !== null)
      days.push({ day, kind: kind === 'off' ? 'off' : 'work', name: name?.[locale] ?? '', version })
  }
  return days
}
