import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Mark } from '@/lib/attendance/attendance.rules'
import type { Day, Instant } from '@/lib/core/time'
import type { LeaveState } from './leave.rules'

export type LeaveRow = {
  id: number
  activityId: number
  title: string
  day: Day
  lastDay: Day
  startsAt: Instant | null
  endsAt: Instant | null
  form: string
  status: ActivityStatus
  personId: number
  name: string
  post: string | null
  unitName: string
  kind: string | null
  /** What the person wrote: visible to that person, to whoever decides, and to organisers of the scope. */
  reason: string
  state: LeaveState
  askedAt: Instant
  decidedAt: Instant | null
  /** Who decided; null for an import or an open request. */
  decidedBy: string | null
  decisionNote: string | null
  agreedBy: string | null
  mark: Mark | null
  /** Whether the viewer can decide it: leads the unit of that day, and it is not the viewer's own. */
  mayDecide: boolean
}

/** Other people's undecided requests that the viewer may read, the nearest activity first. */
export function waitingLeaves(viewer: Viewer): Promise<LeaveRow[]> {
  return leaves(
    viewer,
    sql`q.state = 'asked' and a.status in ('scheduled', 'held') and r.standing = 'required' and (${ofOthers(viewer)})`,
    sql`mayDecide desc, a.day, a.starts_at, q.id`,
  )
}

/** The last decisions. */
export function decidedLeaves(viewer: Viewer, limit = 50): Promise<LeaveRow[]> {
  return leaves(
    viewer,
    sql`q.state in ('approved', 'refused') and (${ofOthers(viewer)})`,
    sql`q.decided_at desc, q.id desc limit ${limit}`,
  )
}

/** The viewer's own requests for activities from a day on, newest first. */
export async function ownLeaves(viewer: Viewer, from: Day): Promise<LeaveRow[]> {
  if (viewer.personId === null) return []
  return leaves(
    viewer,
    sql`q.person_id = ${viewer.personId} and a.day >= ${from}`,
    sql`a.day desc, q.id desc`,
  )
}

/** Present and future activities for which the viewer has an undecided leave request. */
export async function askedLeaves({ personId }: Viewer, on: On = db): Promise<Set<number>> {
  if (personId === null) return new Set()
  const rows = await on.all<{ id: number }>(sql`
    select q.activity_id as id from leave_request q join activity a on a.id = q.activity_id
    where q.person_id = ${personId} and q.state = 'asked' and a.status in ('scheduled', 'held')`)
  return new Set(rows.map(row => row.id))
}

/** One person's requests for one activity, newest first; none where the viewer may not read them. */
export function leavesOfRow(viewer: Viewer, activityId: number, personId: number): Promise<LeaveRow[]> {
  return leaves(
    viewer,
    sql`q.activity_id = ${activityId} and q.person_id = ${personId}
      and (${ofOthers(viewer)} or q.person_id = ${viewer.personId})`,
    sql`q.id desc`,
  )
}

/** The undecided requests of one activity, for its organiser. */
export function waitingOf(viewer: Viewer, activityId: number): Promise<LeaveRow[]> {
  return leaves(
    viewer,
    sql`q.activity_id = ${activityId} and q.state = 'asked' and r.standing = 'required' and (${ofOthers(viewer)})`,
    sql`u.tree_order, p.position, p.id`,
  )
}

/**
 * SQL condition for personal data: the scope of the person's unit on that day, or organisers of the activity's
 * host.
 */
function ofOthers(viewer: Viewer): SQL {
  return sql`(${inScope(viewer, sql`u.path`)}) or (${inScope(viewer, sql`h.path`, 'organiser', 'administrator')})`
}

async function leaves(viewer: Viewer, which: SQL, order: SQL): Promise<LeaveRow[]> {
  const decides = inScope(viewer, sql`u.path`, 'leader', 'administrator')
  const rows = await db.all<Omit<LeaveRow, 'mayDecide'> & { mayDecide: number }>(sql`
    select q.id, a.id as activityId, a.title, a.day, a.last_day as lastDay, a.starts_at as startsAt, a.ends_at as endsAt,
      a.form, a.status, p.id as personId, p.name, p.post, u.name as unitName, q.kind, q.reason, q.state, q.asked_at as askedAt,
      q.decided_at as decidedAt, d.name as decidedBy, q.decision_note as decisionNote, q.agreed_by as agreedBy, r.mark,
      (${decides}) and p.id is not ${viewer.personId} as mayDecide
    from leave_request q join activity a on a.id = q.activity_id and a.deleted_at is null
      join attendance r on r.activity_id = q.activity_id and r.person_id = q.person_id and r.standing <> 'withdrawn'
      join person p on p.id = q.person_id join unit u on u.id = r.unit_id join unit h on h.id = a.host_unit_id
      left join account c on c.id = q.decided_by left join person d on d.id = c.person_id
    where ${which} order by ${order}`)
  return rows.map(row => ({ ...row, mayDecide: Boolean(row.mayDecide) }))
}
