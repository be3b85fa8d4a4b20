import { type Day, dayOf, timeOf } from '@/lib/core/time'
import { type DayFault, parseDay } from './days.rules'
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
