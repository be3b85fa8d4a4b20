import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, type Instant, instantOf } from '@/lib/core/time'
import { attemptDay, isValidAttempt } from '@/lib/exam/attempt.sql'
import { countedRows, examRows, type Filter } from '@/lib/statistics/rates/counting.sql'
import type { GoalCode, Undone } from './goal.rules'

/** From when on something has to be possible: now, or the beginning of a day that is past. */
export function momentOf(asOf: Day): Instant {
  return asOf < dayOf(now()) ? instantOf(asOf) : now()
}

/** What is not done of that which a rate counts: the CTEs that it reads, and the rows over them, as `Undone` has them. */
export function undoneIn(filter: Filter, code: GoalCode, moment: Instant): { from: SQL; listed: SQL } {
  switch (code) {
    case 'participationRate':
    case 'fullParticipationRate':
      return { from: sql`counted as (${countedRows(filter)})`, listed: missedMeetings }
    case 'onlineStudyRate':
      return { from: sql`counted as (${countedRows(filter, 'online')})`, listed: openStudies }
    default:
      return { from: examRows(filter), listed: openExams(filter.asOf, code, moment) }
  }
}

/** Over the person `p` and the unit `u`: the columns of `Undone` about them. */
export const ofPerson = sql`p.id as personId, p.name, p.position, u.id as unitId, u.name as unitName, u.tree_order as treeOrder`

/** Over `counted`: what is not made up, in time until its day (补齐后可达), afterwards late; with 不再补学 no more. */
const missedMeetings = sql`
  select ${ofPerson}, 'meeting' as kind, a.id, a.title, a.day, c.make_up_due as until, c.best as isOpen,
    c.make_ups_ended_reason is null as isLate, c.aside as below,
    (c.aside and coalesce(c.kind_rule, c.leave_rule) <> 'excluded') as lapses, 0 as sat
  from counted c join person p on p.id = c.person_id join unit u on u.id = c.unit_id join activity a on a.id = c.activity_id
  where not c.studied`

/** Over `counted` of online studies: one completed after its last day counts too, from its own day. */
const openStudies = sql`
  select ${ofPerson}, 'online' as kind, a.id, a.title, a.day, a.last_day as until, 1 as isOpen, 0 as isLate, 0 as below,
    0 as lapses, 0 as sat
  from counted c join person p on p.id = c.person_id join unit u on u.id = c.unit_id join activity a on a.id = c.activity_id
  where not c.completed`

/**
 * Over `candidate`: who has not sat or not passed, possible while a window is open and an attempt is left in it. In a
 * rate of those who sat, who sits enters the denominator as well.
 */
function openExams(asOf: Day, code: GoalCode, moment: Instant): SQL {
  const isDone = code === 'examParticipationRate' ? sql`c.sat` : sql`c.passed`
  return sql`
    select ${ofPerson}, 'exam' as kind, e.id, e.title, e.closing_day as day, ${lastDayToSit} as until,
      ${isExamOpen(asOf, moment)} as isOpen, 0 as isLate, ${code === 'passRateOfSat' ? sql`not c.sat` : sql`0`} as below,
      0 as lapses, c.sat
    from candidate c join person p on p.id = c.person_id join unit u on u.id = c.unit_id join exam e on e.id = c.exam_id
    where not ${isDone}`
}

/** Over the exam `e`: the last day of its last window. */
export const lastDayToSit = sql`date(max(e.closes_at, coalesce(e.make_up_closes_at, 0)) / 1000 + 28800, 'unixepoch')`

/** Over the candidate `c` of the exam `e`: whether the official or the make-up window takes another attempt at the moment. */
function isExamOpen(asOf: Day, moment: Instant): SQL {
  const used = (which: SQL) => sql`(
    select count(*) from attempt t where t.exam_id = e.id and t.person_id = c.person_id and ${isValidAttempt()}
      and ${attemptDay} <= ${asOf} and ${which})`
  // An attempt without 交卷时间 counts on the closing day.
  const isMakeUp = sql`coalesce(t.submitted_at > e.closes_at, 0)`
  return sql`(
    (e.closes_at >= ${moment} and (e.attempts is null or ${used(sql`not ${isMakeUp}`)} < e.attempts))
    or (coalesce(e.make_up_closes_at, 0) >= ${moment} and e.make_up_closes_at > e.closes_at
      and (e.make_up_attempts is null or ${used(isMakeUp)} < e.make_up_attempts)))`
}

type Row = Omit<Undone, 'isOpen' | 'isLate' | 'lapses' | 'sat'> &
  Record<'isOpen' | 'isLate' | 'lapses' | 'sat', number>

/** The rows listed over the CTEs, the nearest last day first. */
export async function undoneRows(ctes: SQL, listed: SQL, on: On = db): Promise<Undone[]> {
  const rows = await on.all<Row>(sql`
    ${ctes}, listed as (${listed})
    select * from listed order by isOpen desc, until is null, until, treeOrder, position, personId, day, id`)
  return rows.map(row => ({
    ...row,
    isOpen: Boolean(row.isOpen),
    isLate: Boolean(row.isLate),
    lapses: Boolean(row.lapses),
    sat: Boolean(row.sat),
  }))
}
