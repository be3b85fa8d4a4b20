import type { Day } from './time'

export type Interval = { fromDay: Day; toDay: Day | null }

export function holdsOn({ fromDay, toDay }: Interval, day: Day): boolean {
  return fromDay <= day && (toDay === null || toDay >= day)
}

/** Whether it holds on any day from one to another. */
export function holdsWithin({ fromDay, toDay }: Interval, from: Day, to: Day): boolean {
  return fromDay <= to && (toDay === null || toDay >= from)
}
