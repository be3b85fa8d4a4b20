import { officeDay } from '@/lib/core/holidays'
import { addDays, type Day, daysBetween, lastOfMonth, monthsOf, weekdayOf } from '@/lib/core/time'
import type { Slot } from '@/lib/plan/occurrences/occurrence.rules'
import { type Proposal, proposeDay, type Wishes } from '@/lib/plan/plan.rules'

/**
 * How a day is found in its month or quarter. `nth` counts from the first day of the span, -1 is the last; a
 * date that is no working day moves to the `next` or the `previous` working day.
 */
export type Recurrence =
  | { kind: 'weekday'; nth: number; weekday: number }
  | { kind: 'workday'; nth: number }
  | { kind: 'date'; date: number; otherwise: 'next' | 'previous' }

const numerals = '一二三四五六日'
const nthWords: Record<string, number> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  fifth: 5,
  '5th': 5,
  last: -1,
}
const weekdayWords = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/**
 * 每月第二个星期三, 最后一个工作日, 每月15日（遇节假日顺延）, 每月15日或下一个工作日, 月底; in English `second Wednesday`, `last working day`, `15th
 * or the next working day`. Null where the words are no such rule.
 */
export function readRecurrence(words: string): Recurrence | null {
  const plain = words.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  return readChinese(plain.replace(/ /g, '')) ?? readEnglish(plain)
}

function readChinese(text: string): Recurrence | null {
  const weekday = /(?:第?([一二三四五1-5])个?|(最后)一?个?)(?:星期|周|礼拜)([一二三四五六日天1-7])/.exec(text)
  if (weekday) {
    const [, nth = '', last, day = ''] = weekday
    return {
      kind: 'weekday',
      nth: last ? -1 : numberOf(nth),
      weekday: day === '天' ? 7 : numberOf(day),
    }
  }
  const workday = /(?:第([一二三四五1-5])个|(最后)一?个?)工作日/.exec(text)
  const date = /(?<!\d)(?<!\d月)([1-9]|[12]\d|3[01])[日号]/.exec(text)
  // 15日或下一个工作日 is a date; 第一个工作日 alone a working day.
  if (date) {
    return {
      kind: 'date',
      date: Number(date[1]),
      otherwise: /提前|前一|上一|之前/.test(text) ? 'previous' : 'next',
    }
  }
  if (workday) return { kind: 'workday', nth: workday[2] ? -1 : numberOf(workday[1] ?? '') }
  return /(?:每月|每季度?|^)(?:月|季)?[底末]/.test(text) ? { kind: 'workday', nth: -1 } : null
}

function readEnglish(text: string): Recurrence | null {
  const [, nth = '', what = ''] =
    /\b(1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last) (working day|workday|\w+day)\b/.exec(
      text,
    ) ?? []
  const date = /\b([1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?! (?:working|\w+day))/.exec(text)
  if (date)
    return {
      kind: 'date',
      date: Number(date[1]),
      otherwise: /before|previous|earlier/.test(text) ? 'previous' : 'next',
    }
  const number = nthWords[nth]
  if (number === undefined) return null
  if (what.startsWith('work')) return { kind: 'workday', nth: number }
  const weekday = weekdayWords.indexOf(what) + 1
  return weekday > 0 ? { kind: 'weekday', nth: number, weekday } : null
}

function numberOf(figure: string): number {
  const at = numerals.indexOf(figure)
  return at < 0 ? Number(figure) : at + 1
}

/**
 * `movedFrom`: the day of the rule, where it is not a working day; `asideFrom`: the day that would have been
 * proposed, where it has a conflict.
 */
export type Dated = Proposal & { movedFrom: Day | null; asideFrom: Day | null }

/**
 * The day proposed for one occurrence: by the recurrence rule, in the first month of the span in which that day
 * is not past; without a rule or such a month the working day in the middle. Occurrences with the same span
 * (全年 4 次) divide it evenly, in order.
 */
export function proposalFor(slot: Slot, ofSpan: number, repeat: Recurrence | null, wishes: Wishes): Dated {
  const span = partOf(slot, ofSpan)
  const { notBefore } = wishes
  for (const named of repeat ? namedDays(repeat, span, wishes) : []) {
    const worked = workedOn(named, span, repeat?.kind === 'date' ? repeat.otherwise : 'next', wishes)
    if (worked && (!notBefore || worked >= notBefore)) {
      const day = freeFrom(worked, span, wishes)
      return {
        ...officeDay(day, wishes.corrections),
        day,
        isInside: true,
        movedFrom: worked === named ? null : named,
        asideFrom: day === worked ? null : worked,
      }
    }
  }
  const plain = proposeDay(span, { ...wishes, taken: undefined })
  const free = proposeDay(span, wishes)
  return { ...free, movedFrom: null, asideFrom: free.day === plain.day ? null : plain.day }
}

/** As `proposalFor`, for one of an item's occurrences, with the number that share its span. */
export function proposalAmong(times: Slot[], slot: Slot, repeat: Recurrence | null, wishes: Wishes): Dated {
  const ofSpan = times.filter(each => each.fromDay === slot.fromDay).length
  return proposalFor(slot, ofSpan, repeat, wishes)
}

type Span = { fromDay: Day; toDay: Day }

function partOf({ fromDay, toDay, number }: Slot, ofSpan: number): Slot {
  if (ofSpan < 2 || number > ofSpan) return { fromDay, toDay, number }
  const days = daysBetween(fromDay, toDay) + 1
  const cut = (part: number) => addDays(fromDay, Math.floor((days * part) / ofSpan))
  return { fromDay: cut(number - 1), toDay: addDays(cut(number), -1), number }
}

/** The day of the rule in each month of the span, holiday or not; "last" refers to the whole span. */
function namedDays(repeat: Recurrence, span: Span, wishes: Wishes): Day[] {
  const fits = (day: Day) =>
    repeat.kind === 'weekday' ? weekdayOf(day) === repeat.weekday : isWorked(day, wishes)
  if (repeat.kind !== 'date' && repeat.nth < 0) return daysOf(span).filter(fits).slice(-1)
  return monthsOf(span.fromDay, span.toDay)
    .map(month => {
      const last = lastOfMonth(Number(month.slice(0, 4)), Number(month.slice(5)))
      if (repeat.kind !== 'date')
        return daysOf({ fromDay: `${month}-01`, toDay: last }).filter(fits)[repeat.nth - 1]
      const day = `${month}-${String(repeat.date).padStart(2, '0')}`
      return day > last ? last : day
    })
    .filter(day => day !== undefined)
    .filter(day => day >= span.fromDay && day <= span.toDay)
}

/** The day itself where it is a working day or the event is public, else the nearest working day of the span. */
function workedOn(day: Day, span: Span, otherwise: 'next' | 'previous', wishes: Wishes): Day | null {
  if (wishes.isPublic || isWorked(day, wishes)) return day
  const days = daysOf(span).filter(each => isWorked(each, wishes))
  const after = days.find(each => each > day)
  const before = days.findLast(each => each < day)
  return (otherwise === 'next' ? (after ?? before) : (before ?? after)) ?? null
}

/** The next suitable day of the span without a conflict, else the one before it, else the day itself. */
function freeFrom(day: Day, span: Span, wishes: Wishes): Day {
  const { taken, isPublic, notBefore } = wishes
  if (!taken?.has(day)) return day
  const free = daysOf(span).filter(each => !taken.has(each) && (isPublic || isWorked(each, wishes)))
  const before = free.findLast(each => each < day && (!notBefore || each >= notBefore))
  return free.find(each => each > day) ?? before ?? day
}

function isWorked(day: Day, { corrections, swappedToo }: Wishes): boolean {
  const { kind } = officeDay(day, corrections)
  return kind === 'workday' || (swappedToo === true && kind === 'swapped')
}

function daysOf({ fromDay, toDay }: Span): Day[] {
  return Array.from({ length: daysBetween(fromDay, toDay) + 1 }, (_, n) => addDays(fromDay, n))
}
