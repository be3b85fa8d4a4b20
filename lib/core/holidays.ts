import published from 'chinese-days/dist/chinese-days.json'
import { type Day, weekdayOf, yearOf } from './time'

/** What the office corrected in the published calendar, or typed for a year that the package does not know yet. */
export type Correction = { day: Day; name: string; kind: 'off' | 'work' }

/** 工作日 · 周末 · 休 (a holiday or a day swapped off) · 班 (a weekend day that is worked, 调休). */
export type DayKind = 'workday' | 'weekend' | 'off' | 'swapped'

export type OfficeDay = {
  kind: DayKind
  /** The holiday that it belongs to, in Chinese and English; a correction has one name for both. */
  name: { zh: string; en: string } | null
  /** False: the days off of this year are not known (未公布), and `kind` is only that of the weekday. */
  isPublished: boolean
}

const off = published.holidays as Record<Day, string>
const worked = published.workdays as Record<Day, string>

/** What kind of day it is for an office. The package answers "work day" for years it does not know; this does not. */
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
 * Whether the days off of a year are known: its 1 October is among them. A single day is no sign, as the end of
 * December can stand in the notice of the year before.
 */
export function isYearPublished(year: number, corrections: readonly Correction[] = []): boolean {
  const nationalDay = `${year}-10-01`
  return nationalDay in off || corrections.some(each => each.day === nationalDay && each.kind === 'off')
}

/** Whether people of the office work on that day without being asked to: no weekend, holiday or swapped day. */
export function isOrdinaryWorkday(day: Day, corrections: readonly Correction[] = []): boolean {
  return officeDay(day, corrections).kind === 'workday'
}

// The package writes "Spring Festival,春节,3".
function named(text: string): { zh: string; en: string } {
  const [en = '', zh = ''] = text.split(',')
  return { zh, en }
}
