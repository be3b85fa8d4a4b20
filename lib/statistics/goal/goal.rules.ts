import type { Rate } from '@/lib/core/rate'
import type { Day } from '@/lib/core/time'
import type { FigureCode } from '@/lib/statistics/rates/rate.rules'

/** The rates for which 反算 says what is still to be done; the others follow from no count of make-ups, completions or exams. */
export const goalCodes = [
  'participationRate',
  'onlineStudyRate',
  'fullParticipationRate',
  'examParticipationRate',
  'passRate',
  'passRateOfSat',
] as const
export type GoalCode = (typeof goalCodes)[number]

export function isGoalCode(code: FigureCode): code is GoalCode {
  return (goalCodes as readonly string[]).includes(code)
}

/** 100 %, in hundredths of a percent, so that every comparison is one of integers. */
const WHOLE = 10_000

/** 98, 98.5% or ９８％ in hundredths of a percent. A rate over 100 % is none. */
export function goalOf(
  text: string,
): { ok: true; goal: number } | { ok: false; reason: 'notAShare' | 'overWhole' } {
  const typed = text.normalize('NFKC').replace(/\s/g, '')
  if (!/^\d{1,6}(\.\d{1,2})?%?$/.test(typed)) return { ok: false, reason: 'notAShare' }
  const goal = Math.round(Number.parseFloat(typed) * 100)
  if (goal > WHOLE) return { ok: false, reason: 'overWhole' }
  // 0.98 is a share as a table holds it: no one means less than one percent.
  return goal < WHOLE / 100 ? { ok: false, reason: 'notAShare' } : { ok: true, goal }
}

/** The goal as it is typed: 98, 98.5. */
export function goalText(goal: number): string {
  return String(goal / 100)
}

/**
 * Something that can still be done. It adds one to the numerator, and `below` to the denominator: 1 where it is not counted
 * there yet (a leave set aside, an exam not sat in a rate of who sat). `acts`: how many make-ups, completions or exams it takes.
 */
export type Doable = { below: 0 | 1; acts: number }

export type Way<D extends Doable> = {
  isReached: boolean
  /** The fewest acts that reach the goal; where nothing does, all that can still be done. In the order given. */
  chosen: D[]
  acts: number
  /** The rate once they are done. */
  rate: Rate
}

/**
 * 反算: the fewest acts of those still possible with which the rate is at least the goal, unrounded. Of the same weight
 * those given first are taken. What leaves the denominator alone raises a rate more, but may take more acts: so every
 * number of the one kind is tried with the least number of the other.
 */
export function fewestToReach<D extends Doable>(now: Rate, doable: D[], goal: number): Way<D> {
  const cheapest = (below: 0 | 1) =>
    doable.filter(each => each.below === below).sort((a, b) => a.acts - b.acts)
  const [plain, both] = [cheapest(0), cheapest(1)]
  const [plainActs, bothActs] = [actsUpTo(plain), actsUpTo(both)]
  let best: { plain: number; both: number; acts: number } | null = null
  for (let done = 0; done <= plain.length; done++) {
    const rest = leastOfBoth(now, done, goal)
    if (rest > both.length) continue
    const acts = (plainActs[done] as number) + (bothActs[rest] as number)
    if (best === null || acts < best.acts) best = { plain: done, both: rest, acts }
  }
  const taken = new Set([
    ...plain.slice(0, best?.plain ?? plain.length),
    ...both.slice(0, best?.both ?? both.length),
  ])
  const chosen = doable.filter(each => taken.has(each))
  return {
    isReached: best !== null,
    chosen,
    acts: chosen.reduce((total, each) => total + each.acts, 0),
    rate: {
      numerator: now.numerator + chosen.length,
      denominator: now.denominator + chosen.filter(each => each.below === 1).length,
    },
  }
}

/** How many that add to both sides are needed beside `done` that add to the numerator alone. */
function leastOfBoth({ numerator, denominator }: Rate, done: number, goal: number): number {
  // With b of them the goal is reached where (numerator + done + b) × WHOLE ≥ (denominator + b) × goal.
  const lacking = denominator * goal - (numerator + done) * WHOLE
  // Of nobody required there is no rate.
  const least = denominator === 0 ? 1 : 0
  if (lacking <= 0) return least
  return goal === WHOLE ? Number.POSITIVE_INFINITY : Math.max(least, Math.ceil(lacking / (WHOLE - goal)))
}

function actsUpTo(doable: Doable[]): number[] {
  const sums = [0]
  for (const { acts } of doable) sums.push((sums.at(-1) as number) + acts)
  return sums
}

/** One thing of one person that is not done: a meeting to make up, an online study, an exam. */
export type Undone = {
  personId: number
  name: string
  unitId: number
  unitName: string
  kind: 'meeting' | 'online' | 'exam'
  /** The activity, or the exam. */
  id: number
  title: string
  day: Day
  /** The last day on which it can be done in time. */
  until: Day | null
  /** Whether that day is not past, and for an exam an attempt is left. */
  isOpen: boolean
  /** A make-up or a completion counts after its last day too, from its own day on. */
  isLate: boolean
  below: 0 | 1
  /** A leave set aside that falls into the denominator once its make-up day is past. */
  lapses: boolean
  sat: boolean
}

/** What one person has to do for it to count once in the rate: one thing, or for 个人完成率 all that the person lacks. */
export type Step = Doable & { undone: Undone[] }

/**
 * What can still be done for the rate: in time alone, or after the last day too. For 个人完成率 a person counts with all
 * of it, so one of whom something cannot be done any more is left out.
 */
export function stepsOf(code: GoalCode, undone: Undone[], isLateToo = false): Step[] {
  const isPossible = (each: Undone) => each.isOpen || (isLateToo && each.isLate)
  if (code !== 'fullParticipationRate')
    return undone.filter(isPossible).map(each => ({ below: each.below, acts: 1, undone: [each] }))
  const byPerson = groupsOf(undone, each => each.personId)
  return [...byPerson.values()]
    .filter(each => each.every(isPossible))
    .map(each => ({ below: 0, acts: each.length, undone: each }))
}

/**
 * What it takes once the leaves set aside have come due: those not made up are in the denominator then. The rate and the
 * things still possible as they are counted from that day on.
 */
export function whenDue(now: Rate, undone: Undone[]): { now: Rate; undone: Undone[] } {
  const lapsing = undone.filter(each => each.lapses).length
  return {
    now: { numerator: now.numerator, denominator: now.denominator + lapsing },
    undone: undone.map(each => (each.lapses ? { ...each, below: 0 } : each)),
  }
}

/** The rows by key, in the order in which each key comes first. */
export function groupsOf<Row, Key>(rows: Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
