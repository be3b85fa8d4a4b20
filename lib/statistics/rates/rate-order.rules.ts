import type { Rate } from '@/lib/core/rate'

/** Comparator, lowest first; a rate where nobody was required comes last. */
export function byRate(a: Rate, b: Rate): number {
  if (a.denominator === 0 || b.denominator === 0)
    return Number(a.denominator === 0) - Number(b.denominator === 0)
  return a.numerator * b.denominator - b.numerator * a.denominator
}

/** For a table: the highest or the lowest first; rates where nobody was required come last in both cases. */
export function sortedByRate<T>(rows: T[], rateOf: (row: T) => Rate, isDown: boolean): T[] {
  return [...rows].sort((a, b) => {
    const [first, second] = [rateOf(a), rateOf(b)]
    const isEmpty = first.denominator === 0 || second.denominator === 0
    return isDown && !isEmpty ? byRate(second, first) : byRate(first, second)
  })
}
