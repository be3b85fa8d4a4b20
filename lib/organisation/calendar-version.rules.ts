import { addDays, type Day } from '@/lib/core/time'

/**
 * One year back and everything ahead; what was cancelled or withdrawn stays for 90 days after its day. The edges move
 * only on the first of a month, so that the bytes stay the same in between.
 */
export function windowOf(today: Day): { first: Day; from: Day; tombstonesFrom: Day } {
  const first = `${today.slice(0, 7)}-01`
  return {
    first,
    from: `${Number(first.slice(0, 4)) - 1}${first.slice(4)}`,
    tombstonesFrom: addDays(first, -90),
  }
}
