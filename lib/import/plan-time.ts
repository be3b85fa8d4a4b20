import { addDays, type Day } from '@/lib/time/rules'
import { type DayFault, dayText, figures, formDay, lastOf, parseDay, parseDayRange } from './days'

export type PlanTime = { kind: 'monthly' | 'quarterly' | 'halfYearly' | 'once'; fromDay: Day; toDay: Day }
export type ParsedPlanTime = ({ ok: true } & PlanTime) | { ok: false; reason: DayFault }

type Span = { fromDay: Day; toDay: Day }

const rhythms = [
  [/每(?:个|1)?月|按月|逐月|月月/, 'monthly'],
  [/每(?:个|1)?季度?|按季度?|逐季/, 'quarterly'],
  [/每半年/, 'halfYearly'],
] as const
const wholeYear = /^(?:全年|全年度|年内|本年度?|年度|常年|长期|贯穿全年|适时|择期|择机|待定)$/
// What says how or how often, not when.
const remarks =
  /\((?:[^()]*)\)|(?:至少|不少于|各)?[\d一二两三四五六]+次|(?:集中)?(?:开展|举办|组织|完成|进行|举行|召开)|期间|左右$|(?<=.)(?:适时|择期|择机)|份(?=$|[-‐-―~至到、,前])/g

/**
 * The time of a plan item: `3月`, `3-5月`, `3月至11月`, `每月`, `每季度`, `全年`, `上半年`, `第一季度`, `3月上旬`, `年底`,
 * `4月15日`, `12月4日前后` (three days to either side), `6月底前` (from the first of January on), and ranges of days.
 * `3-11月每月` is monthly within those months. Months that are listed (3月、9月) give the span from first to last.
 */
export function parsePlanTime(text: string, year?: number): ParsedPlanTime {
  let plain = dayText(text)
    .replace(/[一二三四](?=(?:[、至到和-]第?[一二三四])*季)/g, figures)
    .replace(/[以之]前/g, '前')
  if (plain === '') return { ok: false, reason: 'empty' }
  const named = /^(\d{4})年度?(?!\d{1,2}月\d{1,2}[日号]?$)/.exec(plain)
  const ofYear = named ? Number(named[1]) : year
  if (named) plain = plain.slice(named[0].length) || '全年'

  const rhythm = rhythms.find(([words]) => words.test(plain))
  if (rhythm) plain = plain.replace(rhythm[0], '')
  const when = plain.replace(remarks, '') || plain.replace(/[()]/g, '').replace(remarks, '')
  const kind = rhythm?.[1] ?? 'once'
  if (when === '' && rhythm) return spanOr(ofYear, yearSpan, kind)

  const days = parseDayRange(when.replace(/(?:前后|前)$/, ''), ofYear)
  if (days.ok) return { ok: true, kind, ...widened(days, when) }
  if (days.reason === 'impossible' || days.reason === 'backwards') return days
  // 每月5日, 每季度末: the rhythm is known, the day in it is found when the activity is dated.
  const span = spanOf(when) ?? (rhythm ? yearSpan : null)
  return span
    ? spanOr(ofYear, span, kind)
    : { ok: false, reason: days.reason === 'empty' ? 'notADay' : days.reason }
}

function spanOr(
  year: number | undefined,
  span: (year: number) => Span | null,
  kind: PlanTime['kind'],
): ParsedPlanTime {
  if (year === undefined) return { ok: false, reason: 'noYear' }
  const found = span(year)
  if (!found) return { ok: false, reason: 'impossible' }
  return found.toDay < found.fromDay ? { ok: false, reason: 'backwards' } : { ok: true, kind, ...found }
}

function widened({ fromDay, toDay }: Span, when: string): Span {
  if (when.endsWith('前后')) return { fromDay: addDays(fromDay, -3), toDay: addDays(toDay, 3) }
  if (when.endsWith('前')) return { fromDay: `${toDay.slice(0, 4)}-01-01`, toDay }
  return { fromDay, toDay }
}

const yearSpan = (year: number) => ({ fromDay: formDay(year, 1, 1), toDay: formDay(year, 12, 31) })

/** Words that mean months or parts of them; null from the inner function where a month does not exist. */
function spanOf(when: string): ((year: number) => Span | null) | null {
  if (wholeYear.test(when)) return yearSpan
  if (/前$/.test(when) && !/前后$/.test(when)) {
    const until = spanOf(when.slice(0, -1))
    // 12月前 is over before December; 12月底前 and 年底前 last until its end.
    const isOpen = /月前$/.test(when)
    return (
      until &&
      (year => {
        const span = until(year)
        return (
          span && { fromDay: formDay(year, 1, 1), toDay: isOpen ? addDays(span.fromDay, -1) : span.toDay }
        )
      })
    )
  }
  const word = when.replace(/前后$/, '')
  return halfYear(word) ?? quarters(word) ?? months(word)
}

function halfYear(word: string) {
  const found = {
    上半年: [1, 6],
    下半年: [7, 12],
    年初: [1, 1],
    年中: [6, 6],
    年底: [12, 12],
    年末: [12, 12],
  }[word]
  return found ? monthSpan(found[0], found[1]) : null
}

function quarters(word: string) {
  if (!word.includes('季')) return null
  const match = /^第?([1-4])(?:季度?)?(?:[-~至到、,和]第?([1-4]))?季度?$/.exec(word)
  if (!match) return null
  const first = Number(match[1])
  const last = Number(match[2] ?? match[1])
  return monthSpan(first * 3 - 2, last * 3)
}

const tenDays: Record<string, [number, number]> = { 上: [1, 10], 中: [11, 20], 下: [21, 31] }

/** `3月`, `3-5月`, `3月中下旬`, `3月底`, `9月、11月`, `2023-03`, and spans of them: `3月上旬至4月底`. */
function months(word: string) {
  const ends = word.split(/[-‐-―−─~至到、,和及]/).filter(Boolean)
  if (ends.length === 0) return null
  // 3-5月 names the months once; a column headed 月份 holds 3 or 3-5 alone.
  const found = ends.map(monthEnd)
  const first = found[0]
  const last = found.at(-1)
  if (!first || !last || found.includes(null)) return isoMonth(word)
  return (year: number) => {
    if (found.some(end => end && (end.month < 1 || end.month > 12))) return null
    return {
      fromDay: formDay(year, first.month, first.from),
      toDay: formDay(year, last.month, Math.min(last.to, lastOf(year, last.month))),
    }
  }
}

function monthEnd(text: string) {
  const match = /^(\d{1,2})月?(?:([上中下]+)旬|(底|末)|(初))?$/.exec(text)
  if (!match) return null
  const [, month, part = '', end, start] = match
  const from = tenDays[part[0] ?? '']?.[0] ?? (end ? 21 : 1)
  const to = tenDays[part.at(-1) ?? '']?.[1] ?? (start ? 10 : 31)
  return { month: Number(month), from, to }
}

/** A cell that shows a month only: `2023-03`. */
function isoMonth(word: string) {
  const first = parseDay(word, undefined, 'first')
  const last = parseDay(word, undefined, 'last')
  return first.ok && last.ok ? () => ({ fromDay: first.day, toDay: last.day }) : null
}

function monthSpan(first = 1, last = 12) {
  return (year: number) => ({
    fromDay: formDay(year, first, 1),
    toDay: formDay(year, last, lastOf(year, last)),
  })
}
