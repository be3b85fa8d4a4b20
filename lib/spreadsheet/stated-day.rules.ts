import type { Day } from '@/lib/core/time'
import { parseDay } from './days.rules'

/** A day of a list: as of which it says that it is, of its title, or on which somebody filled it in. */
export type Stated = { day: Day; by: 'asOf' | 'title' | 'filledIn' }

const DAY = '(20\\d\\d\\s*[年./-]\\s*\\d{1,2}(?:\\s*[月./-]\\s*\\d{1,2}\\s*[日号]?|\\s*月份?)?)'
const asOf = [
  new RegExp(`截\\s*[至止]\\s*(?:到|于)?\\s*(?:时间|日期)?\\s*[:：]?\\s*${DAY}`),
  new RegExp(`(?:以|按|自|从)?\\s*${DAY}\\s*(?:止|在[册岗职编]|为准|起|现状|时点)`),
]
// 花名册（2025.1）, 2025年1月花名册
const ofList = [
  new RegExp(`(?:名册|名单|通讯录|一览表?|统计表?|情况表?|信息表?|台账)\\s*[(]\\s*${DAY}\\s*[)]`),
  new RegExp(`^[^:：]*?${DAY}[^:：]{0,12}(?:名册|名单|通讯录|一览|统计表|情况表|信息表)`),
]
const filledIn = new RegExp(
  `(?:填[报表]|制表|更新|统计|编制|报送|上报|打印|导出)\\s*(?:时间|日期|于)?\\s*[:：]?\\s*${DAY}`,
)

/** The day that the lines above and below a list state, that as of which it is first; a month is its first day. */
export function statedDay(lines: readonly string[]): Stated | null {
  const plain = lines.map(each => each.normalize('NFKC'))
  for (const pattern of [...asOf, ...ofList, filledIn])
    for (const line of plain) {
      const text = pattern.exec(line)?.[1]?.replace(/\s/g, '')
      const read = text ? parseDay(text, undefined, 'first') : null
      if (!read?.ok) continue
      const by = pattern === filledIn ? 'filledIn' : ofList.includes(pattern) ? 'title' : 'asOf'
      return { day: read.day, by }
    }
  return null
}
