import type { Day } from '../time/rules'

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
  points: number
  isDue: boolean
}

export type UnitScore = {
  unitId: number
  unitName: string
  /** The sum of all weights, of those that fall due later, and what was reached. */
  full: number
  later: number
  points: number
  lines: ScoreLine[]
}

/**
 * 要点得分 by unit: every weighed point that is not itself broken down counts weight × done ÷ times, done at most as
 * often as it falls due in the year. A point that is not due yet and not begun waits: it is neither lost nor won.
 */
export function scoresOf(items: ScoredItem[], asOf: Day): UnitScore[] {
  const broken = new Set(items.map(item => item.parentId))
  const scores = new Map<number, UnitScore>()
  for (const item of items.filter(each => !broken.has(each.id) && (each.weight ?? 0) > 0)) {
    const line = lineOf(item, asOf)
    const score = scores.get(item.unitId) ?? {
      unitId: item.unitId,
      unitName: item.unitName,
      full: 0,
      later: 0,
      points: 0,
      lines: [],
    }
    score.full += line.weight
    score.points += line.points
    if (!line.isDue && line.done === 0) score.later += line.weight
    score.lines.push(line)
    scores.set(item.unitId, score)
  }
  return [...scores.values()]
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
    points: (of * done) / wanted,
    isDue: due > 0,
  }
}

/** One decimal, cut off and not rounded: 19.96 is no 20. */
export function pointsText(points: number): string {
  // A third of thirty is 10, not 9.9, whatever the machine makes of it.
  return String(Math.floor(points * 10 + 1e-6) / 10)
}
