import type { Rate } from '@/lib/core/rate'
import type { Day } from '@/lib/core/time'

export type ScoredItem = {
  id: number
  parentId: number | null
  content: string
  unitId: number
  unitName: string
  weight: number | null
  /** How often it falls due in the whole year, and how often until now. */
  times: number
  due: number
  heldOn: Day[]
}

/** 权重 × 完成/应完成, for one work point of a unit. */
export type ScoreLine = {
  itemId: number
  content: string
  weight: number
  done: number
  times: number
  /** Tenths of a score point, as an integer: 66 is 6.6. */
  tenths: number
  isDue: boolean
}

export type UnitScore = {
  unitId: number
  unitName: string
  /** 满分: the sum of all weights, and the part of it that falls due later. */
  full: number
  later: number
  /** The sum of the lines' rounded tenths, so that the lines shown add up to the total shown. */
  tenths: number
  lines: ScoreLine[]
}

/** The intended sum of a unit's weights; a different sum is reported, nothing is rescaled. */
export const FULL_SCORE = 100

/** A point neither due nor begun is left out: neither lost nor won. */
export function standsAside({ isDue, done }: Pick<ScoreLine, 'isDue' | 'done'>): boolean {
  return !isDue && done === 0
}

/**
 * 要点得分 by unit: every weighted point that is not itself broken down counts weight × done ÷ times, where `done`
 * is at most the number of due times in the year.
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
 * Points that count in no unit's score, and why: 已分解 points count only through their parts, others have no
 * weight. A point that is broken down and has no weight of its own is the normal case and not reported.
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

/** The number of parts of a point, and how many of them are done for every due time. */
export function partsDone(
  items: { parentId: number | null; occurrences: { state: string }[] }[],
  pointId: number,
): { due: number; done: number } {
  const parts = items.filter(item => item.parentId === pointId)
  const isDone = ({ occurrences }: (typeof parts)[number]) =>
    occurrences.length > 0 && occurrences.every(each => each.state === 'held')
  return { due: parts.length, done: parts.filter(isDone).length }
}

/** The sum of each unit's weights over the points that count, without those under `but`. */
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

/** Tenths as shown to the reader: 66 is 6.6, 200 is 20. */
export function pointsText(tenths: number): string {
  return String(tenths / 10)
}

/** 得分率, which compares units whose weights have different sums. */
export function scoreRate({ tenths, full }: Pick<UnitScore, 'tenths' | 'full'>): Rate {
  return { numerator: tenths, denominator: full * 10 }
}

/** The groups of units in the form of parts: the plan's own, then those that can be selected all at once. */
export const kindShared = ['own', 'department', 'community', 'other'] as const
export type KindShared = (typeof kindShared)[number]

export function sharedAs(kind: string): KindShared {
  return kind === 'department' || kind === 'community' ? kind : 'other'
}

/** Initial values of the form: the weight, deadline and proof of most parts; parts with other values show theirs. */
export function commonOf(parts: { weight: number | null; timeWords: string; evidence: string | null }[]) {
  return {
    weight: mostOf(parts.map(part => part.weight)),
    time: mostOf(parts.map(part => part.timeWords)),
    evidence: mostOf(parts.map(part => part.evidence)),
  }
}

/** The most frequent value; of equally frequent ones the first. */
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

/** The part for one unit; `timeField` is the form field of its deadline. */
export type Sharing = { unitId: number; weight: number; time: string; timeField: string }
export type SharingFault = { reason: 'weightMissing' | 'timeMissing' | 'notTicked'; field: string }

/**
 * The filled-in 分解 → one line for each selected unit (by itself or by its kind), with its own weight and
 * deadline where typed, else the common ones. A value typed beside an unselected unit without a part would be
 * lost, so it is a fault.
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
