import type { Rate } from '@/lib/core/rate'
import type { Day } from '@/lib/core/time'

export type ScoredItem = {
  id: number
  parentId: number | null
  content: string
  unitId: number
  unitName: string
  weight: number | null
  /** How often it falls due in the whole year, and how often by now. */
  times: number
  due: number
  heldOn: Day[]
}

/** 权重 × 完成/应完成, of one work point of a unit. */
export type ScoreLine = {
  itemId: number
  content: string
  weight: number
  done: number
  times: number
  /** Tenths of a point, whole: 66 is 6.6. */
  tenths: number
  isDue: boolean
}

export type UnitScore = {
  unitId: number
  unitName: string
  /** 满分: the sum of all weights, and of those that fall due later. */
  full: number
  later: number
  /** The sum of the lines' tenths, so that who adds up what is shown comes to what is shown. */
  tenths: number
  lines: ScoreLine[]
}

/** What the weights of a unit's points should add up to; what they do not is said, and nothing is converted. */
export const FULL_SCORE = 100

/** A point that is not due yet and not begun waits: it is neither lost nor won. */
export function standsAside({ isDue, done }: Pick<ScoreLine, 'isDue' | 'done'>): boolean {
  return !isDue && done === 0
}

/**
 * 要点得分 by unit: every weighed point that is not itself broken down counts weight × done ÷ times, done at most as
 * often as it falls due in the year.
 */
export function scoresOf(items: ScoredItem[], asOf: Day): UnitScore[] {
  const scores = new Map<number, UnitScore>()
  for (const item of counted(items)) {
    const line = lineOf(item, asOf)
    const score = scores.get(item.unitId) ?? {
      unitId: item.unitId,
      unitName: item.unitName,
      full: 0,
      later: 0,
      tenths: 0,
      lines: [],
    }
    score.full += line.weight
    score.tenths += line.tenths
    if (standsAside(line)) score.later += line.weight
    score.lines.push(line)
    scores.set(item.unitId, score)
  }
  return [...scores.values()]
}

type Weighed = Pick<ScoredItem, 'id' | 'parentId' | 'weight'>

/**
 * What no unit is scored by, and why: 已分解 points count by their parts alone, others have no weight. A head that has
 * none itself and is broken down is the usual case and no omission.
 */
export function uncounted<T extends Weighed>(items: T[]): { heads: T[]; unweighed: T[] } {
  const broken = brokenDown(items)
  return {
    heads: items.filter(item => broken.has(item.id)),
    unweighed: items.filter(item => !broken.has(item.id) && (item.weight ?? 0) === 0),
  }
}

function counted<T extends Weighed>(items: T[]): T[] {
  const broken = brokenDown(items)
  return items.filter(item => !broken.has(item.id) && (item.weight ?? 0) > 0)
}

function brokenDown(items: Weighed[]): Set<number | null> {
  return new Set(items.map(item => item.parentId))
}

/** How many parts a point has, and how many of them are done each time that they fall due. */
export function partsDone(
  items: { parentId: number | null; occurrences: { state: string }[] }[],
  pointId: number,
): { due: number; done: number } {
  const parts = items.filter(item => item.parentId === pointId)
  const isDone = ({ occurrences }: (typeof parts)[number]) =>
    occurrences.length > 0 && occurrences.every(each => each.state === 'held')
  return { due: parts.length, done: parts.filter(isDone).length }
}

/** The sum of weights of each unit over the points that count, those under `but` left out. */
export function weightsOf(
  items: (Weighed & Pick<ScoredItem, 'unitId'>)[],
  but: number | null = null,
): Map<number, number> {
  const sums = new Map<number, number>()
  for (const item of counted(items)) {
    if (but !== null && (item.id === but || item.parentId === but)) continue
    sums.set(item.unitId, (sums.get(item.unitId) ?? 0) + (item.weight ?? 0))
  }
  return sums
}

function lineOf({ id, content, weight, times, due, heldOn }: ScoredItem, asOf: Day): ScoreLine {
  const wanted = Math.max(times, 1)
  const done = Math.min(heldOn.filter(day => day <= asOf).length, wanted)
  const of = weight ?? 0
  return {
    itemId: id,
    content,
    weight: of,
    done,
    times: wanted,
    tenths: Math.floor((of * done * 10) / wanted),
    isDue: due > 0,
  }
}

/** The tenths as they are read: 66 is 6.6, 200 is 20. */
export function pointsText(tenths: number): string {
  return String(tenths / 10)
}

/** 得分率, for units whose weights differ in their sum. */
export function scoreRate({ tenths, full }: Pick<UnitScore, 'tenths' | 'full'>): Rate {
  return { numerator: tenths, denominator: full * 10 }
}

/** How the form of parts groups units: the plan's own, then those that are ticked all at once. */
export const kindShared = ['own', 'department', 'community', 'other'] as const
export type KindShared = (typeof kindShared)[number]

export function sharedAs(kind: string): KindShared {
  return kind === 'department' || kind === 'community' ? kind : 'other'
}

/** What the form starts from: the weight, deadline and evidence that most parts have; who has others shows them. */
export function commonOf(parts: { weight: number | null; timeWords: string; evidence: string | null }[]) {
  return {
    weight: mostOf(parts.map(part => part.weight)),
    time: mostOf(parts.map(part => part.timeWords)),
    evidence: mostOf(parts.map(part => part.evidence)),
  }
}

/** Of two that are equally frequent the first. */
function mostOf<T>(values: T[]): T | undefined {
  const count = (value: T) => values.filter(each => each === value).length
  return [...new Set(values)].sort((a, b) => count(b) - count(a))[0]
}

type Shared = {
  unitIds: number[]
  kinds: string[]
  weight: number | null
  time: string
  own: { unitId: number; weight: number | null; time: string }[]
}

/** What one unit is to have; `timeField` is where its deadline was typed. */
export type Sharing = { unitId: number; weight: number; time: string; timeField: string }
export type SharingFault = { reason: 'weightMissing' | 'timeMissing' | 'notTicked'; field: string }

/**
 * 分解 as it was filled in → one line for each unit that is to have a part: who is ticked, alone or by its kind, has
 * its own weight and deadline where they are typed, else those of all. What is typed beside a unit that is not ticked
 * and has no part would be lost, so it is a fault.
 */
export function sharingOf(
  given: Shared,
  units: { id: number; shownAs: KindShared }[],
  holding: Set<number>,
): { ok: true; parts: Sharing[] } | ({ ok: false } & SharingFault) {
  const parts: Sharing[] = []
  const ownOf = new Map(given.own.map(each => [each.unitId, each]))
  for (const { id, shownAs } of units) {
    const own = ownOf.get(id)
    if (!given.unitIds.includes(id) && !given.kinds.includes(shownAs)) {
      if (own && !holding.has(id)) return { ok: false, reason: 'notTicked', field: `weight-${id}` }
      continue
    }
    const weight = own?.weight ?? given.weight
    const time = own?.time || given.time
    if (weight === null) return { ok: false, reason: 'weightMissing', field: 'weight' }
    if (time === '') return { ok: false, reason: 'timeMissing', field: 'time' }
    parts.push({ unitId: id, weight, time, timeField: own?.time ? `time-${id}` : 'time' })
  }
  return { ok: true, parts }
}
