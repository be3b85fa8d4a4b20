import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import type { ReviewState } from '@/lib/organisation/review/review.rules'
import { streetPathOf } from '@/lib/organisation/review/review.sql'

export type Reviewed = {
  kind: 'activity' | 'output' | 'legalWork'
  id: number
  version: number
  day: Day
  name: string
  /** Form of the activity, what and how much of the ledger, or the kind of work. */
  what: string
  place: string | null
  heads: number | null
  consultations: number | null
  unitName: string
  review: ReviewState
  reviewReason: string | null
  /** Whether the viewer passes or sends it back: who organises the street. */
  mayDecide: boolean
}

const SHOWN = 1000

/** 待审核 and 退回 of what the viewer organises, the oldest first. */
export async function reviewList(viewer: Viewer, on: On = db): Promise<Reviewed[]> {
  const rows = await on.all<Reviewed & { street: string }>(sql`
    select * from (
      select 'activity' as kind, a.id, a.version, a.day, a.title as name, a.form as what, a.place, a.heads, a.consultations, u.name as unitName,
        a.review, a.review_reason as reviewReason, ${streetPathOf(sql`u.path`)} as street
      from activity a join unit u on u.id = a.host_unit_id
      where a.review is not null and a.deleted_at is null and a.status not in ('draft', 'cancelled')
        and ${inScope(viewer, sql`u.path`, 'organiser', 'administrator')}
      union all
      select 'output', o.id, o.version, o.day, coalesce(o.topic, c.name), c.name || ' ' || o.quantity || coalesce(o.unit_word, c.unit_word),
        o.place, null, null, u.name, o.review, o.review_reason, ${streetPathOf(sql`u.path`)}
      from output o join unit u on u.id = o.unit_id join channel c on c.id = o.channel_id
      where o.review is not null and ${inScope(viewer, sql`u.path`, 'organiser', 'administrator')}
      union all
      select 'legalWork', w.id, w.version, w.day, w.matter, w.kind, v.name, null, null, u.name, w.review, w.review_reason,
        ${streetPathOf(sql`u.path`)}
      from legal_work w join unit u on u.id = w.unit_id left join adviser v on v.id = w.adviser_id
      where w.review is not null and ${inScope(viewer, sql`u.path`, 'organiser', 'administrator')}
    ) order by day, kind, id limit ${SHOWN}`)
  return rows.map(({ street, ...row }) => ({ ...row, mayDecide: canOrganise(viewer, street) }))
}

/** How many entries wait for the viewer: to be passed, or sent back to the viewer's own unit. */
export async function reviewCounts(viewer: Viewer): Promise<{ toDecide: number; sentBack: number }> {
  const rows = await reviewList(viewer)
  return {
    toDecide: rows.filter(each => each.mayDecide && each.review === 'waiting').length,
    sentBack: rows.filter(each => !each.mayDecide && each.review === 'sentBack').length,
  }
}

/** Whether the viewer passes the entries of this unit, for its page. */
export async function reviewsUnit(viewer: Viewer, unitId: number): Promise<boolean> {
  const [found] = await db.all<{ street: string }>(
    sql`select ${streetPathOf(sql`u.path`)} as street from unit u where u.id = ${unitId}`,
  )
  return found !== undefined && canOrganise(viewer, found.street)
}
