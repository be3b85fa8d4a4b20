import { type Day, isDay, lastOfMonth, yearOf } from '@/lib/core/time'
import { dayWords } from '@/lib/plan/papers/document.rules'

export function isWholeYear(from: Day, to: Day): boolean {
  return from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`
}

/** The span that the words of a mark mean within a report; null where they mean none. */
export function spanOf(words: string, within: { from: Day; to: Day }): { from: Day; to: Day } | null {
  const year = within.from.slice(0, 4)
  const months = (first: number, last: number) => ({
    from: `${year}-${two(first)}-01`,
    to: lastOfMonth(Number(year), last),
  })
  const named: Record<string, [number, number]> = {
    上半年: [1, 6],
    下半年: [7, 12],
    第一季度: [1, 3],
    第二季度: [4, 6],
    第三季度: [7, 9],
    第四季度: [10, 12],
    全年: [1, 12],
  }
  const found = Object.hasOwn(named, words) ? named[words] : undefined
  if (found) return months(...found)
  const [, month, last] = /^(\d{1,2})(?:[-至](\d{1,2}))?月$/.exec(words) ?? []
  if (month) {
    const [first, end] = [Number(month), Number(last ?? month)]
    return first >= 1 && end <= 12 && first <= end ? months(first, end) : null
  }
  const [from = '', to = ''] = words.split('至')
  return isDay(from) && isDay(to) && from <= to ? { from, to } : null
}

const two = (number: number) => String(number).padStart(2, '0')

/** 2023年, 2023年第一季度, 2023年宪法宣传周期间（12月1日至12月7日）, 2023年12月1日至2023年12月7日. */
export function spanWords(from: Day, to: Day, named: NamedSpan[] = []): string {
  const year = yearOf(from)
  if (isWholeYear(from, to)) return `${year}年`
  const quarter = ['01-01|03-31', '04-01|06-30', '07-01|09-30', '10-01|12-31'].indexOf(
    `${from.slice(5)}|${to.slice(5)}`,
  )
  if (yearOf(to) === year) {
    if (quarter >= 0) return `${year}年${['第一', '第二', '第三', '第四'][quarter]}季度`
    if (from.endsWith('01-01') && to.endsWith('06-30')) return `${year}年上半年`
    if (from.endsWith('07-01') && to.endsWith('12-31')) return `${year}年下半年`
  }
  const names = named.filter(each => each.fromDay === from && each.toDay === to).map(each => each.name)
  const days = from === to ? dayWords(from) : `${dayWords(from)}至${dayWords(to)}`
  return names.length > 0 ? `${year}年${names.join('、')}期间（${days.replaceAll(`${year}年`, '')}）` : days
}

/** A day, week or month of publicity in one year. */
export type NamedSpan = { name: string; fromDay: Day; toDay: Day }

/** The parts of a year that have a report of their own: its halves and quarters. */
export function spansOf(year: number): { from: Day; to: Day }[] {
  const names = ['上半年', '下半年', '第一季度', '第二季度', '第三季度', '第四季度']
  const within = { from: `${year}-01-01`, to: `${year}-12-31` }
  return names.flatMap(name => spanOf(name, within) ?? [])
}
