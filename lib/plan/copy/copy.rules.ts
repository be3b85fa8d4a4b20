import { type Correction, type DayKind, isYearPublished, officeDay } from '@/lib/core/holidays'
import { addDays, type Day, daysBetween, weekdayOf, yearOf } from '@/lib/core/time'
import { nearestWorkday } from '@/lib/plan/campaigns/campaign.rules'
import { readTime, wordsOfTime } from '@/lib/plan/items/time-words.rules'
import type { ItemTime } from '@/lib/plan/occurrences/occurrence.rules'
import type { PlanKind } from '@/lib/plan/plan.rules'

export type CopiedTime = { timeWords: string } & Omit<ItemTime, 'times'>

/** Why an item has its new time; several reasons may follow each other. */
export type Reason =
  /** 3月, 每月, 第二季度, 5月第三个星期日: the words are valid in any year. */
  | { why: 'words' }
  /** 3月1日至11月30日: from the first day of a month to the last day of one. */
  | { why: 'wholeMonths' }
  /** A list of months and days, none of which was moved. */
  | { why: 'listed' }
  /** The user asked for the old date; for a study of officials on a day off, which day off it is. */
  | { why: 'asked' }
  | { why: 'keptOff'; day: Day; kind: DayKind; name: { zh: string; en: string } | null }
  /** A day of publicity keeps its date. */
  | { why: 'publicityDay'; name: string }
  /** 11月30日前, and every 完成时限. */
  | { why: 'deadline' }
  | { why: 'sameWeek'; week: number; weekday: number }
  /** 6月5日至20日: moved as a whole within its months; `days` includes both ends. */
  | { why: 'sameMonth'; days: number }
  /** The new year has no week 53. */
  | { why: 'lastWeek'; week: number }
  /** The day found is not a working day, so the nearest working day. */
  | { why: 'workday'; day: Day; kind: DayKind; name: { zh: string; en: string } | null }
  /** A public event may stay on a day off. */
  | { why: 'publicStays'; kind: DayKind; name: { zh: string; en: string } | null }
  /** The words can no longer be parsed: only the year was replaced. */
  | { why: 'unread' }

export type Copied = { from: CopiedTime; to: CopiedTime; reasons: Reason[]; isMoved: boolean }

type FixedDay = { fromDay: Day; toDay: Day; name: string }
export type Frame = {
  kind: PlanKind
  fromYear: number
  year: number
  corrections: readonly Correction[]
  /** 普法宣传节点 with the same date in every year, as days of `fromYear`. */
  fixedDays: readonly FixedDay[]
}

/**
 * The time of an item of last year's plan in the new year. Words that name months stay; a day of publicity and
 * a deadline keep their date; any other day goes to the same ISO 8601 week and weekday, and the study of
 * officials from a day off to the nearest working day (never a 调休 day). A span begins and ends in the same
 * months as before. In a year without published holidays only weekends are known.
 */
export function copiedTime(item: CopiedTime & { isPublic: boolean }, frame: Frame): Copied {
  const { timeWords, fromDay, toDay, every, isPublic } = item
  const from = { timeWords, fromDay, toDay, every }
  const named = timeWords.replaceAll(String(frame.fromYear), String(frame.year))
  const parts = every === 'once' && saysDay(timeWords) ? daysIn(item, frame.fromYear) : null
  const copies = parts?.map(part => copiedPart(part, isPublic, frame))
  const words = copies?.map(each => each.words).join('、') ?? named
  const reasons = distinct(copies?.flatMap(each => each.reasons) ?? [whyKept(item, frame)])
  const read = readTime(words, frame.year, { isDeadline: frame.kind === 'workPoints' })
  if (!read)
    return { from, to: { ...from, ...shifted(from, frame) }, reasons: [{ why: 'unread' }], isMoved: true }
  const to = { timeWords: words, fromDay: read.fromDay, toDay: read.toDay, every: read.every }
  const isSameDate = (a: Day, b: Day) => a.slice(5) === b.slice(5)
  const isMoved = copies !== undefined && !(isSameDate(fromDay, to.fromDay) && isSameDate(toDay, to.toDay))
  return { from, to, reasons, isMoved }
}

function whyKept({ timeWords, every }: CopiedTime, { fromYear }: Frame): Reason {
  if (every !== 'once' || !saysDay(timeWords)) return { why: 'words' }
  return saysMonths(timeWords, fromYear) ? { why: 'wholeMonths' } : { why: 'listed' }
}

/** 保持原日期: the same date in the new year; for the study of officials with a warning where that is a day off. */
export function keptTime(item: CopiedTime & { isPublic: boolean }, frame: Frame): Copied {
  const { timeWords, fromDay, toDay, every, isPublic } = item
  const from = { timeWords, fromDay, toDay, every }
  const words = timeWords.replaceAll(String(frame.fromYear), String(frame.year))
  const read = readTime(words, frame.year, { isDeadline: frame.kind === 'workPoints' })
  if (!read) return copiedTime(item, frame)
  const off = isPublic || frame.kind === 'workPoints' ? [] : offDays([read.fromDay, read.toDay], frame)
  const to = { timeWords: words, fromDay: read.fromDay, toDay: read.toDay, every: read.every }
  return { from, to, reasons: [{ why: 'asked' }, ...off], isMoved: false }
}

function offDays(days: Day[], { corrections }: Frame): Reason[] {
  return [...new Set(days)].flatMap((day): Reason[] => {
    const { kind, name } = officeDay(day, corrections)
    return kind === 'workday' ? [] : [{ why: 'keptOff', day, kind, name }]
  })
}

/** The content of an item with the new year in it: 2023年度网上学法考试 → 2024年度…; 学习2023年修订的公司法 stays. */
export function copiedContent(content: string, fromYear: number, year: number): string {
  return content
    .replaceAll(`${fromYear}年度`, `${year}年度`)
    .replace(new RegExp(`^${fromYear}(?=年)`), String(year))
}

/** The title with the new year in it: 2023年度 → 2024年度. */
export function copiedTitle(title: string, fromYear: number, year: number): string {
  return title.replaceAll(String(fromYear), String(year))
}

type Part = { words: string; fromDay: Day; toDay: Day; around: '' | '前后' | '左右' }

// A date: 4月15日, 4.15, 2023-4-15. 每月15日 is a recurrence and was handled before.
function saysDay(words: string): boolean {
  return /\d\s*[日号]|\d\s*[./·・-]\s*\d{1,2}(?!\s*月)/.test(words.normalize('NFKC'))
}

/** The dates in the words, each item of a list separately; null where a part is no date, as in 3月、6月26日. */
function daysIn({ timeWords, fromDay, toDay }: CopiedTime, year: number): Part[] | null {
  const partOf = (words: string, span: { fromDay: Day; toDay: Day } | null): Part | null => {
    const around = /(前后|左右)\s*$/.exec(words)?.[1] ?? ''
    const bare = around ? readTime(words.replace(/(前后|左右)\s*$/, ''), year) : span
    return bare && { words, fromDay: bare.fromDay, toDay: bare.toDay, around: around as Part['around'] }
  }
  const listed = timeWords.split(/[、,，]/).filter(Boolean)
  const parts = listed.map(words => (saysDay(words) ? partOf(words, readTime(words, year)) : null))
  if (parts.length > 1 && parts.every(part => part !== null)) return parts
  // 3月、6月26日: an item that is no date must not become one.
  if (/[、,，]/.test(timeWords.replace(/[（(【[].*?[）)】\]]/g, ''))) return null
  // 3月1日至11月30日 means whole months.
  if (saysMonths(timeWords, year)) return null
  const whole = partOf(timeWords, { fromDay, toDay })
  return whole && [whole]
}

function saysMonths(words: string, year: number): boolean {
  const span = /前\s*$/.test(words) ? null : readTime(words, year)
  return Boolean(
    span?.fromDay.endsWith('-01') && addDays(span.toDay, 1).endsWith('-01') && span.fromDay !== span.toDay,
  )
}

function copiedPart(part: Part, isPublic: boolean, frame: Frame): { words: string; reasons: Reason[] } {
  const { kind, fromYear, year, fixedDays } = frame
  if (kind === 'workPoints' || /[之以]?前\s*$/.test(part.words))
    return { words: part.words.replaceAll(String(fromYear), String(year)), reasons: [{ why: 'deadline' }] }
  const fixed = fixedDays.find(each => each.fromDay === part.fromDay && each.toDay === part.toDay)
  if (fixed) return onFixedDay(part, fixed.name, isPublic, frame)
  if (part.fromDay !== part.toDay) return copiedSpan(part, isPublic, frame)
  const found = sameWeekday(part.fromDay, fromYear, year)
  const reasons: Reason[] = [
    { why: 'sameWeek', week: found.week, weekday: weekdayOf(found.day) },
    ...(found.isLast ? [{ why: 'lastWeek', week: found.week } as const] : []),
  ]
  const { day, reason } = onWorkday(found.day, isPublic, frame)
  if (reason) reasons.push(reason)
  return { words: `${wordsOfTime({ fromDay: day, toDay: day, every: 'once' })}${part.around}`, reasons }
}

/** Moves a whole span: same length, same months, on the same weekday where possible. */
function copiedSpan(part: Part, isPublic: boolean, frame: Frame): { words: string; reasons: Reason[] } {
  const { fromDay, toDay } = shiftedSpan(part, isPublic, frame)
  return {
    words: `${wordsOfTime({ fromDay, toDay, every: 'once' })}${part.around}`,
    reasons: [{ why: 'sameMonth', days: daysBetween(fromDay, toDay) + 1 }],
  }
}

/** Where an end was a working day of officials, it stays one if a shift within the months allows it. */
function shiftedSpan(
  { fromDay, toDay }: Part,
  isPublic: boolean,
  { fromYear, year, corrections }: Frame,
): Pick<Part, 'fromDay' | 'toDay'> {
  const length = daysBetween(fromDay, toDay)
  const spanFrom = (day: Day) => ({ fromDay: day, toDay: addDays(day, length) })
  const isWork = (day: Day) => officeDay(day, corrections).kind === 'workday'
  const isIn = (span: Pick<Part, 'fromDay' | 'toDay'>) =>
    span.fromDay.startsWith(`${year}${fromDay.slice(4, 7)}`) &&
    span.toDay.startsWith(`${year}${toDay.slice(4, 7)}`)
  const works = (span: Pick<Part, 'fromDay' | 'toDay'>) =>
    isPublic || ((!isWork(fromDay) || isWork(span.fromDay)) && (!isWork(toDay) || isWork(span.toDay)))
  const { day: same } = sameWeekday(fromDay, fromYear, year)
  const onWeekday = [same, addDays(same, -7), addDays(same, 7)].map(spanFrom)
  const near = Array.from({ length: 31 }, (_, away) => [addDays(same, -away), addDays(same, away)])
    .flat()
    .map(spanFrom)
  const within = [...onWeekday, ...near].filter(isIn)
  const dated = (day: Day) => `${year}${day.slice(4)}`.replace('-02-29', '-02-28')
  return within.find(works) ?? within[0] ?? { fromDay: dated(fromDay), toDay: dated(toDay) }
}

/** A day of publicity keeps its date; the study of officials on it still avoids a day off. */
function onFixedDay(part: Part, name: string, isPublic: boolean, frame: Frame) {
  const words = part.words.replaceAll(String(frame.fromYear), String(frame.year))
  const reasons: Reason[] = [{ why: 'publicityDay', name }]
  const date = `${frame.year}${part.fromDay.slice(4)}`
  if (part.fromDay !== part.toDay || part.around !== '') return { words, reasons }
  const { day, reason } = onWorkday(date, isPublic, frame)
  if (reason) reasons.push(reason)
  return { words: day === date ? words : wordsOfTime({ fromDay: day, toDay: day, every: 'once' }), reasons }
}

function onWorkday(day: Day, isPublic: boolean, { corrections, year }: Frame): { day: Day; reason?: Reason } {
  const { kind, name } = officeDay(day, corrections)
  if (kind === 'workday') return { day }
  if (isPublic) return { day, reason: { why: 'publicStays', kind, name } }
  const near = nearestWorkday(day, corrections)
  // The nearest working day may lie outside the year, as before 1 January.
  const inYear = near && yearOf(near) === year ? near : firstWorkdayFrom(day, year, corrections)
  return { day: inYear, reason: { why: 'workday', day, kind, name } }
}

function firstWorkdayFrom(day: Day, year: number, corrections: readonly Correction[]): Day {
  const step = day <= `${year}-06-30` ? 1 : -1
  for (let at = day; yearOf(at) === year; at = addDays(at, step))
    if (officeDay(at, corrections).kind === 'workday') return at
  return day
}

/**
 * The day of the new year in the same ISO 8601 week on the same weekday. Where the new year has no week 53,
 * week 52 is taken; a day that would fall outside the year is moved back into it by a week.
 */
export function sameWeekday(
  day: Day,
  fromYear: number,
  year: number,
): { day: Day; week: number; isLast: boolean } {
  const { year: ofWeek, week } = weekOf(day)
  const weekYear = year + (ofWeek - fromYear)
  const weeks = weekOf(`${weekYear}-12-28`).week
  const number = Math.min(week, weeks)
  const found = addDays(mondayOf(weekYear, number), weekdayOf(day) - 1)
  const inYear =
    found < `${year}-01-01` ? addDays(found, 7) : found > `${year}-12-31` ? addDays(found, -7) : found
  return { day: inYear, week: weekOf(inYear).week, isLast: week > weeks }
}

/** The ISO 8601 week of a day, and the year to which that week belongs. */
export function weekOf(day: Day): { year: number; week: number } {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const year = yearOf(thursday)
  return { year, week: Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1 }
}

function mondayOf(year: number, week: number): Day {
  const fourth = `${year}-01-04`
  return addDays(fourth, 1 - weekdayOf(fourth) + (week - 1) * 7)
}

/** Only the year changes; 29 February becomes the 28th. */
function shifted({ fromDay, toDay }: CopiedTime, { fromYear, year }: Frame) {
  const to = (day: Day) => {
    const of = yearOf(day) + year - fromYear
    const isLeapDay = day.endsWith('02-29') && new Date(Date.UTC(of, 1, 29)).getUTCMonth() !== 1
    return isLeapDay ? `${of}-02-28` : `${of}${day.slice(4)}`
  }
  return { fromDay: to(fromDay), toDay: to(toDay) }
}

function distinct(reasons: Reason[]): Reason[] {
  return [...new Map(reasons.map(each => [JSON.stringify(each), each])).values()]
}

/** Whether the holidays of the new year are published; otherwise the copy says 未公布. */
export function knowsDaysOff({ year, corrections }: Pick<Frame, 'year' | 'corrections'>): boolean {
  return isYearPublished(year, corrections)
}
