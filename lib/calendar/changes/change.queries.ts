import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import type { Viewer } from '@/lib/access/access.rules'
import { isOfThisRow, wholeLog } from '@/lib/access/audit.sql'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Standing } from '@/lib/attendance/attendance.rules'

import { addDays, type Day, dayOf, type Instant } from '@/lib/core/time'
import { type Before, type Change, changeSince, sinceOf, toldFrom } from './change.rules'

// Activities that began longer ago are over, apart from studies of a whole year.
const LONGEST = 366

/** The number of entries of the own calendar that are new or changed since last read: one statement, by index. */
export async function countChanges({ accountId, personId }: Viewer, now: Instant): Promise<number> {
  if (accountId === null || personId === null) return 0
  const from = toldFrom(dayOf(now))
  const since = sql`(select coalesce(changes_read_at, ${sinceOf(null, now)}) from account where id = ${accountId})`
  const [found] = await db.all<{ count: number }>(sql`
    select (
      select count(*) from attendance r cross join activity a on a.id = r.activity_id
      where r.person_id = ${personId} and r.day >= ${addDays(from, -LONGEST)} and a.last_day >= ${from} and a.status <> 'draft'
        and max(a.changed_at, r.feed_changed_at) > ${since} and (r.standing <> 'withdrawn' or r.feed_changed_at > ${since})
    ) + (
      select count(*) from exam_candidate c cross join exam e on e.id = c.exam_id
      where c.person_id = ${personId} and e.closing_day >= ${from} and e.status <> 'draft'
        and max(e.changed_at, c.feed_changed_at) > ${since} and (c.standing <> 'withdrawn' or c.feed_changed_at > ${since})
    ) as count`)
  return found?.count ?? 0
}

type Row = {
  kind: 'activity' | 'exam'
  id: number
  title: string
  day: Day
  lastDay: Day
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  status: ActivityStatus
  statusReason: string | null
  originalDay: Day | null
  hostName: string
  standing: Standing
  changedAt: Instant
  rowChangedAt: Instant
  deletedAt: Instant | null
  /** The state before the first unread change, from the audit log. */
  before: string | null
}

/** New and changed entries of the own calendar since last read, the latest change first. */
export async function ownChanges(
  viewer: Viewer,
  now: Instant,
): Promise<{ since: Instant; changes: (Change & { hostName: string; at: Instant })[] }> {
  const { personId } = viewer
  const since = await lastRead(viewer, now)
  if (personId === null) return { since, changes: [] }
  const from = toldFrom(dayOf(now))
  // Every change visible in calendars has left the state before it in the log (alterActivity).
  const before = (subject: string, id: ReturnType<typeof sql>) => sql`(
    select before from ${wholeLog} audit where subject = ${subject} and subject_id = cast(${id} as text) and at > ${since} and before is not null
      and (action like 'activity.%' or action in ('exam.change', 'exam.takeBack')) and ${isOfThisRow('audit')}
    order by audit.id limit 1)`
  const rows = await db.all<Row>(sql`
    select 'activity' as kind, a.id, a.title, a.day, a.last_day as lastDay, a.starts_at as startsAt, a.ends_at as endsAt, a.place,
      a.status, a.status_reason as statusReason, a.original_day as originalDay, u.name as hostName, r.standing,
      a.changed_at as changedAt, r.feed_changed_at as rowChangedAt, a.deleted_at as deletedAt, ${before('activity', sql`a.id`)} as before
    from attendance r cross join activity a on a.id = r.activity_id join unit u on u.id = a.host_unit_id
    where r.person_id = ${personId} and r.day >= ${addDays(from, -LONGEST)} and a.last_day >= ${from} and a.status <> 'draft'
      and max(a.changed_at, r.feed_changed_at) > ${since} and (r.standing <> 'withdrawn' or r.feed_changed_at > ${since})
    union all
    select 'exam', e.id, e.title, date(e.opens_at / 1000 + 28800, 'unixepoch'), e.closing_day, null, null, null, e.status, null, null,
      u.name, c.standing, e.changed_at, c.feed_changed_at, null, ${before('exam', sql`e.id`)}
    from exam_candidate c cross join exam e on e.id = c.exam_id join unit u on u.id = e.host_unit_id
    where c.person_id = ${personId} and e.closing_day >= ${from} and e.status <> 'draft'
      and max(e.changed_at, c.feed_changed_at) > ${since} and (c.standing <> 'withdrawn' or c.feed_changed_at > ${since})`)
  const changes = rows.map(({ before: state, hostName, ...row }) => ({
    ...changeSince(row, state === null ? null : beforeOf(row.kind, JSON.parse(state)), since),
    hostName,
    at: Math.max(row.changedAt, row.rowChangedAt),
  }))
  return { since, changes: changes.sort((a, b) => b.at - a.at || a.id - b.id) }
}

function beforeOf(kind: Row['kind'], state: Record<string, unknown>): Before {
  if (kind === 'activity') return state as Before
  const { title, opensAt, closingDay, status } = state as {
    title: string
    opensAt: Instant
    closingDay: Day
    status: ActivityStatus
  }
  return {
    title,
    status,
    day: dayOf(opensAt),
    lastDay: closingDay,
    startsAt: null,
    endsAt: null,
    place: null,
  }
}

/** The instant up to which the viewer has read the changes of the own calendar. */
export async function lastRead({ accountId }: Viewer, now: Instant): Promise<Instant> {
  if (accountId === null) return now
  const [found] = await db
    .select({ at: account.changesReadAt })
    .from(account)
    .where(eq(account.id, accountId))
  return sinceOf(found?.at ?? null, now)
}
