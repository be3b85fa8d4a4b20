import chineseDays from 'chinese-days'
import type { Day } from './time'

/** A day of the lunar calendar (农历), its month and day as numbers and in words. */
export type LunarDay = { month: number; day: number; isLeap: boolean; words: string }

/**
 * The first day of a lunar month is shown as its month (正月), every other day as 初二 … 三十. Null before 1901 and
 * after 2099, which the package does not cover.
 */
export function lunarOf(day: Day): LunarDay | null {
  if (day < '1901-01-01' || day > '2099-12-31') return null
  const { lunarMon, lunarDay, isLeap, lunarMonCN, lunarDayCN } = chineseDays.getLunarDate(day)
  const month = isLeap && !lunarMonCN.startsWith('闰') ? `闰${lunarMonCN}` : lunarMonCN
  return { month: lunarMon, day: lunarDay, isLeap, words: lunarDay === 1 ? month : lunarDayCN }
}
