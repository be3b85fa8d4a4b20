import type { Rate } from '@/lib/core/rate'
import { byRate } from './rates/rate-order.rules'

export type Rated = { id: number; name: string; rate: Rate }

export type Spread<R extends Rated> = {
  /** All that share the first and the last place. */
  best: R[]
  worst: R[]
  /** Units with people due, yet fewer than the least denominator. */
  leftOut: R[]
}

/**
 * The units with the best and the worst rate, of those whose denominator is at least `least`; null where fewer than two
 * are left or all are alike (rates.md, "Showing them").
 */
export function spreadOf<R extends Rated>(rows: R[], least: number): Spread<R> | null {
  const due = rows.filter(each => each.rate.denominator > 0)
  const compared = due.filter(each => each.rate.denominator >= least).sort((a, b) => byRate(a.rate, b.rate))
  const [first, last] = [compared[0], compared.at(-1)]
  if (!first || !last || byRate(first.rate, last.rate) === 0) return null
  const sharing = (one: R) => compared.filter(each => byRate(each.rate, one.rate) === 0)
  return {
    best: sharing(last),
    worst: sharing(first),
    leftOut: due.filter(each => each.rate.denominator < least),
  }
}
