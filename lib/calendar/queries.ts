import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { activity, activityHost, activityTarget, activityTopic } from '@/db/schema/activity'
import { topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { inScope } from '../access/queries'
import type { Viewer } from '../access/rules'
import type { ActivityStatus } from '../activity/rules'
import { rowsOfPerson } from '../attendance/queries'
import { NotFound } from '../errors'
import type { Day, Instant } from '../time/rules'
import { type Entry, type EntryState, isOff, ownState, publicState, sittingState, unitState } from './rules'

type Span = { from: Day; to: Day }
type Activity = typeof activity.$inferSelect

/** The viewer's own calendar: what he or she is on the list of, own exams, and public events of the own street. */
export async function ownEntries(
  viewer: Viewer,
  { from, to }: Span,
  now: Instant,
  today: Day,
): Promise<Entry[]> {
  const { personId } = viewer
  const [rows, sittings, open] = await Promise.all([
    // What began before the span may reach into it; the longest are studies of a few months.
    personId === null ? [] : rowsOfPerson(personId, `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`, to),
    personId === null ? [] : sittingsOf(personId, { from, to }),
    publicActivities({ from, to }, ofOwnStreet(viewer)),
  ])
  const own = rows.filter(({ activity: of }) => of.lastDay >= from && of.day <= to)
  const listed = new Set(own.map(({ row }) => row.activityId))
  return [
    ...own.map(({ row, activity: of, hostName }) => ({
      ...entryOf(of, hostName),
      ...ownState(of, row, today),
      isPublic: false,
    })),
    ...sittings.map(sitting => ({ ...examEntry(sitting), ...sittingState(sitting, now) })),
    ...open
      .filter(({ activity: of }) => !listed.has(of.id))
      .map(({ activity: of, hostName }) => ({ ...entryOf(of, hostName), ...publicState(of.status) })),
  ]
}

/** Everything that a unit and those below it host, drafts included. NotFound outside the scope. */
export async function unitEntries(
  viewer: Viewer,
  unitId: number,
  { from, to }: Span,
  now: Instant,
  today: Day,
) {
  const [found] = await db
    .select({ id: unit.id, name: unit.name, path: unit.path })
    .from(unit)
    .where(and(eq(unit.id, unitId), inScope(viewer, unit.path)))
  if (!found) throw new NotFound()
  const [activities, exams] = await Promise.all([
    activitiesWhere({ from, to }, sql`${unit.path} like ${`${found.path}%`}`),
    db.all<Sitting>(sql`
      select e.id, e.title, e.status, e.opens_at as opensAt, e.closes_at as closesAt, e.make_up_closes_at as makeUpClosesAt,
        ${openingDay} as day, e.closing_day as lastDay, u.name as hostName, 'required' as standing, 0 as sat, 0 as passed
      from exam e join unit u on u.id = e.host_unit_id
      where u.path like ${`${found.path}%`} and e.status <> 'draft' and e.closing_day >= ${from} and ${openingDay} <= ${to}`),
  ])
  const entries: Entry[] = [
    ...activities.map(({ activity: of, hostName }) => ({
      ...entryOf(of, hostName),
      ...unitState(of, today),
      isPublic: false,
    })),
    ...exams.map(each => ({ ...examEntry(each), ...hostedState(each, now) })),
  ]
  return { unit: found, entries }
}

/** To who holds an exam nobody in particular has missed it. */
function hostedState(exam: Sitting, now: Instant): EntryState {
  if (exam.status === 'cancelled' || now < exam.opensAt) return sittingState(exam, now)
  return now <= exam.closesAt
    ? { tone: 'go', word: 'sitting.running' }
    : { tone: 'done', word: 'sitting.over' }
}

/** Public events for anybody, of one host and those below or of all. */
export async function publicEntries(span: Span, hostPath?: string): Promise<Entry[]> {
  const rows = await publicActivities(span, hostPath ? sql`${unit.path} like ${`${hostPath}%`}` : undefined)
  return rows.map(({ activity: of, hostName }) => ({ ...entryOf(of, hostName), ...publicState(of.status) }))
}

/** Units that host public events, for the choice on the public page. */
export async function publicHosts() {
  return db
    .selectDistinct({ id: unit.id, name: unit.name, path: unit.path, order: unit.treeOrder })
    .from(unit)
    .innerJoin(activity, eq(activity.hostUnitId, unit.id))
    .where(isOpen)
    .orderBy(unit.treeOrder)
}

/** One public event with what a resident wants to know. NotFound where it is none. */
export async function publicEvent(id: number) {
  const [[found], hosts, targets, topics] = await Promise.all([
    db
      .select({ activity, hostName: unit.name })
      .from(activity)
      .innerJoin(unit, eq(unit.id, activity.hostUnitId))
      .where(and(eq(activity.id, id), isOpen)),
    db.select({ name: activityHost.name }).from(activityHost).where(eq(activityHost.activityId, id)),
    db.select({ name: activityTarget.target }).from(activityTarget).where(eq(activityTarget.activityId, id)),
    db
      .select({ name: topic.name })
      .from(activityTopic)
      .innerJoin(topic, eq(topic.id, activityTopic.topicId))
      .where(eq(activityTopic.activityId, id))
      .orderBy(asc(topic.id)),
  ])
  if (!found) throw new NotFound()
  const names = (rows: { name: string }[]) => rows.map(row => row.name)
  // 进社区 says where the office goes; who is meant are the people there.
  const meant = names(targets).map(name => name.replace(/^进/, ''))
  return { ...found, coHosts: names(hosts), targets: meant, topics: names(topics) }
}

const isOpen = sql`(${activity.isPublic} and ${activity.status} <> 'draft')`

function publicActivities(span: Span, narrower?: SQL) {
  return activitiesWhere(span, and(isOpen, narrower))
}

function activitiesWhere({ from, to }: Span, which: SQL | undefined) {
  return db
    .select({ activity, hostName: unit.name })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(and(sql`${activity.day} <= ${to} and ${activity.lastDay} >= ${from}`, which))
    .orderBy(asc(activity.day), asc(activity.startsAt), asc(activity.id))
}

/** Events of the own units, of those above, and of every unit of the same street. */
function ofOwnStreet(viewer: Viewer): SQL {
  const paths = [...viewer.ownUnitPaths, ...viewer.grants.map(grant => grant.unitPath)]
  const near = paths.map(
    path => sql`(${path} like ${unit.path} || '%' or exists (
      select 1 from unit street where street.kind = 'street' and ${path} like street.path || '%' and ${unit.path} like street.path || '%'))`,
  )
  return or(...near) ?? sql`0`
}

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
}

const openingDay = sql`date(e.opens_at / 1000 + 28800, 'unixepoch')`

/** The exams that a person must sit and that reach into the span, with how far he or she is. */
export async function sittingsOf(personId: number, { from, to }: Span): Promise<Sitting[]> {
  const rows = await db.all<Sitting>(sql`
    select e.id, e.title, e.status, e.opens_at as opensAt, e.closes_at as closesAt, e.make_up_closes_at as makeUpClosesAt,
      ${openingDay} as day, e.closing_day as lastDay, u.name as hostName, c.standing,
      count(t.id) > 0 as sat, coalesce(max(t.passed), 0) as passed
    from exam_candidate c cross join exam e on e.id = c.exam_id join unit u on u.id = e.host_unit_id
      left join attempt t on t.exam_id = e.id and t.person_id = c.person_id and t.annulled_reason is null
    where c.person_id = ${personId} and c.standing <> 'withdrawn' and e.status <> 'draft'
      and e.closing_day >= ${from} and ${openingDay} <= ${to}
    group by e.id order by e.closing_day, e.id`)
  return rows.map(row => ({ ...row, sat: Boolean(row.sat), passed: Boolean(row.passed) }))
}

function entryOf(of: Activity, hostName: string) {
  const { id, title, day, lastDay, startsAt, endsAt, place, status } = of
  return {
    kind: 'activity' as const,
    id,
    title,
    day,
    lastDay,
    startsAt,
    endsAt,
    place,
    hostName,
    isOff: isOff(status),
    isPublic: of.isPublic,
  }
}

function examEntry({ id, title, day, lastDay, hostName, status }: Sitting) {
  return {
    kind: 'exam' as const,
    id,
    title,
    day,
    lastDay,
    startsAt: null,
    endsAt: null,
    place: null,
    hostName,
    isOff: isOff(status),
    isPublic: false,
  }
}
