import { dayIn } from '@/lib/spreadsheet/day-said.rules'
import {
  areFigures,
  areNoDays,
  areNoTimes,
  areSerials,
  areTimes,
  areWords,
} from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { timeBeside } from '@/lib/spreadsheet/moments.rules'
import { cleanText } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import { activityHeads } from './activity-heads.sheet'
import { madeField } from './outreach/material.sheet'

/** 活动台账. */
export const activityColumns: Columns<string> = {
  columns: Object.entries(activityHeads).map(([field, heads]) => ({ field, heads })),
  required: [[['date'], ['startsOn']], 'title', 'form', 'host'],
  fillsDown: ['date', 'form', 'host'],
  beside: madeField,
  quiet: ['startsOn', 'endsOn'],
  figures: ['heads', 'attended', 'consultations', 'hours'],
  unfit: {
    code: areSerials,
    date: areTimes,
    start: areNoTimes,
    startsOn: areNoDays,
    endsOn: areNoDays,
    audience: areFigures,
    heads: areWords,
  },
}

/** The host of a ledger whose rows name none, as the lines above it say. */
export function hostOfSheet({ host, unit }: TitleFacts): Record<string, string> {
  const named = host ?? unit
  return named === undefined ? {} : { host: named }
}

/**
 * Day and time of a row as the columns for them say together: the time of a cell that holds both, 3月8日上午9时-11时, and the
 * days of 开始时间 and 结束时间 where they stand there.
 */
export function timeInDate(cells: Record<string, string>): Record<string, string> {
  const { startsOn = '', endsOn = '' } = cells
  const date = cells.date || dayPart(startsOn)
  const last = dayPart(endsOn)
  const isLonger = last !== '' && date !== '' && last !== dayPart(date) && dayPart(date) !== ''
  const start = cells.start || timeBeside(startsOn) || (date ? timeBeside(date) : null)
  const end = cells.end || timeBeside(endsOn)
  return {
    ...(date === (cells.date ?? '') && !isLonger
      ? {}
      : { date: isLonger ? `${dayPart(date)}至${last}` : date }),
    ...(start && start !== cells.start ? { start } : {}),
    ...(end && end !== cells.end ? { end } : {}),
  }
}

/** The day that a cell says, without its time; the whole where none is found. */
function dayPart(text: string): string {
  return (
    dayIn(text.replace(/(?<=[日号])(?=\d)/g, ' '))?.day ?? (/\d\s*[:：时点]/.test(text) ? '' : text.trim())
  )
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
