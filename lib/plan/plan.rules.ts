import { type Correction, type OfficeDay, officeDay } from '@/lib/core/holidays'
import { addDays, type Day, daysBetween, lastOfMonth, monthsOf } from '@/lib/core/time'

export const planKinds = ['officials', 'communities', 'workPoints'] as const
export type PlanKind = (typeof planKinds)[number]
export type PlanStatus = 'draft' | 'issued' | 'closed'

/** When an item falls due: `times` over its whole span, or at the end of each month or quarter of it. */
export type ItemTime = { fromDay: Day; toDay: Day; every: 'once' | 'month' | 'quarter'; times: number }

/** A time that an item falls due: at the last day of its span. Several of one span are numbered 1, 2 … */
export type Slot = { fromDay: Day; toDay: Day; number: number }

/** The times that an item falls due: in its months, its quarters, or over the whole of its span. */
export function slotsOf(item: ItemTime): Slot[] {
  const spans = spansOf(item)
  const each = timesEach(item, spans.length)
  return spans.flatMap(span => Array.from({ length: each }, (_, n) => ({ ...span, number: n + 1 })))
}

/** How often an item falls due from `from` to `to`, looked at at the end of `asOf`. */
export function dueBy(item: ItemTime, from: Day, to: Day, asOf: Day): number {
  const until = asOf < to ? asOf : to
  return slotsOf(item).filter(slot => slot.toDay >= from && slot.toDay <= until).length
}

/**
 * 次数 of one month or quarter. 每月 with 12 means once a month, not twelve times: a number that the months share
 * evenly is that of the whole span, any other that of each month.
 */
function timesEach({ every, times }: ItemTime, spans: number): number {
  return every !== 'once' && times >= spans && times % spans === 0 ? times / spans : times
}

/**
 * 次数 as the plan and its table say it: `4` over a span, `每月1次`, `每季度2次`. It is that of each month or quarter,
 * whether the plan was written with that number or with the year's.
 */
export function timesWords(item: ItemTime): string {
  const each = timesEach(item, spansOf(item).length)
  return item.every === 'once' || each === 0 ? String(each) : `${EACH[item.every]}${each}次`
}

const EACH = { once: '', month: '每月', quarter: '每季度' }

/**
 * The number that such words mean for a time, as `ItemTime` keeps it; null where they are no number, or speak of months
 * where the time has none.
 */
export function readTimes(text: string, time: Omit<ItemTime, 'times'>): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const found = /^(每月|每季度?)?(?:各|不少于|至少|≥)?(\d+)次?$/.exec(plain)
  if (!found) return null
  const [, each, number] = found
  if (!each) return Number(number)
  const isOf = time.every !== 'once' && EACH[time.every].startsWith(each)
  return isOf ? Number(number) * spansOf({ ...time, times: 1 }).length : null
}

/** The number that says as much for another time: once a month stays once a quarter. */
export function timesKept(before: ItemTime, time: Omit<ItemTime, 'times'>): number {
  const each = timesEach(before, spansOf(before).length)
  return before.every === time.every || each === 0
    ? before.times
    : each * spansOf({ ...time, times: 1 }).length
}

function spansOf({ fromDay, toDay, every }: ItemTime): { fromDay: Day; toDay: Day }[] {
  if (every === 'once') return [{ fromDay, toDay }]
  const size = every === 'month' ? 1 : 3
  return monthsOf(fromDay, toDay)
    .filter((month, n) => n === 0 || (monthNumber(month) - 1) % size === 0)
    .map((month, n) => {
      const number = monthNumber(month)
      const last = lastOfMonth(Number(month.slice(0, 4)), number + size - 1 - ((number - 1) % size))
      return { fromDay: n === 0 ? fromDay : `${month}-01`, toDay: last < toDay ? last : toDay }
    })
}

/** An occurrence as it stands, with the day of what was joined to it. */
export type Placed = Slot & { id: number; joinedDay: Day | null }

/**
 * What becomes of an item's occurrences when its time is another: what is joined stays joined and moves to the slot
 * that holds its day; undated ones stay only where they fit exactly; what is missing is added.
 */
export function rewritten(placed: Placed[], wanted: Slot[]) {
  const free = [...wanted]
  const take = (fits: (slot: Slot) => boolean): Slot | undefined => {
    const at = free.findIndex(fits)
    return at < 0 ? undefined : free.splice(at, 1)[0]
  }
  const move: { id: number; slot: Slot }[] = []
  const joined = placed.filter(each => each.joinedDay !== null)
  for (const each of joined) {
    const slot = take(one => holds(one, each.joinedDay ?? '')) ?? take(one => startsAs(one, each))
    if (slot && !isSame(slot, each)) move.push({ id: each.id, slot })
  }
  // One that fits nowhere keeps its place; where another moved there, it stands behind that one.
  for (const each of joined.filter(one => !move.some(moved => moved.id === one.id))) {
    if (move.some(moved => startsAs(moved.slot, each))) {
      move.push({ id: each.id, slot: { ...each, number: each.number + wanted.length + 1 } })
    }
  }
  const undated = placed.filter(each => each.joinedDay === null)
  const remove = undated.filter(each => !take(one => isSame(one, each))).map(each => each.id)
  return { move, remove, add: free }
}

/** The occurrence that an activity of this day becomes: the first open one whose span holds the day, else any open one. */
export function fittingOccurrence<T extends Slot>(open: T[], day: Day): T | undefined {
  const inOrder = [...open].sort((a, b) => a.toDay.localeCompare(b.toDay) || a.number - b.number)
  return inOrder.find(each => holds(each, day)) ?? inOrder[0]
}

export type Joined = { status: string; day: Day; lastDay: Day }

export const occurrenceStates = ['undated', 'scheduled', 'held', 'postponed', 'cancelled', 'missed'] as const
export type OccurrenceState = (typeof occurrenceStates)[number]

/**
 * 待定 · 已安排 · 已开展 · 延期 · 已取消 · 逾期未开展. An exam is held once its closing day is over; an activity once
 * somebody said so and its last day is over.
 */
export function occurrenceState(
  slot: { toDay: Day },
  { activity, exam, isDone }: { activity: Joined | null; exam: Joined | null; isDone: boolean },
  asOf: Day,
): OccurrenceState {
  if (activity && isHeld(activity, asOf)) return 'held'
  if (exam && isSat(exam, asOf)) return 'held'
  const status = activity?.status ?? exam?.status
  if (status === 'cancelled') return 'cancelled'
  if (status === 'postponed') return 'postponed'
  if (status) return 'scheduled'
  if (isDone) return 'held'
  return slot.toDay < asOf ? 'missed' : 'undated'
}

/** Held (已开展) by the end of `asOf`: said to be, and over. */
export function isHeld(activity: Joined, asOf: Day): boolean {
  return ['held', 'closed'].includes(activity.status) && activity.lastDay <= asOf
}

/** An exam counts from its closing day on. */
export function isSat(exam: Joined, asOf: Day): boolean {
  return exam.status === 'scheduled' && exam.lastDay <= asOf
}

/** The month (`YYYY-MM`) in which a time is shown over the year: of its day, else the one in which it falls due. */
export function monthShown(
  occurrence: { toDay: Day; activity: Joined | null; exam: Joined | null; state: OccurrenceState },
  doneOn: Day | null,
): string {
  const joined = occurrence.activity ?? occurrence.exam
  const done = occurrence.state === 'held' ? doneOn : null
  return (joined?.day ?? done ?? occurrence.toDay).slice(0, 7)
}

/** An item whose form is an exam is dated as one: with an opening, a closing and a pass mark. */
export function isExamForm(form: string): boolean {
  return form.endsWith('考试')
}

export type ItemHeld = ItemTime & { heldOn: Day[] }

/**
 * 计划完成率: over items the smaller of what was held in the span and what fell due in it (次), and beside it the
 * items wholly done of those that fell due (项).
 */
export function completionOf(items: ItemHeld[], from: Day, to: Day, asOf: Day) {
  const until = asOf < to ? asOf : to
  const counted = items.map(item => ({
    due: dueBy(item, from, to, asOf),
    held: item.heldOn.filter(day => day >= from && day <= until).length,
  }))
  const due = counted.filter(each => each.due > 0)
  return {
    times: {
      numerator: due.reduce((sum, each) => sum + Math.min(each.held, each.due), 0),
      denominator: due.reduce((sum, each) => sum + each.due, 0),
    },
    items: { numerator: due.filter(each => each.held >= each.due).length, denominator: due.length },
  }
}

export type Proposal = OfficeDay & { day: Day; isInside: boolean }

/** What a proposal has to look to. */
export type Wishes = {
  isPublic: boolean
  corrections: readonly Correction[]
  /** Nothing is proposed before this day where the span still reaches beyond it. */
  notBefore?: Day
  /** Days on which something stands in the way: another fitting day of the span is proposed where there is one. */
  taken?: ReadonlySet<Day>
  /** 调休 days on which the office works are proposed only if asked. */
  swappedToo?: boolean
}

/**
 * The day that the product proposes: for studies of officials the working day nearest to the middle of what is left
 * of the span, no holiday, weekend or 调休 day; for public events the middle itself, whatever day it is. Of a year
 * without published days only weekends are known. What is taken is stepped aside from while the span has another.
 * Where the span holds no working day, the nearest one outside.
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

/** A plan that was issued changes only with a reason, which its next revision keeps; a closed one not at all. */
export function decideChange(status: PlanStatus, reason: string): Decision<'planClosed' | 'reasonNeeded'> {
  if (status === 'closed') return { ok: false, reason: 'planClosed' }
  if (status === 'issued' && reason.trim() === '')
    return { ok: false, reason: 'reasonNeeded', field: 'reason' }
  return { ok: true }
}

/** An item goes only where nothing was joined to it and no other hangs on it. */
export function decideRemoval(item: { joined: number; hasParts: boolean }): Decision<'joined' | 'hasParts'> {
  if (item.joined > 0) return { ok: false, reason: 'joined' }
  return item.hasParts ? { ok: false, reason: 'hasParts' } : { ok: true }
}

export type Line<T> = { item: T; number: string; depth: number }

/** Items as the document numbers them: each point followed by its parts, 3 · 3.1 · 3.2. */
export function inOrder<T extends { id: number; parentId: number | null }>(items: T[]): Line<T>[] {
  const above = items.filter(item => !items.some(each => each.id === item.parentId))
  return above.flatMap((item, n) => [
    { item, number: `${n + 1}`, depth: 0 },
    ...items
      .filter(each => each.parentId === item.id)
      .map((part, at) => ({ item: part, number: `${n + 1}.${at + 1}`, depth: 1 })),
  ])
}

/** The order after one item took a step among those of the same point; at an end it stays. */
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

export type Decision<R extends string> = { ok: true } | { ok: false; reason: R; field?: string }

function holds(slot: { fromDay: Day; toDay: Day }, day: Day): boolean {
  return slot.fromDay <= day && day <= slot.toDay
}

function startsAs(a: Slot, b: Slot): boolean {
  return a.fromDay === b.fromDay && a.number === b.number
}

function isSame(a: Slot, b: Slot): boolean {
  return startsAs(a, b) && a.toDay === b.toDay
}

function monthNumber(month: string): number {
  return Number(month.slice(5, 7))
}
