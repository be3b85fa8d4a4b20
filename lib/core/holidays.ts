import published from 'chinese-days/dist/chinese-days.json'
import { type Day, weekdayOf, yearOf } from './time'

/** The office's correction to the published calendar, or its entry for a year that the package does not cover yet. */
export type Correction = { day: Day; name: string; kind: 'off' | 'work' }

/** 工作日 · 周末 · 休 (a holiday or a day swapped off) · 班 (a weekend day that is worked, 调休). */
export type DayKind = 'workday' | 'weekend' | 'off' | 'swapped'

export type OfficeDay = {
  kind: DayKind
  /** The holiday to which it belongs, in Chinese and English; a correction has one name for both. */
  name: { zh: string; en: string } | null
  /** False: the holidays of this year are not published yet (未公布), and `kind` follows from the weekday alone. */
  isPublished: boolean
}

const off = published.holidays as Record<Day, string>
const worked = published.workdays as Record<Day, string>

/** The kind of day for an office. For years that it does not cover the package answers "work day"; this does not. */
export function officeDay(day: Day, corrections: readonly Correction[] = []): OfficeDay {
  const isPublished = isYearPublished(yearOf(day), corrections)
  const isWeekend = weekdayOf(day) > 5
  const corrected = corrections.find(each => each.day === day)
  if (corrected) {
    const name = corrected.name ? { zh: corrected.name, en: corrected.name } : null
    if (corrected.kind === 'off') return { kind: 'off', name, isPublished }
    return { kind: isWeekend ? 'swapped' : 'workday', name, isPublished }
  }
  if (off[day]) return { kind: 'off', name: named(off[day]), isPublished }
  if (worked[day]) return { kind: 'swapped', name: named(worked[day]), isPublished }
  return { kind: isWeekend ? 'weekend' : 'workday', name: null, isPublished }
}

/**
 * Whether the holidays of a year are published: 1 October is among them. One arbitrary day proves nothing, as
 * the end of December can be part of the previous year's notice.
 */
export function isYearPublished(year: number, corrections: readonly Correction[] = []): boolean {
  const nationalDay = `${year}-10-01`
  return nationalDay in off || corrections.some(each => each.day === nationalDay && each.kind === 'off')
}

/** Whether the people of an office work on that day by default: no weekend, holiday or 调休 day off. */
export function isOrdinaryWorkday(day: Day, corrections: readonly Correction[] = []): boolean {
  return officeDay(day, corrections).kind === 'workday'
}

// The package's format is "Spring Festival,春节,3".
function named(text: string): { zh: string; en: string } {
  const [en = '', zh = ''] = text.split(',')
  return { zh, en }
}
