import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { isOfThisRow, wholeLog } from '@/lib/access/audit.sql'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
import type { Standing } from '@/lib/attendance/attendance.rules'
import type { Day, Instant } from '@/lib/core/time'
import { DEBT_STEP } from '@/lib/plan/duties/owed.rules'
import { visibleActivityIds, visibleExamIds } from '@/lib/plan/visible.sql'
import { type FeedItem, type FeedKind, kindOf } from './item.rules'

type Raw = Omit<FeedItem, 'exam' | 'compulsory'> & {
  compulsory: number
  opensAt: number | null
  closesAt: number | null
  fullMark: number | null
  passMark: number | null
}

const activityColumns = sql`
  'activity' as kind, a.id, a.uid, a.title, a.form, a.day, a.last_day as lastDay, a.starts_at as startsAt, a.ends_at as endsAt,
  a.place, a.lecturer, a.lecturer_rank as lecturerRank, u.name as hostName, a.compulsory, a.status,
  null as opensAt, null as closesAt, null as fullMark, null as passMark, null as missedOn`

const examColumns = sql`
  'exam' as kind, e.id, e.uid, e.title, '' as form, date(e.opens_at / 1000 + 28800, 'unixepoch') as day, e.closing_day as lastDay,
  null as startsAt, null as endsAt, null as place, null as lecturer, null as lecturerRank, u.name as hostName, 1 as compulsory,
  e.status, e.opens_at as opensAt, e.closes_at as closesAt, e.full_mark as fullMark, e.pass_mark as passMark, null as missedOn`

// As a literal: a bound number is a REAL, so the division would not be integer division.
const STEP = sql.raw(String(DEBT_STEP))

// The day until which a make-up is in time; for one no longer owed the day on which it was shown before.
const makeUpDay = sql`coalesce(r.make_up_due, date(a.day, '+' || a.make_up_days || ' days'))`

// When the person's debts last began, ended or changed; the time of the mark, where that was before debts were
// recorded.
const debtChangedAt = sql`max(a.changed_at, r.feed_changed_at, coalesce(
  (select v.changed_at from calendar_version v where v.kind = 'debts' and v.owner_id = r.person_id), r.marked_at, 0))`

/**
 * Every activity and exam that has, or ever had, the person on its list and ends on `from` or later, and make-ups
 * owed now or before; drafts were never in a calendar.
 */
export async function personItems(personId: number, from: Day): Promise<FeedItem[]> {
  const rows = await db.all<Raw>(sql`
    select ${activityColumns}, r.standing, a.sequence + r.feed_sequence as sequence, max(a.changed_at, r.feed_changed_at) as changedAt
    from attendance r cross join activity a on a.id = r.activity_id join unit u on u.id = a.host_unit_id
    where r.person_id = ${personId} and a.status <> 'draft' and a.last_day >= ${from}
    union all
    select ${examColumns}, c.standing, e.sequence + c.feed_sequence, max(e.changed_at, c.feed_changed_at)
    from exam_candidate c cross join exam e on e.id = c.exam_id join unit u on u.id = e.host_unit_id
    where c.person_id = ${personId} and e.status <> 'draft' and e.closing_day >= ${from}
    union all
    select 'makeUp', a.id, 'make-up-' || a.uid, a.title, '', ${makeUpDay}, ${makeUpDay}, null, null,
      null, null, null, u.name, 1, iif(r.feed_sequence / ${STEP} % 2, 'scheduled', 'cancelled'),
      null, null, null, null, a.day, 'required', a.sequence + r.feed_sequence, ${debtChangedAt}
    from attendance r cross join activity a on a.id = r.activity_id join unit u on u.id = a.host_unit_id
    where r.person_id = ${personId} and r.feed_sequence >= ${STEP} and ${makeUpDay} >= ${from}`)
  return rows.map(itemOf)
}

/**
 * Everything hosted by a unit and its subtree, public events marked as such. An activity that moved to another
 * host is included as cancelled.
 */
export async function unitItems(unitId: number, from: Day): Promise<FeedItem[]> {
  const hosted = sql`join unit u on ${isWithin(sql`u.path`, pathOfUnit(unitId))}`
  const rows = await db.all<Raw>(sql`
    select ${activityColumns}, iif(a.is_public, 'public', 'hosted') as standing, a.sequence, a.changed_at as changedAt
    from activity a ${hosted} and u.id = a.host_unit_id where a.status <> 'draft' and a.last_day >= ${from}
    union all
    select ${examColumns}, 'hosted', e.sequence, e.changed_at
    from exam e ${hosted} and u.id = e.host_unit_id where e.status <> 'draft' and e.closing_day >= ${from}`)
  const isIn = (state: SQL) => isBelow(sql`${state} ->> 'hostUnitId'`, unitId)
  const isOut = (of: SQL) => sql`not ${isBelow(sql`${of}.host_unit_id`, unitId)}`
  const left = await db.all<Raw>(sql`
    ${leftActivities(from, isOut(sql`a`), isIn)} union all ${leftExams(from, isOut(sql`e`), isIn)}`)
  return [...rows, ...left].map(itemOf)
}

/**
 * Public events that end on `from` or later; of one unit and its subtree where it is given. Events no longer
 * public are included as cancelled.
 */
export async function publicItems(from: Day, unitId: number | null = null): Promise<FeedItem[]> {
  const ofUnit = (host: SQL) => (unitId === null ? sql`1` : isBelow(host, unitId))
  const isIn = (state: SQL) =>
    sql`(${state} ->> 'isPublic' and ${state} ->> 'review' is null and ${ofUnit(sql`${state} ->> 'hostUnitId'`)})`
  const isOut = sql`not (a.is_public and a.review is null and ${ofUnit(sql`a.host_unit_id`)})`
  const [items, left] = await Promise.all([
    publicItemsWhere(sql`a.last_day >= ${from} and ${ofUnit(sql`a.host_unit_id`)}`),
    db.all<Raw>(leftActivities(from, isOut, isIn)),
  ])
  return [...items, ...left.map(itemOf)]
}

/**
 * Activities that left a calendar: in it before a change, and neither after it nor now. Their data are those of
 * the log before that change: later changes do not concern that calendar, so the text stays the same byte for
 * byte.
 */
function leftActivities(from: Day, isOut: SQL, isIn: (state: SQL) => SQL): SQL {
  return sql`
    select 'activity' as kind, l.id, l.uid, l.b ->> 'title' as title, l.b ->> 'form' as form, l.b ->> 'day' as day,
      l.b ->> 'lastDay' as lastDay, l.b ->> 'startsAt' as startsAt, l.b ->> 'endsAt' as endsAt, l.b ->> 'place' as place,
      l.b ->> 'lecturer' as lecturer, l.b ->> 'lecturerRank' as lecturerRank, u.name as hostName, l.b ->> 'compulsory' as compulsory,
      'cancelled' as status, null as opensAt, null as closesAt, null as fullMark, null as passMark, null as missedOn,
      iif(l.b ->> 'isPublic', 'public', 'hosted') as standing, l.f ->> 'sequence' as sequence, l.f ->> 'changedAt' as changedAt
    from (
      select a.id, a.uid, log.before as b, log.after as f, max(log.id)
      from activity a join ${wholeLog} log on log.subject = 'activity' and log.subject_id = cast(a.id as text)
      where a.last_day >= ${from} and a.sequence > 0 and ${isOut} and log.action like 'activity.%' and log.before ->> 'status' <> 'draft'
        and ${isOfThisRow('log')} and ${isIn(sql`log.before`)} and not ${isIn(sql`log.after`)}
      group by a.id) l join unit u on u.id = l.b ->> 'hostUnitId'`
}

/**
 * The kinds under which activities were in a calendar since `since`, by UID, from the log entries before a
 * change of the activity or, for a person's calendar, of the standing.
 */
export async function formerKinds(
  items: FeedItem[],
  personId: number | null,
  since: Instant,
): Promise<Map<string, FeedKind[]>> {
  const changed = items.filter(each => each.kind === 'activity' && each.sequence > 0)
  if (changed.length === 0) return new Map()
  const ids = JSON.stringify(changed.map(each => String(each.id)))
  const rows = JSON.stringify(changed.map(each => `${each.id}/${personId}`))
  const [states, standings] = await Promise.all([
    db.all<{ id: number; compulsory: number; isPublic: number }>(sql`
      select distinct cast(subject_id as integer) as id, before ->> 'compulsory' as compulsory, before ->> 'isPublic' as isPublic
      from audit where subject = 'activity' and subject_id in (select value from json_each(${ids})) and at >= ${since}
        and action like 'activity.%' and before ->> 'compulsory' is not null and before ->> 'status' <> 'draft'`),
    db.all<{ id: number; standing: Standing }>(sql`
      select distinct before ->> 'activityId' as id, before ->> 'standing' as standing from audit
      where subject = 'attendance' and subject_id in (select value from json_each(${rows})) and at >= ${since}
        and before ->> 'standing' is not null`),
  ])
  return new Map(
    changed.map(item => [
      item.uid,
      [
        ...states
          .filter(({ id }) => id === item.id)
          .map(({ compulsory, isPublic }) => {
            const hosted = isPublic === 1 ? 'public' : 'hosted'
            const standing = personId === null ? hosted : item.standing
            return kindOf({ ...item, compulsory: compulsory === 1, standing })
          }),
        ...standings.filter(({ id }) => id === item.id).map(({ standing }) => kindOf({ ...item, standing })),
      ],
    ]),
  )
}

function leftExams(from: Day, isOut: SQL, isIn: (state: SQL) => SQL): SQL {
  return sql`
    select 'exam', l.id, l.uid, l.b ->> 'title', '', date((l.b ->> 'opensAt') / 1000 + 28800, 'unixepoch'), l.b ->> 'closingDay',
      null, null, null, null, null, u.name, 1, 'cancelled', l.b ->> 'opensAt', l.b ->> 'closesAt', l.b ->> 'fullMark', l.b ->> 'passMark',
      null, 'hosted', l.f ->> 'sequence', l.f ->> 'changedAt'
    from (
      select e.id, e.uid, log.before as b, log.after as f, max(log.id)
      from exam e join ${wholeLog} log on log.subject = 'exam' and log.subject_id = cast(e.id as text)
      where e.closing_day >= ${from} and e.sequence > 0 and ${isOut} and log.action in ('exam.change', 'exam.takeBack')
        and log.before ->> 'status' <> 'draft' and ${isOfThisRow('log')} and ${isIn(sql`log.before`)} and not ${isIn(sql`log.after`)}
      group by e.id) l join unit u on u.id = l.b ->> 'hostUnitId'`
}

function isBelow(host: SQL, unitId: number): SQL {
  return isWithin(sql`(select below.path from unit below where below.id = ${host})`, pathOfUnit(unitId))
}

/** A public event on any day; undefined where it is not visible to everybody. */
export async function publicItem(id: number): Promise<FeedItem | undefined> {
  const [item] = await publicItemsWhere(sql`a.id = ${id} and a.deleted_at is null`)
  return item
}

async function publicItemsWhere(which: SQL): Promise<FeedItem[]> {
  const rows = await db.all<Raw>(sql`
    select ${activityColumns}, 'public' as standing, a.sequence, a.changed_at as changedAt
    from activity a join unit u on u.id = a.host_unit_id
    where a.is_public and a.review is null and a.status <> 'draft' and ${which}`)
  return rows.map(itemOf)
}

/** One activity as in the person's own calendar, or as in its host's where the person is not on the list. */
export async function activityItem(id: number, personId: number | null): Promise<FeedItem | undefined> {
  const rows = await db.all<Raw>(sql`
    select ${activityColumns}, coalesce(r.standing, 'hosted') as standing, a.sequence + coalesce(r.feed_sequence, 0) as sequence,
      max(a.changed_at, coalesce(r.feed_changed_at, 0)) as changedAt
    from activity a join unit u on u.id = a.host_unit_id
      left join attendance r on r.activity_id = a.id and r.person_id = ${personId}
    where a.id = ${id} and a.status <> 'draft' and a.deleted_at is null`)
  return rows.map(itemOf)[0]
}

/** The activities and exams scheduled for the items of a plan, of those that the viewer may see. */
export async function planItems(viewer: Viewer, planId: number): Promise<FeedItem[]> {
  const ofPlan = sql`(select id from plan_item where plan_id = ${planId})`
  const rows = await db.all<Raw>(sql`
    select ${activityColumns}, 'hosted' as standing, a.sequence, a.changed_at as changedAt
    from activity a join unit u on u.id = a.host_unit_id where a.plan_item_id in ${ofPlan} and a.status <> 'draft' and a.id in ${visibleActivityIds(viewer)}
    union all
    select ${examColumns}, 'hosted', e.sequence, e.changed_at
    from exam e join unit u on u.id = e.host_unit_id where e.plan_item_id in ${ofPlan} and e.status <> 'draft' and e.id in ${visibleExamIds(viewer)}`)
  return rows.map(itemOf)
}

function itemOf({ opensAt, closesAt, fullMark, passMark, compulsory, ...item }: Raw): FeedItem {
  const exam =
    opensAt === null || closesAt === null || fullMark === null || passMark === null
      ? null
      : { opensAt, closesAt, fullMark, passMark }
  return { ...item, compulsory: compulsory === 1, exam }
}
