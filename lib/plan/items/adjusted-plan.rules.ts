import type { Day } from '@/lib/core/time'
import type { ItemTime } from '@/lib/plan/occurrences/occurrence.rules'
import { matchKey } from '@/lib/spreadsheet/match.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import { readTime } from './time-words.rules'

const adjusting = /调整(?!后勤)|修订|变更|更新|修改|补充/
const part = /[上下]半年|第?[一二三四1-4]季度/

/** What part of the year the title of a plan, or the name of its file, says to be adjusted; `全年` where it says none. */
export function adjustedPart({ headline = '', stem = '' }: TitleFacts): Record<string, string> {
  const said = [headline, stem].map(each => each.normalize('NFKC').replace(/《[^》]*》/g, ''))
  if (!said.some(each => adjusting.test(each))) return {}
  return { adjusts: said.map(each => part.exec(each)?.[0]).find(Boolean) ?? '全年' }
}

type Span = { fromDay: Day; toDay: Day }
export type Planned = ItemTime & { timeWords: string; content: string; form: string }

/** The days of the plan that its rows set anew: those of the part that the title names, else from the first to the last. */
export function spanAdjusted(part: string, year: number, rows: readonly ItemTime[]): Span {
  const said = part === '全年' ? null : readTime(part, year)
  if (said) return said
  // 每月 and 全年 of a paper for some months say nothing of where it begins.
  const dated = rows.filter(each => !(each.fromDay.endsWith('-01-01') && each.toDay.endsWith('-12-31')))
  const of = dated.length > 0 ? dated : rows
  return {
    fromDay: of.map(each => each.fromDay).sort()[0] ?? `${year}-01-01`,
    toDay:
      of
        .map(each => each.toDay)
        .sort()
        .at(-1) ?? `${year}-12-31`,
  }
}

export function isWithinSpan(item: ItemTime, { fromDay, toDay }: Span): boolean {
  return item.fromDay >= fromDay && item.toDay <= toDay
}

/** The items that a row may take the place of, the likeliest first: of the same content, of a like one, of the same time. */
export function replaceable<I extends Planned>(row: Planned, items: readonly I[]): I[] {
  return items
    .map(item => ({ item, score: likeness(row, item) }))
    .filter(each => each.score > 0)
    .sort((a, b) => b.score - a.score)
    .map(each => each.item)
}

/** Of two texts so many of the shorter one's pairs of letters stand in both. */
const ALIKE = 0.6

function likeness(row: Planned, item: Planned): number {
  const [own, other] = [matchKey(row.content), matchKey(item.content)]
  const sameTime = row.fromDay === item.fromDay && row.toDay === item.toDay ? 2 : 0
  const overlaps = row.fromDay <= item.toDay && item.fromDay <= row.toDay ? 1 : 0
  const sameForm = matchKey(row.form) === matchKey(item.form) ? 1 : 0
  if (own === other) return 10 + sameTime + sameForm
  const [mine, its] = [pairsOf(own), pairsOf(other)]
  const shared = [...mine].filter(each => its.has(each)).length
  if (shared >= ALIKE * Math.min(mine.size, its.size) && shared > 1) return 5 + sameTime + sameForm
  return sameTime > 0 ? sameTime + sameForm : overlaps > 0 && sameForm > 0 ? 1 : 0
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
}
