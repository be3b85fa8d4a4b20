import { areFigures, areNoTimes, areSerials, areTimes, areWords } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { timeBeside } from '@/lib/spreadsheet/moments.rules'
import { cleanText } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import { activityHeads } from './activity-heads.sheet'
import { madeField } from './outreach/material.sheet'

/** 活动台账. */
export const activityColumns: Columns<string> = {
  columns: Object.entries(activityHeads).map(([field, heads]) => ({ field, heads })),
  required: ['date', 'title', 'form', 'host'],
  fillsDown: ['date', 'form', 'host'],
  beside: madeField,
  figures: ['heads', 'attended', 'consultations', 'hours'],
  unfit: { code: areSerials, date: areTimes, start: areNoTimes, audience: areFigures, heads: areWords },
}

/** The host of a ledger whose rows name none, as the lines above it say. */
export function hostOfSheet({ host, unit }: TitleFacts): Record<string, string> {
  const named = host ?? unit
  return named === undefined ? {} : { host: named }
}

/** The time of a cell that holds day and time, as the start where no column says one: 3月8日上午9时-11时. */
export function timeInDate(cells: Record<string, string>): Record<string, string> {
  const time = cells.start || !cells.date ? null : timeBeside(cells.date)
  return time === null ? {} : { start: time }
}

export function splitList(text: string): string[] {
  return text
    .split(/[、，,;；\n]/)
    .map(cleanText)
    .filter(Boolean)
}

/** 八进 in the variants people write: 进社区, 法律进社区 and 社区 are the same target. */
export function readTargets(text: string, known: string[]): string[] {
  return splitList(text).map(word => {
    const bare = word.replace(/^法律/, '').replace(/^进/, '')
    return known.find(each => each.replace(/^进/, '') === bare) ?? `进${bare}`
  })
}
