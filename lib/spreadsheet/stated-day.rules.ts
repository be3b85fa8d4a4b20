import type { Day } from '@/lib/core/time'
import { parseDay } from './days.rules'

/** A day of a list: as of which it says that it is, of its title, on which somebody filled it in, or of its file's year. */
export type Stated = { day: Day; by: 'asOf' | 'title' | 'filledIn' | 'fileName' }

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
// 制表：阎永刚  2025年1月, with who filled it in before the day.
const signed =
  /(?:制表|填[报表]|编制|统计|审核|负责)(?:人|单位)?\s*[:：][^\d:：]{0,24}(?:(?:时间|日期)\s*[:：]\s*)?(20\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)/

/** The day that the lines above and below a list state, that as of which it is first; a month is its first day. */
export function statedDay(lines: readonly string[]): Stated | null {
  const plain = lines.map(each => each.normalize('NFKC'))
  for (const pattern of [...asOf, ...ofList, filledIn, signed])
    for (const line of plain) {
      const text = pattern.exec(line)?.[1]?.replace(/\s/g, '')
      const read = text ? parseDay(text, undefined, 'first') : null
      if (!read?.ok) continue
      const by = [filledIn, signed].includes(pattern)
        ? 'filledIn'
        : ofList.includes(pattern)
          ? 'title'
          : 'asOf'
      return { day: read.day, by }
    }
  return null
}
