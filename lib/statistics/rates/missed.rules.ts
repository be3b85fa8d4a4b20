import type { Day } from '@/lib/core/time'
import { type Facts, has, rolls } from './facts.rules'

export type Missed = {
  personId: number
  /** Of several units the one made last. */
  unitId: number
  required: number
  studied: number
  /** Not studied: leaves and absences together, and how many of them are leaves not counted for now. */
  missed: number
  aside: number
  /** Missed activities that can still be made up in time, and the nearest deadline. */
  open: number
  until: Day | null
}

/** Everybody with rows that count, and what they missed of them. */
export function missedIn({ rolls: all }: Facts): Missed[] {
  const people = new Map<number, Missed>()
  for (const { kind, people: rows } of all)
    if (kind === 'study')
      for (const { personId, unitId, bits, until } of rows) {
        const of = people.get(personId) ?? {
          ...{ personId, unitId, required: 0, studied: 0, missed: 0, aside: 0, open: 0, until: null },
        }
        people.set(personId, of)
        of.unitId = Math.max(of.unitId, unitId)
        of.required += 1
        if (has(bits, rolls.studied)) of.studied += 1
        else of.missed += 1
        if (has(bits, rolls.aside)) of.aside += 1
        if (until !== null) {
          of.open += 1
          if (of.until === null || until < of.until) of.until = until
        }
      }
  return [...people.values()]
}
