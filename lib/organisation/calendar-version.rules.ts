import { addDays, type Day } from '@/lib/core/time'

/**
 * The window of a feed: from one year back without end; tombstones (cancelled or withdrawn) stay for 90 days
 * after their day. The edges move only on the first of a month, so that the bytes, and with them the ETag, stay
 * the same in between.
 */
export function windowOf(today: Day): { first: Day; from: Day; tombstonesFrom: Day } {
  const first = `${today.slice(0, 7)}-01`
  return {
    first,
    from: `${Number(first.slice(0, 4)) - 1}${first.slice(4)}`,
    tombstonesFrom: addDays(first, -90),
  }
}
