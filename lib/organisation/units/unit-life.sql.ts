import { type SQL, sql } from 'drizzle-orm'
import type { Day } from '@/lib/core/time'

/** SQL conditions: what a unit is still to hold from a day on, and 撤并 hands over; of `activity` and of `exam`. */
export function stillHeldBy(unitId: number, from: Day): { activities: SQL; exams: SQL } {
  return {
    activities: sql`host_unit_id = ${unitId} and day >= ${from} and status in ('draft', 'scheduled', 'postponed')`,
    exams: sql`host_unit_id = ${unitId} and closing_day >= ${from} and status <> 'cancelled'`,
  }
}
