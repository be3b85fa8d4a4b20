import type { Day } from '@/lib/core/time'
import { groupsOf, type Undone } from '@/lib/statistics/goal/goal.rules'

/** The three duties: 集中学法, 网上学法, 考试. */
export const duties = ['meeting', 'online', 'exam'] as const
export type Duty = (typeof duties)[number]

/** In time; after its last day, where it counts all the same; an exam that nobody can sit any more. */
export type UndoneState = 'open' | 'late' | 'past'

export function stateOf({ kind, isOpen, isLate, until }: Undone, asOf: Day): UndoneState {
  if (kind === 'online') return until === null || until >= asOf ? 'open' : 'late'
  if (isOpen) return 'open'
  return isLate ? 'late' : 'past'
}

/** Without make-ups that nobody owes any more (不再补学). */
export function stillUndone(undone: Undone[]): Undone[] {
  return undone.filter(each => each.kind !== 'meeting' || each.isOpen || each.isLate)
}

export type UnitUndone = Record<UndoneState, number> & {
  unitId: number
  unitName: string
  people: number
  /** Things of people: all of its rows. */
  all: number
  /** The nearest last day of what is in time. */
  until: Day | null
}

/** What is undone in each unit of the rows, in the order in which each comes first. */
export function byUnit(undone: Undone[], asOf: Day): UnitUndone[] {
  return [...groupsOf(undone, each => each.unitId)].map(([unitId, rows]) => {
    const states = rows.map(each => stateOf(each, asOf))
    const count = (state: UndoneState) => states.filter(each => each === state).length
    const days = rows.filter((_, at) => states[at] === 'open').flatMap(each => each.until ?? [])
    return {
      unitId,
      unitName: rows[0]?.unitName ?? '',
      people: new Set(rows.map(each => each.personId)).size,
      all: rows.length,
      open: count('open'),
      late: count('late'),
      past: count('past'),
      until: days.sort()[0] ?? null,
    }
  })
}

/**
 * Units in the order in which to speak to them: the most that is still in time, then the nearest last day, then the most that
 * is late; of equals the order given.
 */
export function inOrderToSpeak(units: UnitUndone[]): UnitUndone[] {
  const day = ({ until }: UnitUndone) => until ?? '9999-12-31'
  return units.toSorted(
    (a, b) => b.open - a.open || day(a).localeCompare(day(b)) || b.late - a.late || b.past - a.past,
  )
}

/** The unit to speak to first; null where nothing can be done any more. */
export function firstUnit(units: UnitUndone[]): UnitUndone | null {
  const [first] = inOrderToSpeak(units)
  return first && first.open + first.late > 0 ? first : null
}
