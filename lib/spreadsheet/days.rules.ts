import { type Day, isDay } from '@/lib/core/time'

export const dayFaults = [
  'empty',
  'notADay',
  'noYear',
  'impossible',
  'monthOnly', // 2023年3月
  'partOfMonth', // 11月上旬
  'severalDays', // 3月1日、8日
  'serial', // 45731, the number by which Excel keeps a day
  'ambiguous', // 3/1/2023, 10.3.1: another order of day, month and year gives another day
  'backwards',
] as const
export type DayFault = (typeof dayFaults)[number]
export type Span = { fromDay: Day; toDay: Day }
/** A fault names the days that were meant, where it can, for a choice. */
export type DayRefusal = { ok: false; reason: DayFault; span?: Span; days?: Day[] }
export type ParsedDay = { ok: true; day: Day } | DayRefusal
export type ParsedRange = ({ ok: true } & Span) | DayRefusal

/** Every separator of a range: hyphen, dashes, tilde, 至, 到. */
export const between = /[-‐-―−─~至到]/g

/**
 * A day as offices write it: `2023-3-1`, `2023/3/1`, `2023.3.1`, `2023年3月1日`, `20230301`, `23.3.1`, `3/15/2023`; without
 * a year `3月1日`, `3.1`, `3/1`, for which `year` must be known. A weekday or time of day after it is ignored. A month
 * (2023年3月, or a cell that shows only one) is faulty unless `monthAs` says which of its days is meant: the
 * first for 任职起, the last for 任职止.
 */
export function parseDay(text: string, year?: number, monthAs?: 'first' | 'last'): ParsedDay {
  const serial = serialDay(text)
  if (serial) return { ok: false, reason: 'serial', days: [serial] }
  const parts = readDay(dayText(text))
  if (parts === 'notADay') return severalDays(text, year) ?? { ok: false, reason: parts }
  if (typeof parts === 'string') return { ok: false, reason: parts }
  const ofYear = parts.year ?? year
  if (ofYear === undefined) return { ok: false, reason: 'noYear' }
  if (parts.day !== undefined) return dayOr(ofYear, parts.month, parts.day)
  if (parts.month < 1 || parts.month > 12) return { ok: false, reason: 'impossible' }
  const last = lastOf(ofYear, parts.month)
  if (monthAs && !parts.part) return dayOr(ofYear, parts.month, monthAs === 'first' ? 1 : last)
  const [from, to] = parts.part ?? [1, last]
  return {
    ok: false,
    reason: parts.part ? 'partOfMonth' : 'monthOnly',
    span: {
      fromDay: formDay(ofYear, parts.month, from),
      toDay: formDay(ofYear, parts.month, Math.min(to, last)),
    },
  }
}

/**
 * A range of days: `3月1日-3月5日`, `3月1-5日`, `3.1—3.5`, `2023年12月28日至1月3日`; a single day is both ends. The second
 * end inherits missing parts from the first; without a year of its own it is after the first end.
 */
export function parseDayRange(text: string, year?: number): ParsedRange {
  const plain = dayText(text)
  const whole = parseDay(text, year)
  if (whole.ok) return { ok: true, fromDay: whole.day, toDay: whole.day }
  let refusal = whole
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
      refusal = { ok: false, reason: 'impossible' }
      continue
    }
    if (to.day < from.day) return { ok: false, reason: 'backwards' }
    return { ok: true, fromDay: from.day, toDay: to.day }
  }
  return refusal
}

const DAY_MS = 86_400_000
/** The days of this century. */
const FIRST_SERIAL = 36_526
const LAST_SERIAL = 73_050

/** The day that a number such as 45731 or 45731.375 stands for in a workbook; null where it is no such number. */
export function serialDay(text: string, since1904 = false): Day | null {
  const [, days = ''] = /^(\d{5})(?:\.\d+)?$/.exec(text.normalize('NFKC').trim()) ?? []
  const serial = Number(days) + (since1904 ? 1462 : 0)
  if (days === '' || serial < FIRST_SERIAL || serial > LAST_SERIAL) return null
  return new Date(Date.UTC(1899, 11, 30) + serial * DAY_MS).toISOString().slice(0, 10) as Day
}

/** The same with the time of day that its fraction stands for: 45731.375 is 2025-03-15 09:00. */
export function serialMoment(text: string, since1904 = false): string | null {
  const day = serialDay(text, since1904)
  const minutes = Math.round((Number(text.normalize('NFKC')) % 1) * 1440) % 1440
  const two = (number: number) => String(number).padStart(2, '0')
  return day && minutes > 0 ? `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` : day
}

/** `3月1日、8日`, `3.1、3.8`, a day a line: the days that a cell names; undefined where it names other things too. */
function severalDays(text: string, year: number | undefined): DayRefusal | undefined {
  const pieces = text
    .normalize('NFKC')
    .replace(/(?<=[日号])\s*(?=\d)/g, '、')
    .split(/[、,;和及\n]+/)
    .map(dayText)
    .filter(Boolean)
  const first = readDay(pieces[0] ?? '')
  if (pieces.length < 2 || typeof first === 'string' || first.day === undefined) return undefined
  const days: Day[] = []
  for (const piece of pieces) {
    const parts = readEnd(piece, first)
    if (!parts) return undefined
    const ofYear = parts.year ?? first.year ?? year
    if (ofYear === undefined) return { ok: false, reason: 'noYear' }
    const read = dayOr(ofYear, parts.month, parts.day)
    if (!read.ok) return read
    days.push(read.day)
  }
  return { ok: false, reason: 'severalDays', days }
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
    .replace(numeral, figures)
}

const numeral = /[〇零一二三四五六七八九十]+(?=[年月日号])/g

/** The same of a text that may say other things too: 二〇二五年五月十六日学习 → 2025年5月16日学习. */
export function withFigures(text: string): string {
  const isDay =
    /(?:[〇零一二三四五六七八九十\d]+年)?[〇零一二三四五六七八九十\d]+月[〇零一二三四五六七八九十\d]+[日号]/g
  return text.replace(isDay, day => day.replace(numeral, figures))
}

const numerals = '零一二三四五六七八九'

/** `二〇二三` → 2023, `三十一` → 31. */
export function figures(text: string): string {
  const digits = text.replaceAll('〇', '零')
  if (!digits.includes('十')) return [...digits].map(digit => numerals.indexOf(digit)).join('')
  const [tens = '', ones = ''] = digits.split('十')
  return String((tens ? numerals.indexOf(tens) : 1) * 10 + (ones ? numerals.indexOf(ones) : 0))
}

type DayParts = { year?: number; month: number; day?: number; part?: readonly [number, number] }

const weekday = /\(?(?:星期|周|礼拜)[一二三四五六日天]\)?/
const half = '上午|下午|中午|晚上?|早上|凌晨'
const timeOfDay = new RegExp(
  `(?:T?(?:${half})?T?)\\(?\\d{1,2}(?::\\d\\d|[时点]).*$|\\(?(?:上午|下午|全天|中午|晚上?)\\)?$`,
)
// A second day behind a time: the text is a range.
const anotherDay = /[年月日号]|\d[./]\d/
const forms = [
  /^(?:(?<year>\d{4}|\d\d)年)?(?<month>\d{1,2})月(?:(?<day>\d{1,2})[日号]?|份)?$/,
  /^(?<year>\d{4})[-./](?<month>\d{1,2})(?:[-./](?<day>\d{1,2})[日号]?|月(?:(?<spoken>\d{1,2})[日号]?)?)?$/,
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  /^(?<month>\d{1,2})[./](?<day>\d{1,2})$/,
  /^(?:(?<year>\d{4}|\d\d)年)?(?<month>\d{1,2})月份?(?<part>上旬|中旬|下旬|上半月|下半月|月?初|月?中|月?[底末])$/,
]
const yearLast = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/
const shortYear = /^(\d\d?)([-./])(\d{1,2})\2(\d{1,2})$/
const partDays = {
  上旬: [1, 10],
  初: [1, 10],
  中旬: [11, 20],
  中: [11, 20],
  下旬: [21, 31],
  底: [21, 31],
  末: [21, 31],
  上半月: [1, 15],
  下半月: [16, 31],
} as const

function readDay(plain: string): DayParts | DayFault {
  const bare = withoutTime(plain.replace(weekday, ''))
  if (bare === '') return plain === '' ? 'empty' : 'notADay'
  for (const form of forms) {
    const groups = form.exec(bare)?.groups
    if (!groups) continue
    const day = groups.day ?? groups.spoken
    return {
      year: groups.year ? century(Number(groups.year)) : undefined,
      month: Number(groups.month),
      day: day ? Number(day) : undefined,
      part: groups.part ? partDays[groups.part.replace(/^月/, '') as keyof typeof partDays] : undefined,
    }
  }
  return otherOrder(bare)
}

/** `3/15/2023` and `23.3.1`, which only one order makes a day; where two do, none is guessed. */
function otherOrder(bare: string): DayParts | DayFault {
  const [, a = '', , b = '', year = ''] = yearLast.exec(bare) ?? []
  if (year !== '') {
    const [one, other] = [Number(a), Number(b)]
    if (one !== other && one <= 12 && other <= 12) return 'ambiguous'
    return one > 12
      ? { year: Number(year), month: other, day: one }
      : { year: Number(year), month: one, day: other }
  }
  const [, short = '', , month = '', day = ''] = shortYear.exec(bare) ?? []
  if (short === '') return 'notADay'
  // What is no month comes first only as a year.
  return Number(short) > 12
    ? { year: century(Number(short)), month: Number(month), day: Number(day) }
    : 'ambiguous'
}

/** 23 is 2023, 98 is 1998. */
function century(year: number) {
  if (year >= 100) return year
  return year < 70 ? 2000 + year : 1900 + year
}

function withoutTime(plain: string) {
  const time = timeOfDay.exec(plain)
  if (!time || anotherDay.test(time[0].replace(/:\d\d\.\d+/, ''))) return plain
  return plain.slice(0, time.index)
}

/** The second end of a range; `5日` or `5` is a day in the month of the first end. */
function readEnd(plain: string, left: DayParts | DayFault) {
  if (typeof left === 'string') return undefined
  const alone = /^(\d{1,2})[日号]?$/.exec(withoutTime(plain.replace(weekday, '')))
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
