import { type Day, lastOfMonth, monthsOf } from '@/lib/core/time'

/** When an item falls due: `times` in its whole span, or at the end of each of its months or quarters. */
export type ItemTime = { fromDay: Day; toDay: Day; every: 'once' | 'month' | 'quarter'; times: number }

/** One due time of an item: on the last day of the span. Several with the same span are numbered 1, 2 … */
export type Slot = { fromDay: Day; toDay: Day; number: number }

/** The due times of an item: in its months, its quarters, or over its whole span. */
export function slotsOf(item: ItemTime): Slot[] {
  const spans = spansOf(item)
  const each = timesEach(item, spans.length)
  return spans.flatMap(span => Array.from({ length: each }, (_, n) => ({ ...span, number: n + 1 })))
}

/** How often an item falls due between `from` and `to`, as of the end of `asOf`. */
export function dueBy(item: ItemTime, from: Day, to: Day, asOf: Day): number {
  const until = asOf < to ? asOf : to
  return slotsOf(item).filter(slot => slot.toDay >= from && slot.toDay <= until).length
}

/**
 * 次数 per month or quarter. 每月 with 12 means once a month, not twelve times: a number divisible by the number of
 * months is that of the whole span, any other number is per month.
 */
function timesEach({ every, times }: ItemTime, spans: number): number {
  return every !== 'once' && times >= spans && times % spans === 0 ? times / spans : times
}

/**
 * 次数 in the words of the plan and its table: `4` over a span, `每月1次`, `每季度2次`. The number per month or quarter
 * is shown, whether it was entered per period or for the whole year.
 */
export function timesWords(item: ItemTime): string {
  const each = timesEach(item, spansOf(item).length)
  return item.every === 'once' || each === 0 ? String(each) : `${EACH[item.every]}${each}次`
}

const EACH = { once: '', month: '每月', quarter: '每季度' }

/**
 * The inverse of `timesWords`: the number as `ItemTime` stores it; null where the text is no number, or speaks
 * of months where the time has none.
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

/** Converts 次数 when the time changes: once a month becomes once a quarter. */
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

/** An existing occurrence, with the day of its activity or exam, or the day on which it was recorded as done. */
export type Placed = Slot & { id: number; joinedDay: Day | null }

/**
 * The new occurrences of an item whose time changed: linked ones stay linked and move to the slot that holds
 * their day; undated ones stay only where they match a slot exactly; missing ones are added.
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
  // A linked occurrence that fits no slot keeps its span; where another one moved there, it is numbered after
  // that one.
  for (const each of joined.filter(one => !move.some(moved => moved.id === one.id))) {
    if (move.some(moved => startsAs(moved.slot, each))) {
      move.push({ id: each.id, slot: { ...each, number: each.number + wanted.length + 1 } })
    }
  }
  const undated = placed.filter(each => each.joinedDay === null)
  const remove = undated.filter(each => !take(one => isSame(one, each))).map(each => each.id)
  return { move, remove, add: free }
}

/** The occurrence for an activity on this day: the first open one whose span holds the day, else any open one. */
export function fittingOccurrence<T extends Slot>(open: T[], day: Day): T | undefined {
  const inOrder = [...open].sort((a, b) => a.toDay.localeCompare(b.toDay) || a.number - b.number)
  return inOrder.find(each => holds(each, day)) ?? inOrder[0]
}

/**
 * The times that deeds linked to none of them have done: each deed the first open one that holds its day, else the
 * earliest that had begun by then. One deed of March does no duty of the autumn.
 */
export function timesDone<T extends Slot>(open: T[], days: Day[]): Map<T, Day> {
  const done = new Map<T, Day>()
  for (const day of [...days].sort()) {
    const begun = open.filter(slot => !done.has(slot) && slot.fromDay <= day)
    const slot = fittingOccurrence(begun, day)
    if (slot) done.set(slot, day)
  }
  return done
}

export function holds(slot: { fromDay: Day; toDay: Day }, day: Day): boolean {
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
