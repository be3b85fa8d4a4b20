import { type SQL, sql } from 'drizzle-orm'
import { now } from '@/lib/core/clock'
import type { Day } from '@/lib/core/time'

/**
 * Over the activity `a`: its end has passed; one without an end is over on its last day, not before its start (rates.md,
 * "Which activities count"). `isOver` of frozen.rules.ts is the same.
 */
export function isOverBy(asOf: Day, a: SQL = sql`a`): SQL {
  return sql`(${a}.last_day <= ${asOf} and coalesce(${a}.ends_at, ${a}.starts_at, 0) <= ${now()})`
}

/**
 * Over the activity `a`: 考勤未登记, as `awaitsRecord` of activity.rules.ts has it: compulsory, over, its roll not closed
 * and still to be recorded, with people due.
 */
export function awaitsRecordBy(today: Day, a: SQL = sql`a`): SQL {
  return sql`(${isOverBy(today, a)} and ${a}.status in ('scheduled', 'held') and ${a}.compulsory and ${a}.not_recorded_reason is null
    and exists (select 1 from attendance r where r.activity_id = ${a}.id and r.standing = 'required'))`
}
