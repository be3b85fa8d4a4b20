import { type Day, dayOf, timeOf } from '@/lib/core/time'
import { between, type DayFault, parseDay } from './days.rules'
import { parseTime, type TimeFault } from './times.rules'

export type ParsedMoment =
  | { ok: true; day: Day; time: string | null }
  | { ok: false; reason: DayFault | TimeFault }

const dayFirst =
  /^(\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?|\d{8}(?!\d)|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}(?![./\d:]))(.*)$/s
const weekday = /^[\s,(]*(?:星期|周|礼拜)[一二三四五六日天][\s,)]*/
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/

/**
 * A day with a time as sheets and platforms write them: `2023-10-20 10:15`, `2023/10/20 上午 9:12:33`,
 * `2023年10月20日9时`, `2023-10-20T09:12:33+08:00`. A time that is written but not understood is faulty: it never
 * becomes midnight.
 */
export function parseMoment(text: string, year?: number): ParsedMoment {
  const plain = text.normalize('NFKC').trim()
  if (zoned.test(plain)) {
    const at = Date.parse(plain)
    if (!Number.isNaN(at)) return { ok: true, day: dayOf(at), time: timeOf(at) }
  }
  const [, dayPart, rest = ''] = dayFirst.exec(plain) ?? []
  const day = parseDay(dayPart?.replace(/\s/g, '') ?? plain, year)
  if (!day.ok) return day
  const timePart = rest.replace(weekday, '').replace(/^[\sT,]+/, '')
  if (timePart === '') return { ok: true, day: day.day, time: null }
  const time = parseTime(timePart)
  if (!time.ok) return { ok: false, reason: time.reason === 'empty' ? 'notATime' : time.reason }
  if (time.end !== null) return { ok: false, reason: 'notATime' }
  return { ok: true, day: day.day, time: time.start }
}

/**
 * The time or the span beside a day, `09:00` or `09:00-11:00`: of `2023-03-08 09:00`, `3月8日上午9时-11时`. Null where there
 * is none; midnight is what programs write for a day alone.
 */
export function timeBeside(text: string): string | null {
  if (!/\d\s*[:：时点]/.test(text)) return null
  const time = parseTime(text)
  if (!time.ok || (time.start === '00:00' && time.end === null)) return null
  return time.end === null ? time.start : `${time.start}-${time.end}`
}

const YEAR_UNKNOWN = 2000
const yearFirst = /^\s*(\d{4})\s*([-./年])/
const dayAhead = /^\s*(?:\d{4}\s*[-./年]\s*)?\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?/

/**
 * Both ends of a span in one cell: `2023年4月10日9:00至4月14日17:30`, `2023.1.1-2023.12.31`, `4月10日9:00-11:00`. The second
 * inherits year and day from the first. Null where the text is no span.
 */
export function endsOf(text: string): { from: string; to: string } | null {
  const plain = text.normalize('NFKC').replace(/^[自从由]|起(?=\s*[至到~—–-])|止$/g, '')
  // A month is its first day or its last one, as the end asks.
  const isMoment = (part: string) =>
    parseMoment(part, YEAR_UNKNOWN).ok || parseDay(part, YEAR_UNKNOWN, 'first').ok
  for (const sign of plain.matchAll(between)) {
    const from = plain.slice(0, sign.index).trim()
    const right = plain.slice(sign.index + sign[0].length).trim()
    if (!isMoment(from) || right === '') continue
    if (isMoment(right)) {
      const [, year = '', mark = ''] = yearFirst.exec(from) ?? []
      const isShort = year !== '' && !yearFirst.test(right)
      return { from, to: isShort ? `${year}${mark}${right}` : right }
    }
    const day = dayAhead.exec(from)?.[0] ?? ''
    if (day !== '' && isMoment(`${day} ${right}`)) return { from, to: `${day} ${right}` }
  }
  return null
}

/** The day of a moment, without its time; another text as it is. */
export function dayAlone(text: string): string {
  const plain = text.normalize('NFKC').trim()
  const read = parseMoment(plain, YEAR_UNKNOWN)
  return read.ok && read.time !== null ? (dayAhead.exec(plain)?.[0] ?? text) : text
}
