import { type Correction, officeDay } from '@/lib/core/holidays'
import { addDays, type Day, yearOf } from '@/lib/core/time'

export type NamedDay = { day: Day; kind: 'off' | 'work'; name: string; isCorrected: boolean }

/** The days of a year that differ from their weekday, published or corrected. */
export function namedDaysOf(year: number, corrections: Correction[], locale: 'zh' | 'en'): NamedDay[] {
  const days: NamedDay[] = []
  for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) {
    const isCorrected = corrections.some(each => each.day === day)
    const { kind, name } = officeDay(day, corrections)
    if (kind === 'off' || kind === 'swapped' || isCorrected)
      days.push({ day, kind: kind === 'off' ? 'off' : 'work', name: name?.[locale] ?? '', isCorrected })
  }
  return days
}
