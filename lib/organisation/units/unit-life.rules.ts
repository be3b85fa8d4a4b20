import { addDays, type Day } from '@/lib/core/time'

export type Stint = { id: number; unitId: number; fromDay: Day; toDay: Day | null; isPrimary: boolean }
type NewStint = Omit<Stint, 'id'>

/**
 * 撤并 for one person: `stints` are the memberships of the unit that ends and of the one that takes over. Each ends on
 * the day before `from`, or falls away where it begins later; from then on the person belongs to the unit `into` alone,
 * for the days that any of them covered. What is before `from` stays as it is.
 */
export function mergedStints(stints: Stint[], into: number, from: Day) {
  const after = stints.filter(each => each.toDay === null || each.toDay >= from)
  const made: NewStint[] = []
  for (const each of [...after].sort((a, b) => a.fromDay.localeCompare(b.fromDay))) {
    const fromDay = each.fromDay < from ? from : each.fromDay
    const last = made.at(-1)
    if (last && (last.toDay === null || last.toDay >= fromDay)) {
      if (last.toDay !== null && (each.toDay === null || each.toDay > last.toDay)) last.toDay = each.toDay
      last.isPrimary ||= each.isPrimary
    } else made.push({ unitId: into, fromDay, toDay: each.toDay, isPrimary: each.isPrimary })
  }
  return {
    ending: after
      .filter(each => each.fromDay < from)
      .map(each => ({ id: each.id, lastDay: addDays(from, -1) })),
    dropped: after.filter(each => each.fromDay >= from).map(each => each.id),
    made,
  }
}
