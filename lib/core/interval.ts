import type { Day } from './time'

export type Interval = { fromDay: Day; toDay: Day | null }

export function holdsOn({ fromDay, toDay }: Interval, day: Day): boolean {
  return fromDay <= day && (toDay === null || toDay >= day)
}
