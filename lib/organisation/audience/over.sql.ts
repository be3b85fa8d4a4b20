import { type SQL, sql } from 'drizzle-orm'
import { now } from '@/lib/core/clock'
import type { Day } from '@/lib/core/time'

/**
 * Over the activity `a`: its end has passed; one without an end is over on its last day, not before its start (rates.md,
 * "Which activities count"). `frozen.rules.ts` has the same as `isOver`.
 */
export function isOverBy(asOf: Day): SQL {
  return sql`(a.last_day <= ${asOf} and coalesce(a.ends_at, a.starts_at, 0) <= ${now()})`
}
