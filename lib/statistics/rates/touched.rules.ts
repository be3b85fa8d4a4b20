import type { Day } from '@/lib/core/time'
import type { Part } from './parts.rules'

/** What a figure of the reports reads beside what is counted: typed figures, and those of a locked year. */
export type ReadPart = Part | 'typed' | 'kept'

/** Figures that read what is damaged: those of these parts, and of them those of these units, days and people. */
export type Touch = {
  parts: readonly ReadPart[]
  /** `leafs`: the units whose rows are meant; `all`: these and every unit above them. Null: any unit. */
  units: { leafs: ReadonlySet<number>; all: ReadonlySet<number> } | null
  /** The days on which what is damaged counts, or counted before; null: any day. */
  days: readonly Day[] | null
  people: ReadonlySet<number> | null
  /** Figures of one person alone: no figure of a unit reads it. */
  onlyOfPeople?: true
}

/** `all`: it is not known what the damage touches. */
export type Touches = readonly Touch[] | 'all'

/** What a figure is of. */
export type Reads = {
  parts: readonly ReadPart[]
  unitId: number
  alone?: boolean
  from: Day
  to: Day
  month?: string
  personId?: number
}

export function isTouched(touches: Touches, figure: Reads): boolean {
  return touches === 'all' || touches.some(each => touchedBy(each, figure))
}

function touchedBy(touch: Touch, { parts, unitId, alone, from, to, month, personId }: Reads): boolean {
  if (!touch.parts.some(each => parts.includes(each))) return false
  if (personId === undefined ? touch.onlyOfPeople : touch.people && !touch.people.has(personId)) return false
  if (touch.units && !(alone ? touch.units.leafs : touch.units.all).has(unitId)) return false
  // As the SQL of the figures compares them: a damaged day may be no day at all.
  return (
    touch.days?.some(day => day >= from && day <= to && (month === undefined || day.slice(0, 7) === month)) ??
    true
  )
}
