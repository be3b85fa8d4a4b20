import { parseDay } from '../import/days'
import { parseTime } from '../import/times'
import { type Day, type Instant, instantOf, yearOf } from '../time/rules'

/** What a file writes where there is nothing to say: `--`. */
export function isNothing(text: string): boolean {
  return /^[-—–―~/\\]*$/.test(text.normalize('NFKC').trim())
}

const clock =
  /(?:上午|下午|中午|晚上|晚|早上|清晨|凌晨|傍晚|am|pm)?\s*\d{1,2}(?::\d\d(?::(?<seconds>\d\d)(?:\.\d+)?)?|[时点](?:\d{1,2}分?(?:(?<spoken>\d{1,2})秒)?|半)?)\s*(?:am|pm)?$/i

/**
 * `2023-03-15 08:58:21`, `2023/3/15 8:58`, `3月15日 下午2点`, `08:58` (of the activity's own day), or seconds since 1970
 * as interfaces give them. Undefined where it is none.
 */
export function readMoment(text: string, day: Day): Instant | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[T\s]+/g, ' ')
    .replace(/\s*\+08:?00$/, '')
    .trim()
  if (/^1\d{9}(?:\d{3})?$/.test(plain)) return Number(plain) * (plain.length === 10 ? 1000 : 1)
  const found = clock.exec(plain)
  if (!found) return undefined
  const time = parseTime(found[0].replace(/(?<=[时点分])\d{1,2}秒$/, ''))
  if (!time.ok || time.end !== null) return undefined
  const before = plain.slice(0, found.index).trim()
  const on = before === '' ? day : dayIn(before, yearOf(day))
  if (on === undefined) return undefined
  return instantOf(on, time.start) + Number(found.groups?.seconds ?? found.groups?.spoken ?? 0) * 1000
}

function dayIn(text: string, year: number): Day | undefined {
  const parsed = parseDay(text, year)
  return parsed.ok ? parsed.day : undefined
}

/** `1小时20分`, `80分钟`, `01:20:33`, `1:20` (hours and minutes), `95`, in milliseconds. Undefined where it is none. */
export function readMinutes(text: string, unit: 'minute' | 'second'): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const parts = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(plain)
  if (parts) {
    const [, hours, minutes, seconds = 0] = parts
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  }
  const bare = /^\d+(?:\.\d+)?$/.test(plain)
  if (bare) return Math.round(Number(plain) * (unit === 'second' ? 1000 : 60_000))
  const said =
    /^(?:(\d+(?:\.\d+)?)(?:个?小时|时|h|hr|hours?))?(?:(\d+(?:\.\d+)?)(?:分钟?|m|min|mins|minutes?))?(?:(\d+)(?:秒钟?|s|sec|seconds?))?$/.exec(
      plain,
    )
  if (!said || plain === '') return undefined
  const [, hours = 0, minutes = 0, seconds = 0] = said
  return Math.round(Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000)
}
