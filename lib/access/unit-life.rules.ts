import type { Day } from '@/lib/core/time'

/** The first and the last day of a unit; null: always, and until further notice. */
export type Life = { firstDay: Day | null; lastDay: Day | null }

export function isThereOn({ firstDay, lastDay }: Life, day: Day): boolean {
  return (firstDay === null || firstDay <= day) && (lastDay === null || lastDay >= day)
}
