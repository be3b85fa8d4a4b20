import { slotsOf } from '@/lib/plan/occurrences/occurrence.rules'
import { readTime } from './time-words.rules'

type Period = { every: 'month' | 'quarter'; each: number }

const DIGITS = '〇一二三四五六七八九十'
const NUMBER = String.raw`(\d{1,3}|[一二两三四五六七八九十])`
const TIMES = `(?:不少于|至少|不低于|各|≥)?${NUMBER}[次场期]`

const PERIOD = /每个?(月|季度?)/
const AT_HEAD = /(?:^|[,;:。、])(?:坚持|做到|原则上)?每个?(月|季度?)/
const PERIOD_AND_NUMBER = new RegExp(`每个?(月|季度?)[^,;。]*?${TIMES}`)
const IN_THE_YEAR = new RegExp(`(?:全年|年内|每年|一年)[^,;。]*?${TIMES}`)

/**
 * How often a text says that something is due: 每季度开展法治宣传不少于1次, 每月排查矛盾纠纷. A period that only belongs to a name
 * (落实每月例会制度) says nothing.
 */
export function periodIn(text: string): Period | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const counted = PERIOD_AND_NUMBER.exec(plain)
  const found = counted ?? AT_HEAD.exec(plain)
  if (!found) return null
  return { every: found[1] === '月' ? 'month' : 'quarter', each: counted ? numberOf(counted[2]) : 1 }
}

/** 全年 n 次 in a text; null where it names no number, or 1. */
export function timesAYearIn(text: string): number | null {
  const found = IN_THE_YEAR.exec(text.normalize('NFKC').replace(/\s/g, ''))
  const times = found ? numberOf(found[1]) : 1
  return times > 1 ? times : null
}

function numberOf(text = ''): number {
  if (/^\d+$/.test(text)) return Number(text)
  return text === '两' ? 2 : Math.max(1, DIGITS.indexOf(text))
}

export type HowOften = { time: string; times: number | null }
type Said = { time: string; times: number | null; period: Period | null }

/**
 * The words of time that say how often as well: 12月31日 with 每季度1次 is 每季度（12月31日）, which falls due at the end of each
 * quarter. Words that name another period themselves, and a number typed beside them, stay.
 */
export function withPeriod(
  { time, times, period }: Said,
  year: number,
  options: { isDeadline?: boolean } = {},
): HowOften {
  const kept = { time, times }
  const read = readTime(time, year, options)
  if (!period || times !== null || !read || read.times !== undefined) return kept
  const name = period.every === 'month' ? '每月' : '每季度'
  const isWhole = read.fromDay === `${year}-01-01` && read.toDay === `${year}-12-31` && !/\d/.test(time)
  const words = read.every === period.every ? time : isWhole ? name : `${name}（${time}）`
  const again = readTime(words, year, options)
  if (read.every !== 'once' && words !== time) return kept
  if (again?.every !== period.every || again.toDay !== read.toDay) return kept
  const spans = slotsOf({ ...again, times: 1 }).length
  return { time: words, times: period.each === 1 ? null : period.each * spans }
}

/** A work point says how often in its own words, and its 完成时限 only until when. */
export function pointTime(
  { time, times, content }: { time: string; times: number | null; content: string },
  year: number,
): HowOften {
  const often = withPeriod({ time, times, period: periodIn(content) }, year, { isDeadline: true })
  if (often.time !== time || often.times !== null) return often
  const read = readTime(time, year, { isDeadline: true })
  return read?.every === 'once' && read.times === undefined
    ? { time, times: timesAYearIn(content) }
    : { time, times }
}

/** The period that 次数 names: 每季度1次. Null for a bare number. */
export function periodOfTimes(text: string): Period | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (!PERIOD.test(plain)) return null
  return periodIn(plain)
}
