import { type Day, yearOf } from '@/lib/core/time'

/** The last month and day that 年初 means, as a plan's words of time read it. */
const LAST_OF_EARLY = '03-31'

/** Whether every plan of a year was issued early in it (年初); of none, or of an unknown day, nobody can say so. */
export function isIssuedEarly(days: readonly (Day | null)[], year: number): boolean {
  return (
    days.length > 0 &&
    days.every(day => day !== null && yearOf(day) === year && day <= `${year}-${LAST_OF_EARLY}`)
  )
}
