import { dayIn } from '@/lib/spreadsheet/day-said.rules'
import { formDay, lastOf, withFigures } from '@/lib/spreadsheet/days.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'

/** Days known by name, of which offices make a table each. */
const named: [RegExp, string][] = [
  [/国家宪法日|宪法宣传日/, '12月4日'],
  [/国家安全(?:教育)?日/, '4月15日'],
  [/消费者权益(?:保护)?日/, '3月15日'],
  [/禁毒日/, '6月26日'],
  [/消防(?:宣传)?日/, '11月9日'],
]
/** A week or a month has no one day: the one for which it is held. */
const around: [RegExp, string][] = [
  [/宪法(?:宣传|学习宣传)?周/, '12月4日'],
  [/安全生产(?:宣传)?月/, '6月16日'],
]

/** 12.4宣传, “12·4”国家宪法日; 1.5万份, 2.0版 and 3.6% are no days. */
const short =
  /(?<![\d.])(1[0-2]|0?[1-9])[.·](3[01]|[12]\d|0?[1-9])(?![\d.]|\s*(?:万|亿|版|倍|%|元|级|小时|人|份|条))["”]?(?=.*(?:宣传|日|普法|活动|宪法))/

/**
 * The day of a ledger whose rows have none, as its title says it, else the name of its file: a day or a month as it
 * stands there. Of a quarter, half a year or a year the last day is only proposed.
 */
export function dayOfLedger({ headline, day, stem, year }: TitleFacts): { day?: string; proposed?: string } {
  for (const text of [headline, stem]) {
    if (!text) continue
    const plain = withFigures(text.normalize('NFKC')).replace(/\s+/g, '')
    // 2024年12.4 is as good as 2024年12月4日.
    const said = (dayIn(plain)?.day ?? dayNamed(plain, named))?.replace(/^(20\d\d年\d+)\.(\d+)$/, '$1月$2日')
    if (said) return { day: said }
    const [, shortMonth, shortDay] = short.exec(plain) ?? []
    if (shortMonth && shortDay) return { day: `${Number(shortMonth)}月${Number(shortDay)}日` }
    const [, month] = /(?<!\d)(1[0-2]|0?[1-9])月(?:份)?(?!\d)/.exec(plain) ?? []
    const isOne = !/[-—~～至到、]\s*(?:1[0-2]|0?[1-9])月/.test(plain)
    if (month && isOne && !dayNamed(plain, around)) return { day: `${Number(month)}月` }
    const proposed = dayNamed(plain, around) ?? endIn(plain, year)
    if (proposed) return { proposed }
  }
  return day === undefined ? {} : { proposed: day }
}

const dayNamed = (text: string, days: [RegExp, string][]) => days.find(([words]) => words.test(text))?.[1]

/** The last day of the quarter, half year or year that a text names. */
function endIn(text: string, titled: number | undefined): string | undefined {
  const year = Number(/(?<!\d)(20\d\d)(?!\d)/.exec(text)?.[1]) || titled
  const quarter = /(?:第)?([一二三四1-4])季度?/.exec(text)?.[1]
  const number = quarter ? '一二三四'.indexOf(quarter) + 1 || Number(quarter) : 0
  const month = number > 0 ? number * 3 : /上半年/.test(text) ? 6 : /下半年|全年|年度|年/.test(text) ? 12 : 0
  if (month === 0) return undefined
  return year ? formDay(year, month, lastOf(year, month)) : `${month}月${lastOf(2000, month)}日`
}
