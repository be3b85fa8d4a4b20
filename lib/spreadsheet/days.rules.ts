import { type Day, isDay } from '@/lib/core/time'

export const dayFaults = ['empty', 'notADay', 'noYear', 'impossible', 'monthOnly', 'backwards'] as const
export type DayFault = (typeof dayFaults)[number]
export type ParsedDay = { ok: true; day: Day } | { ok: false; reason: DayFault }
export type ParsedRange = { ok: true; fromDay: Day; toDay: Day } | { ok: false; reason: DayFault }

/** Every separator of a range: hyphen, dashes, tilde, 至, 到. */
export const between = /[-‐-―−─~至到]/g

/**
 * A day as offices write it: `2023-3-1`, `2023/3/1`, `2023.3.1`, `2023年3月1日`, `20230301`; without a year
 * `3月1日`, `3.1`, `3/1`, for which `year` must be known. A weekday or time of day after it is ignored. A month
 * (2023年3月, or a cell that shows only one) is faulty unless `monthAs` says which of its days is meant: the
 * first for 任职起, the last for 任职止.
 */
export function parseDay(text: string, year?: number, monthAs?: 'first' | 'last'): ParsedDay {
  const parts = readDay(dayText(text))
  if (typeof parts === 'string') return { ok: false, reason: parts }
  const ofYear = parts.year ?? year
  if (ofYear === undefined) return { ok: false, reason: 'noYear' }
  if (parts.day !== undefined) return dayOr(ofYear, parts.month, parts.day)
  if (parts.month < 1 || parts.month > 12) return { ok: false, reason: 'impossible' }
  if (!monthAs) return { ok: false, reason: 'monthOnly' }
  return dayOr(ofYear, parts.month, monthAs === 'first' ? 1 : lastOf(ofYear, parts.month))
}

/**
 * A range of days: `3月1日-3月5日`, `3月1-5日`, `3.1—3.5`, `2023年12月28日至1月3日`; a single day is both ends. The second
 * end inherits missing parts from the first; without a year of its own it is after the first end.
 */
export function parseDayRange(text: string, year?: number): ParsedRange {
  const plain = dayText(text)
  const whole = parseDay(plain, year)
  if (whole.ok) return { ok: true, fromDay: whole.day, toDay: whole.day }
  let reason = whole.reason
  for (const sign of plain.matchAll(between)) {
    const left = readDay(plain.slice(0, sign.index))
    const right = readEnd(plain.slice(sign.index + sign[0].length), left)
    if (typeof left === 'string' || !right || left.day === undefined) continue
    const fromYear = left.year ?? year
    if (fromYear === undefined) return { ok: false, reason: 'noYear' }
    const from = dayOr(fromYear, left.month, left.day)
    const isNextYear = right.year === undefined && right.month < left.month
    const to = dayOr(right.year ?? fromYear + (isNextYear ? 1 : 0), right.month, right.day)
    if (!from.ok || !to.ok) {
      reason = 'impossible'
      continue
    }
    if (to.day < from.day) return { ok: false, reason: 'backwards' }
    return { ok: true, fromDay: from.day, toDay: to.day }
  }
  return { ok: false, reason }
}

/** The number of days of a month. */
export function lastOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function formDay(year: number, month: number, day: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Half-width, without spaces, Chinese numerals of days and months as digits: `三月一日` → `3月1日`. */
export function dayText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+(?=\d{1,2}(?::\d\d|[时点]))/g, 'T')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/(?<=\d)[·•](?=\d)/g, '.')
    .replace(/[〇零一二三四五六七八九十]+(?=[年月日号])/g, figures)
}

const numerals = '零一二三四五六七八九'

/** `二〇二三` → 2023, `三十一` → 31. */
export function figures(text: string): string {
  const digits = text.replaceAll('〇', '零')
  if (!digits.includes('十')) return [...digits].map(digit => numerals.indexOf(digit)).join('')
  const [tens = '', ones = ''] = digits.split('十')
  return String((tens ? numerals.indexOf(tens) : 1) * 10 + (ones ? numerals.indexOf(ones) : 0))
}

type DayParts = { year?: number; month: number; day?: number }

const weekday = /\(?(?:星期|周|礼拜)[一二三四五六日天]\)?/
const timeOfDay =
  /(?:T|上午|下午|中午|晚上?|早上|凌晨)?\(?\d{1,2}(?::\d\d|[时点]).*$|(?:上午|下午|全天|中午|晚上?)$/
const forms = [
  /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?:(?<day>\d{1,2})[日号]?|份)?$/,
  /^(?<year>\d{4})[-./](?<month>\d{1,2})(?:[-./](?<day>\d{1,2}))?$/,
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  /^(?<month>\d{1,2})[./](?<day>\d{1,2})$/,
]

function readDay(plain: string): DayParts | DayFault {
  const bare = plain.replace(weekday, '').replace(timeOfDay, '')
  if (bare === '') return plain === '' ? 'empty' : 'notADay'
  for (const form of forms) {
    const groups = form.exec(bare)?.groups
    if (!groups) continue
    return {
      year: groups.year ? Number(groups.year) : undefined,
      month: Number(groups.month),
      day: groups.day ? Number(groups.day) : undefined,
    }
  }
  return 'notADay'
}

/** The second end of a range; `5日` or `5` is a day in the month of the first end. */
function readEnd(plain: string, left: DayParts | DayFault) {
  if (typeof left === 'string') return undefined
  const alone = /^(\d{1,2})[日号]?$/.exec(plain.replace(weekday, ''))
  if (alone) return { year: left.year, month: left.month, day: Number(alone[1]) }
  const right = readDay(plain)
  if (typeof right === 'string' || right.day === undefined) return undefined
  return { ...right, day: right.day }
}

function dayOr(year: number, month: number, day: number): ParsedDay {
  const formed = formDay(year, month, day)
  return year >= 1900 && year <= 2200 && isDay(formed)
    ? { ok: true, day: formed }
    : { ok: false, reason: 'impossible' }
}
