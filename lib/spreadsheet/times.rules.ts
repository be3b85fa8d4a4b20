import { between, figures } from './days.rules'

export const timeFaults = ['empty', 'notATime', 'impossible', 'backwards'] as const
export type TimeFault = (typeof timeFaults)[number]
/** Times of day as `HH:mm`. */
export type ParsedTime = { ok: true; start: string; end: string | null } | { ok: false; reason: TimeFault }

const dayBefore =
  /^\s*(?:\d{2,4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4})\s*[日号]?\s*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?[\sT]*/

/**
 * A time or a span of one day: `9:00`, `09：00`, `上午9时`, `下午3点半`, `14时30分`, `9:00-11:00`,
 * `下午2:30至4:00`. A day before it is passed over; seconds are left out.
 */
export function parseTime(text: string): ParsedTime {
  const plain = text
    .normalize('NFKC')
    .replace(dayBefore, '')
    .replace(/\+08:?00$/, '')
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(/[〇零一二三四五六七八九十]+(?=[时点分])/g, figures)
  if (plain === '') return { ok: false, reason: 'empty' }
  const whole = readTime(plain)
  if (whole) return inDay(whole.minutes) ?? { ok: true, start: clock(whole.minutes), end: null }
  for (const sign of plain.matchAll(between)) {
    const endText = plain.slice(sign.index + sign[0].length)
    const end = readTime(endText)
    // 9-11时: the word after the second time applies to both.
    const start = readTime(plain.slice(0, sign.index)) ?? (end && readTime(`${plain.slice(0, sign.index)}时`))
    if (!start || !end) continue
    // 下午2:30-4:00: the half of the day before the first time applies to both.
    const same = end.half === '' && start.half !== '' ? (readTime(start.half + endText) ?? end) : end
    const fault = inDay(start.minutes) ?? inDay(same.minutes)
    if (fault) return fault
    if (same.minutes <= start.minutes) return { ok: false, reason: 'backwards' }
    return { ok: true, start: clock(start.minutes), end: clock(same.minutes) }
  }
  return { ok: false, reason: 'notATime' }
}

const time =
  /^(?<half>上午|下午|中午|晚上|晚|早上|清晨|凌晨|傍晚)?(?<hour>\d{1,2})(?::(?<minute>\d\d)(?::\d\d(?:\.\d+)?)?|[时点](?:整|(?<half_hour>半)|(?<quarter>[一1三3])刻|(?<spoken>\d{1,2})分?)?)(?<english>am|pm)?$/i

function readTime(plain: string) {
  const groups = time.exec(plain)?.groups
  if (!groups) return undefined
  const { half = '', english = '' } = groups
  let hour = Number(groups.hour)
  const isLate = /下午|晚|傍晚/.test(half) || /pm/i.test(english)
  if ((isLate && hour < 12) || (half === '中午' && hour < 6)) hour += 12
  if ((half === '凌晨' || /am/i.test(english)) && hour === 12) hour = 0
  const quarter = groups.quarter && (/[一1]/.test(groups.quarter) ? 15 : 45)
  const minute = groups.half_hour ? 30 : Number(groups.minute ?? groups.spoken ?? (quarter || 0))
  return { half, minutes: minute > 59 ? Number.POSITIVE_INFINITY : hour * 60 + minute }
}

function inDay(minutes: number): ParsedTime | undefined {
  return minutes < 1440 ? undefined : { ok: false, reason: 'impossible' }
}

function clock(minutes: number) {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
