import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day, Instant } from '@/lib/core/time'
import { isValidAttempt } from './attempt.sql'

export type Sitting = {
  id: number
  title: string
  status: ActivityStatus
  opensAt: Instant
  closesAt: Instant
  makeUpClosesAt: Instant | null
  day: Day
  lastDay: Day
  hostName: string
  standing: 'required' | 'exempt'
  sat: boolean
  passed: boolean
  changedAt: Instant
  /** When this person's row on the list last changed. */
  rowChangedAt: Instant
}

export const openingDay = sql`date(e.opens_at / 1000 + 28800, 'unixepoch')`

/**
 * The exams that a person must sit and that overlap the span, make-up windows included, with the person's
 * progress.
 */
export async function sittingsOf(personId: number, { from, to }: { from: Day; to: Day }): Promise<Sitting[]> {
  const rows = await db.all<Sitting>(sql`
    select e.id, e.title, e.status, e.opens_at as opensAt, e.closes_at as closesAt, e.make_up_closes_at as makeUpClosesAt,
      ${openingDay} as day, e.closing_day as lastDay, u.name as hostName, c.standing,
      count(t.id) > 0 as sat, coalesce(max(t.passed), 0) as passed, e.changed_at as changedAt, c.feed_changed_at as rowChangedAt
    from exam_candidate c cross join exam e on e.id = c.exam_id join unit u on u.id = e.host_unit_id
      left join attempt t on t.exam_id = e.id and t.person_id = c.person_id and ${isValidAttempt()}
    where c.person_id = ${personId} and c.standing <> 'withdrawn' and e.status <> 'draft'
      and max(e.closing_day, coalesce(date(e.make_up_closes_at / 1000 + 28800, 'unixepoch'), '')) >= ${from} and ${openingDay} <= ${to}
    group by e.id order by e.closing_day, e.id`)
  return rows.map(row => ({ ...row, sat: Boolean(row.sat), passed: Boolean(row.passed) }))
}
