import { type Correction, officeDay } from '@/lib/core/holidays'
import { addDays, type Day } from '@/lib/core/time'
import { readRule, type Span, spanIn, wordsOfRule } from '@/lib/plan/items/yearly-rule.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'

/**
 * The office's working day nearest to a non-working day: of two equally near the earlier, as publicity comes
 * before its day; null where the day itself is a working day. In a year without published holidays only
 * weekends are known.
 */
export function nearestWorkday(day: Day, corrections: readonly Correction[]): Day | null {
  const works = (each: Day) => officeDay(each, corrections).kind === 'workday'
  if (works(day)) return null
  for (let away = 1; away < 15; away++)
    for (const each of [addDays(day, -away), addDays(day, away)]) if (works(each)) return each
  return null
}

type Row = {
  id: number
  rule: string
  name: string
  topic: string
  lead: string
  source: string
  confirmedAt: number | null
}
export type CampaignDay = Span & {
  id: number
  name: string
  topic: string
  lead: string
  source: string
  /** 年度主题: the motto of this year's day; '' where it was not given. */
  theme: string
  /** The rule in the office's words. */
  words: string
  /** False until the office has confirmed a row whose source is uncertain (待核实). */
  isSure: boolean
}

/** The themes of one year, by the id of the day. */
export type Themes = Record<string, string>

/** The rows of the table as days of a year, by their first day; a row that has no day in that year is left out. */
export function daysOfYear(rows: Row[], year: number, themes: Themes = {}): CampaignDay[] {
  return rows
    .flatMap(({ rule, confirmedAt, id, name, topic, lead, source }) => {
      const when = readRule(rule)
      const span = when && spanIn(when, year)
      if (!when || !span) return []
      const words = wordsOfRule(when)
      const theme = themes[id] ?? ''
      return [{ id, ...span, name, topic, lead, source, theme, words, isSure: confirmedAt !== null }]
    })
    .sort((a, b) => a.fromDay.localeCompare(b.fromDay) || b.toDay.localeCompare(a.toDay) || a.id - b.id)
}

/** Whether an item of a plan is for this day: it contains the day's name. */
export function isInPlan(name: string, content: string): boolean {
  return matchKey(content).includes(matchKey(name))
}
