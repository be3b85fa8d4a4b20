import { type SQL, sql } from 'drizzle-orm'
import { type Day, yearOf } from '@/lib/core/time'
import { owesMakeUp } from '@/lib/plan/duties/owed.sql'

/**
 * Over the activity `a`: compulsory, of a year that has passed, with people due, its roll not closed, and nobody has a
 * mark or a leave to be decided on.
 */
export function isUntouched(today: Day): SQL {
  return sql`(a.compulsory and a.status in ('scheduled', 'held') and a.deleted_at is null
    and a.last_day < ${`${yearOf(today)}-01-01`}
    and a.not_recorded_reason is null
    and exists (select 1 from attendance r where r.activity_id = a.id and r.standing = 'required')
    and not exists (select 1 from attendance r where r.activity_id = a.id
      and (r.mark is not null or r.completed_on is not null or r.made_up_on is not null))
    and not exists (select 1 from leave_request l where l.activity_id = a.id and l.state = 'asked'))`
}

/** Over the activity `a`, of a year that has passed: somebody owes a make-up for it, and everybody's has been due. */
export function isPastDue(today: Day): SQL {
  return sql`(a.day < ${`${yearOf(today)}-01-01`}
    and exists (select 1 from attendance r where r.activity_id = a.id and ${owesMakeUp(today)})
    and not exists (select 1 from attendance r where r.activity_id = a.id and ${owesMakeUp(today)}
      and (r.make_up_due is null or r.make_up_due >= ${today})))`
}
