import calendar from 'chinese-days'
import { addDays, type Day, isDay, lastOfMonth, weekdayOf } from '@/lib/core/time'

/** The yearly date of a day of publicity (普法宣传节点). Months 1–12, weekdays 1 Monday … 7 Sunday. */
export type When =
  | { kind: 'days'; from: MonthDay; to: MonthDay }
  | { kind: 'months'; from: number; to: number }
  /** The 1st to 4th given weekday of a month; `last`: the last one. */
  | { kind: 'nth'; month: number; nth: 1 | 2 | 3 | 4 | 'last'; weekday: number }
  | { kind: 'lunar'; month: number; day: number }

type MonthDay = { month: number; day: number }

export type Span = { fromDay: Day; toDay: Day }

const NUMBERS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

// 初一 … 初十 十一 … 二十 廿一 … 三十, indexed by the day.
const LUNAR_DAYS = Array.from({ length: 31 }, (_, day) => {
  if (day <= 10) return `初${NUMBERS[day]}`
  if (day % 10 === 0) return `${NUMBERS[day / 10]}十`
  return `${day < 20 ? '十' : '廿'}${NUMBERS[day % 10]}`
})

const WEEKDAYS = ['', '一', '二', '三', '四', '五', '六', '日']

/**
 * A rule as stored in the table: `04-15` a day, `12-01/12-07` a span of days, `05` a month, `01/02` months,
 * `09-w3-6` the third Saturday of September (`wL` the last), `L09-09` the ninth of the ninth lunar month; null
 * for anything else. Spans lie within one year.
 */
export function readRule(rule: string): When | null {
  const nth = /^(\d\d)-w([1-4L])-([1-7])$/.exec(rule)
  if (nth) {
    const month = monthIn(nth[1])
    const which = nth[2] === 'L' ? 'last' : (Number(nth[2]) as 1 | 2 | 3 | 4)
    return month ? { kind: 'nth', month, nth: which, weekday: Number(nth[3]) } : null
  }
  const lunar = /^L(\d\d)-(\d\d)$/.exec(rule)
  if (lunar) {
    const [month, day] = [monthIn(lunar[1]), Number(lunar[2])]
    return month && day >= 1 && day <= 30 ? { kind: 'lunar', month, day } : null
  }
  const [first = '', last = first, more] = rule.split('/')
  if (more !== undefined) return null
  const months = [monthIn(first), monthIn(last)] as const
  if (months[0] && months[1]) return ordered({ kind: 'months', from: months[0], to: months[1] })
  const [from, to] = [monthDayIn(first), monthDayIn(last)]
  return from && to ? ordered({ kind: 'days', from, to }) : null
}

/** The inverse of `readRule`. */
export function ruleOf(when: When): string {
  if (when.kind === 'nth')
    return `${two(when.month)}-w${when.nth === 'last' ? 'L' : when.nth}-${when.weekday}`
  if (when.kind === 'lunar') return `L${two(when.month)}-${two(when.day)}`
  const [from, to] =
    when.kind === 'months' ? [two(when.from), two(when.to)] : [codeOf(when.from), codeOf(when.to)]
  return from === to ? from : `${from}/${to}`
}

/**
 * Parses what a user types as a rule: `4月15日`, `12月1日至7日`, `3月22日-28日`, `5月`, `1-2月`, `5月第三个星期日`, `9月最后一个周六`,
 * `农历九月初九`, or the rule itself; null for anything else.
 */
export function ruleOfWords(words: string): string | null {
  const text = words
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[—–~～至到]+/g, '-')
    .replace(/[号號]/g, '日')
  const kept = readRule(text.toUpperCase().replace(/-W/, '-w'))
  if (kept) return ruleOf(kept)
  const when = lunarIn(text) ?? nthIn(text) ?? monthsIn(text) ?? daysIn(text)
  // Parsed again, to refuse what is no valid rule: 13月, 5月3日-1日.
  const read = when && readRule(ruleOf(when))
  return read ? ruleOf(read) : null
}

/** A rule in the office's words: `5月第三个星期日`. */
export function wordsOfRule(when: When): string {
  if (when.kind === 'lunar') return `农历${NUMBERS[when.month]}月${LUNAR_DAYS[when.day]}`
  if (when.kind === 'nth') {
    const which = when.nth === 'last' ? '最后一' : `第${NUMBERS[when.nth]}`
    return `${when.month}月${which}个星期${WEEKDAYS[when.weekday]}`
  }
  if (when.kind === 'months') return when.from === when.to ? `${when.from}月` : `${when.from}月至${when.to}月`
  const { from, to } = when
  const first = `${from.month}月${from.day}日`
  if (codeOf(from) === codeOf(to)) return first
  return from.month === to.month ? `${first}至${to.day}日` : `${first}至${to.month}月${to.day}日`
}

/** The days of a rule in a year; null where that year has none, such as 腊月三十 in some years. */
export function spanIn(when: When, year: number): Span | null {
  if (when.kind === 'days') return { fromDay: dayIn(year, when.from), toDay: dayIn(year, when.to) }
  if (when.kind === 'months')
    return { fromDay: `${year}-${two(when.from)}-01`, toDay: lastOfMonth(year, when.to) }
  const day = when.kind === 'nth' ? nthDay(when, year) : lunarDayIn(when, year)
  return day ? { fromDay: day, toDay: day } : null
}

function lunarIn(text: string): When | null {
  const found = /^(?:农历|阴历)([^月闰]+)月(.+?)日?$/.exec(text)
  if (!found) return null
  const [, month = '', day = ''] = found
  const number = { 正: 1, 冬: 11, 腊: 12 }[month] ?? numberIn(month)
  const written = LUNAR_DAYS.findIndex(each => each === day || each === `初${day}`)
  return { kind: 'lunar', month: number, day: written > 0 ? written : numberIn(day) }
}

function nthIn(text: string): When | null {
  const found =
    /^(\d{1,2})月份?的?(?:第([一二三四1-4])个?|(最后一?个?))(?:星期|周|礼拜)([一二三四五六日天1-7])$/.exec(
      text,
    )
  if (!found) return null
  const [, month, which = '', last, weekday = ''] = found
  return {
    kind: 'nth',
    month: Number(month),
    nth: last ? 'last' : (numberIn(which) as 1 | 2 | 3 | 4),
    weekday: '日天'.includes(weekday) ? 7 : numberIn(weekday),
  }
}

function monthsIn(text: string): When | null {
  const found = /^(?:(\d{1,2})月?-)?(\d{1,2})月份?$/.exec(text)
  return found && { kind: 'months', from: Number(found[1] ?? found[2]), to: Number(found[2]) }
}

function daysIn(text: string): When | null {
  const found = /^(\d{1,2})月(\d{1,2})日?(?:-(?:(\d{1,2})月)?(\d{1,2})日?)?$/.exec(text)
  if (!found) return null
  const from = { month: Number(found[1]), day: Number(found[2]) }
  const to = found[4] ? { month: Number(found[3] ?? found[1]), day: Number(found[4]) } : from
  return { kind: 'days', from, to }
}

function ordered(when: When & { kind: 'days' | 'months' }): When | null {
  const [from, to] =
    when.kind === 'months' ? [two(when.from), two(when.to)] : [codeOf(when.from), codeOf(when.to)]
  return from <= to ? when : null
}

function monthIn(text: string | undefined): number | null {
  const number = /^\d\d$/.test(text ?? '') ? Number(text) : 0
  return number >= 1 && number <= 12 ? number : null
}

// 29 February is refused: the day must exist in every year.
function monthDayIn(text: string): MonthDay | null {
  if (!/^\d\d-\d\d$/.test(text) || !isDay(`2023-${text}`)) return null
  return { month: Number(text.slice(0, 2)), day: Number(text.slice(3)) }
}

function dayIn(year: number, { month, day }: MonthDay): Day {
  return `${year}-${two(month)}-${two(day)}`
}

function codeOf({ month, day }: MonthDay): string {
  return `${two(month)}-${two(day)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function nthDay({ month, nth, weekday }: When & { kind: 'nth' }, year: number): Day {
  if (nth === 'last') {
    const last = lastOfMonth(year, month)
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
  }
  const first = `${year}-${two(month)}-01`
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7)
}

// The package's conversion from lunar to solar is off by one day west of Greenwich; its conversion from solar
// to lunar is correct, so the year is searched (at most 3 ms).
function lunarDayIn({ month, day }: When & { kind: 'lunar' }, year: number): Day | null {
  for (let at = `${year}-01-01`; at <= `${year}-12-31`; at = addDays(at, 1)) {
    const { lunarMon, lunarDay: of, isLeap } = calendar.getLunarDate(at)
    if (lunarMon === month && of === day && !isLeap) return at
  }
  return null
}

/** 三 or 3; NaN for anything else, which is no valid rule. */
function numberIn(text: string): number {
  return NUMBERS.includes(text) ? NUMBERS.indexOf(text) : Number(text)
}
