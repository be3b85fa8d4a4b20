import type { Refused } from '@/lib/core/errors'
import { type Correction, type OfficeDay, officeDay } from '@/lib/core/holidays'
import { addDays, type Day, daysBetween, type Instant } from '@/lib/core/time'
import { isOver, type Timed } from '@/lib/organisation/audience/frozen.rules'
import { dueBy, holds, type ItemTime } from '@/lib/plan/occurrences/occurrence.rules'

export const planKinds = ['officials', 'communities', 'workPoints'] as const
export type PlanKind = (typeof planKinds)[number]
export type PlanStatus = 'draft' | 'issued' | 'closed'

export type Joined = { status: string; day: Day; lastDay: Day }
export type JoinedActivity = Joined & Timed

export const occurrenceStates = ['undated', 'scheduled', 'held', 'postponed', 'cancelled', 'missed'] as const
export type OccurrenceState = (typeof occurrenceStates)[number]

/**
 * 待定 · 已安排 · 已开展 · 延期 · 已取消 · 逾期未开展. An exam is held once its closing day is over; an activity once it is
 * marked as held and its last day is over.
 */
export function occurrenceState(
  slot: { toDay: Day },
  { activity, exam, isDone }: { activity: JoinedActivity | null; exam: Joined | null; isDone: boolean },
  { asOf, now }: Moment,
): OccurrenceState {
  if (activity && isHeld(activity, { asOf, now })) return 'held'
  if (exam && isSat(exam, asOf)) return 'held'
  if (isDone) return 'held'
  const status = activity?.status ?? exam?.status
  if (status === 'cancelled') return 'cancelled'
  if (status === 'postponed') return 'postponed'
  if (status) return 'scheduled'
  return slot.toDay < asOf ? 'missed' : 'undated'
}

/** The state at the end of `asOf`, as far as it has come by `now`. */
export type Moment = { asOf: Day; now: Instant }

/** 已开展 by the end of `asOf`: marked as held, and over. */
export function isHeld(activity: JoinedActivity, { asOf, now }: Moment): boolean {
  return ['held', 'closed'].includes(activity.status) && activity.lastDay <= asOf && isOver(activity, now)
}

/** An exam counts from its closing day on. */
export function isSat(exam: Joined, asOf: Day): boolean {
  return exam.status === 'scheduled' && exam.lastDay <= asOf
}

/**
 * The month (`YYYY-MM`) under which an occurrence is shown in the year: that of its day, else the one in which
 * it falls due.
 */
export function monthShown(occurrence: {
  toDay: Day
  activity: Joined | null
  exam: Joined | null
  heldOn: Day | null
}): string {
  const joined = occurrence.activity ?? occurrence.exam
  return (joined?.day ?? occurrence.heldOn ?? occurrence.toDay).slice(0, 7)
}

/** Whether an item is scheduled as an exam: with opening, closing and pass mark. */
export function isExamForm(form: string): boolean {
  return form.endsWith('考试')
}

export type ItemHeld = ItemTime & { heldOn: Day[] }

/**
 * 计划完成率 (次): summed over the items, the smaller of the number held in the span and the number due in it; beside
 * it (项) the number of items fully done among those that fell due.
 */
export function completionOf(items: ItemHeld[], from: Day, to: Day, asOf: Day) {
  const due = itemsDue(items, from, to, asOf)
  return {
    times: {
      numerator: due.reduce((sum, each) => sum + Math.min(each.held, each.due), 0),
      denominator: due.reduce((sum, each) => sum + each.due, 0),
    },
    items: { numerator: due.filter(each => each.held >= each.due).length, denominator: due.length },
  }
}

/** The items that fell due in the span, each with how often, and how often it was held in it. */
export function itemsDue<T extends ItemHeld>(items: T[], from: Day, to: Day, asOf: Day) {
  const until = asOf < to ? asOf : to
  return items
    .map(item => ({
      item,
      due: dueBy(item, from, to, asOf),
      held: item.heldOn.filter(day => day >= from && day <= until).length,
    }))
    .filter(each => each.due > 0)
}

export type Proposal = OfficeDay & { day: Day; isInside: boolean }

/** Constraints for a proposed day. */
export type Wishes = {
  isPublic: boolean
  corrections: readonly Correction[]
  /** No day before this one is proposed, unless the whole span lies before it. */
  notBefore?: Day
  /** Days with a conflict: another suitable day of the span is preferred where there is one. */
  taken?: ReadonlySet<Day>
  /** Whether 调休 days on which the office works may be proposed. */
  swappedToo?: boolean
}

/**
 * The day proposed at scheduling: for studies of officials the working day nearest to the middle of the
 * remaining span, never a holiday, weekend or 调休 day; for public events the middle itself, whatever day it is.
 * In a year without published holidays only weekends are known. Days in `taken` are avoided while the span has
 * another. Where the span has no working day, the nearest one outside it.
 */
export function proposeDay(slot: { fromDay: Day; toDay: Day }, wishes: Wishes): Proposal {
  const { isPublic, corrections, notBefore, swappedToo = false, taken } = wishes
  const from = notBefore && notBefore > slot.fromDay && notBefore <= slot.toDay ? notBefore : slot.fromDay
  const middle = addDays(from, Math.floor(daysBetween(from, slot.toDay) / 2))
  const proposal = (day: Day) => ({ ...officeDay(day, corrections), day, isInside: holds(slot, day) })
  const around = Array.from({ length: 60 }, (_, n) => addDays(middle, n % 2 ? (n + 1) / 2 : -n / 2))
  const fits = (day: Day) => {
    const { kind } = officeDay(day, corrections)
    return isPublic || kind === 'workday' || (swappedToo && kind === 'swapped')
  }
  const fitting = around.filter(day => day >= from && day <= slot.toDay && fits(day))
  const inside = fitting.find(day => !taken?.has(day)) ?? fitting[0]
  return proposal(inside ?? around.find(day => (!notBefore || day >= notBefore) && fits(day)) ?? middle)
}

/** An issued plan can be changed only with a reason, which its next revision stores; a closed one not at all. */
export function decideChange(status: PlanStatus, reason: string): Decision<'planClosed' | 'reasonNeeded'> {
  if (status === 'closed') return { ok: false, reason: 'planClosed' }
  if (status === 'issued' && reason.trim() === '')
    return { ok: false, reason: 'reasonNeeded', field: 'reason' }
  return { ok: true }
}

/** An item can be removed only while nothing is linked to it and it has no parts. */
export function decideRemoval(item: { joined: number; hasParts: boolean }): Decision<'joined' | 'hasParts'> {
  if (item.joined > 0) return { ok: false, reason: 'joined' }
  return item.hasParts ? { ok: false, reason: 'hasParts' } : { ok: true }
}

export type Line<T> = { item: T; number: string; depth: number }

/** Items with their numbers in the document: each point followed by its parts, 3 · 3.1 · 3.2. */
export function inOrder<T extends { id: number; parentId: number | null }>(items: T[]): Line<T>[] {
  const above = items.filter(item => !items.some(each => each.id === item.parentId))
  return above.flatMap((item, n) => [
    { item, number: `${n + 1}`, depth: 0 },
    ...items
      .filter(each => each.parentId === item.id)
      .map((part, at) => ({ item: part, number: `${n + 1}.${at + 1}`, depth: 1 })),
  ])
}

/** The order after moving one item a step among its siblings; at an end nothing changes. */
export function stepped(
  items: { id: number; parentId: number | null }[],
  id: number,
  step: 'up' | 'down',
): number[] {
  const order = items.map(item => item.id)
  const like = items
    .filter(item => item.parentId === items.find(each => each.id === id)?.parentId)
    .map(item => item.id)
  const other = like[like.indexOf(id) + (step === 'up' ? -1 : 1)]
  if (other === undefined) return order
  return order.map(each => (each === id ? other : each === other ? id : each))
}

export type Decision<R extends string> = { ok: true } | Refused<R>
