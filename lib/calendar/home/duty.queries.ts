import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { ownRows } from '@/lib/attendance/attendance.queries'
import { ownLeaves } from '@/lib/attendance/leave/leave.queries'
import { addDays, type Day, dayOf, type Instant, lastOfMonth, monthOf, yearOf } from '@/lib/core/time'
import { sittingsOf } from '@/lib/exam/sitting.sql'
import { awaitsRecordBy } from '@/lib/organisation/audience/over.sql'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { behindIn } from '@/lib/statistics/overview.queries'
import { figuresBy, filterFor, readingOf } from '@/lib/statistics/rates/rate.queries'
import type { Figures } from '@/lib/statistics/rates/rate.rules'
import { debtsOf, nextOf, progressOf } from './duty.rules'

/**
 * What a person owes, what is next, and the progress of this month and year. Null for a viewer who is not on
 * the roster.
 */
export async function ownDuties(viewer: Viewer, now: Instant) {
  const { personId } = viewer
  if (personId === null) return null
  const today = dayOf(now)
  const year = yearOf(today)
  const [rows, exams, figures, studies, leaves] = await Promise.all([
    ownRows(viewer, `${year - 1}-01-01`, `${year + 1}-12-31`),
    sittingsOf(personId, { from: `${year}-01-01`, to: `${year}-12-31` }),
    ownFigures(viewer, personId, year, today),
    studiesOf(personId),
    ownLeaves(viewer, today),
  ])
  // Last year's debts are shown while they can still be made up in time.
  const owing = rows.filter(({ row }) => row.day >= `${year}-01-01` || (row.makeUpDue ?? '') >= today)
  return {
    debts: debtsOf(owing, today).map(debt => ({ ...debt, study: studies.get(debt.activityId) })),
    /** Leave requests for activities ahead, with their state. */
    leaves: leaves.filter(each => each.state !== 'withdrawn'),
    next: nextOf(rows, now),
    month: progressOf(
      rows.filter(({ row }) => row.day.startsWith(today.slice(0, 7))),
      today,
    ),
    exams,
    figures,
  }
}

export type Duties = NonNullable<Awaited<ReturnType<typeof ownDuties>>>

/** The person's last self-study for each activity, where it is waiting or was sent back. */
async function studiesOf(personId: number): Promise<Map<number, 'asked' | 'refused'>> {
  const rows = await db.all<{ id: number; state: 'asked' | 'refused' }>(sql`
    select activity_id as id, state from make_up where person_id = ${personId} and state in ('asked', 'refused') order by make_up.id`)
  return new Map(rows.map(({ id, state }) => [id, state]))
}

/** A person's own figures of a year: all own rows, in whatever unit they were. */
async function ownFigures(viewer: Viewer, personId: number, year: number, asOf: Day): Promise<Figures> {
  const filter = await filterFor(viewer, { personId, from: `${year}-01-01`, to: `${year}-12-31`, asOf })
  return (await figuresBy(filter, ['person'])).at(String(personId))
}

export type Work = {
  id: number
  title: string
  day: Day
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  hostName: string
  status: 'scheduled' | 'held' | 'closed'
  isOnline: boolean
  /** People required on the list, and how many of them have a mark or have completed the online study. */
  required: number
  marked: number
}

/**
 * Open tasks of an organiser: activities of the day; 考勤未登记 as in the rates; activities that are
 * over, of which nobody is due and nobody has said whether they were held; occurrences of this month without
 * a day. Of activities that are over only those of this year, or of the last 60 days where that is longer: a
 * loaded year that has passed has a page of its own (lib/attendance/past-years).
 */
export async function openWork(viewer: Viewer, today: Day) {
  const scope = inScope(viewer, sql`u.path`, 'organiser', 'administrator')
  const since = [`${yearOf(today)}-01-01`, addDays(today, -60)].sort()[0] as Day
  const month = { first: `${today.slice(0, 7)}-01`, last: lastOfMonth(yearOf(today), monthOf(today)) }
  const works = (which: SQL, order: SQL, limit = 1000) =>
    db.all<Work>(sql`
      select * from (
        select a.id, a.title, a.day, a.starts_at as startsAt, a.ends_at as endsAt, a.place, u.name as hostName, a.status, a.compulsory,
          a.form in (select value from json_each(${JSON.stringify(onlineStudyForms)})) as isOnline,
          count(r.person_id) as required, count(coalesce(r.mark, r.completed_on)) as marked
        from activity a join unit u on u.id = a.host_unit_id
          left join attendance r on r.activity_id = a.id and r.standing = 'required'
        where (${scope}) and ${which} group by a.id)
      where ${order} limit ${limit}`)
  const [todays, rolls, unsaid, undated] = await Promise.all([
    works(
      sql`a.day <= ${today} and a.last_day >= ${today} and a.status in ('scheduled', 'held', 'closed')`,
      sql`not isOnline order by startsAt, id`,
      20,
    ),
    works(sql`a.day >= ${since} and ${awaitsRecordBy(today)}`, sql`true order by day desc, id desc`),
    works(
      sql`a.status = 'scheduled' and a.last_day < ${today} and a.day >= ${since} and a.not_recorded_reason is null
        and not ${awaitsRecordBy(today)}`,
      sql`true order by day desc, id desc`,
    ),
    db.all<{ id: number; planId: number; content: string; form: string; toDay: Day; hostName: string }>(sql`
      select o.id, p.id as planId, i.content, i.form, o.to_day as toDay, u.name as hostName
      from occurrence o join plan_item i on i.id = o.plan_item_id join plan p on p.id = i.plan_id join unit u on u.id = i.unit_id
      where (${scope}) and o.to_day between ${month.first} and ${month.last} and o.activity_id is null and o.exam_id is null
        and p.status = 'issued' and p.kind <> 'workPoints'
      order by o.to_day, o.id`),
  ])
  return { todays, rolls, unsaid, undated }
}

/** The year of each unit that the viewer leads: its figures, and the people behind, those who lack most first. */
export async function ledYears(viewer: Viewer, today: Day) {
  const year = yearOf(today)
  const span = { from: `${year}-01-01`, to: `${year}-12-31`, asOf: today }
  const led = new Set(viewer.grants.filter(each => each.role === 'leader').map(each => each.unitId))
  return Promise.all(
    [...led].map(async unitId => {
      const filter = await filterFor(viewer, { unitId, ...span })
      const reading = await readingOf(filter)
      const people = await behindIn(reading.facts, 5)
      return {
        unitId,
        unitName: filter.unitName,
        figures: reading.by([]).at(''),
        behind: { rows: people, total: people[0]?.total ?? 0 },
      }
    }),
  )
}
