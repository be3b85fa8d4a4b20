import type { Interval } from '@/lib/core/interval'
import { addDays, type Day } from '@/lib/core/time'

/** Days before the first day in a unit from which somebody may sign in, to see what is ahead. */
export const EARLY_DAYS = 60

/**
 * Whether an account may be used: its person belongs to a unit or will within `EARLY_DAYS`, or it has a role. Who
 * left (离岗) has neither. The same condition in SQL: belonging.sql.ts.
 */
export function belongs(held: { grants: unknown[]; memberships: Interval[] }, today: Day): boolean {
  const soon = addDays(today, EARLY_DAYS)
  return (
    held.grants.length > 0 ||
    held.memberships.some(each => each.fromDay <= soon && (each.toDay === null || each.toDay >= today))
  )
}
