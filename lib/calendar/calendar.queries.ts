import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import { activity } from '@/db/schema/activity'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { moveRefusal } from '@/lib/activity/status.rules'
import { ownRows } from '@/lib/attendance/attendance.queries'
import { askedLeaves } from '@/lib/attendance/leave/leave.queries'
import { lastRead } from '@/lib/calendar/changes/change.queries'
import { newsOf, toldFrom } from '@/lib/calendar/changes/change.rules'
import { debtsOf, type Listed } from '@/lib/calendar/home/duty.rules'
import { NotFound } from '@/lib/core/errors'
import { type Day, dayOf, type Instant } from '@/lib/core/time'
import { openingDay, type Sitting, sittingsOf } from '@/lib/exam/sitting.sql'
import {
  type Entry,
  type EntryState,
  isOff,
  ownState,
  publicState,
  sittingState,
  unitState,
} from './calendar.rules'

export type Span = { from: Day; to: Day }
type Activity = typeof activity.$inferSelect

/**
 * The viewer's own calendar: activities with the viewer on the list, owed make-ups on their last day, own
 * exams, and public events of the own street; entries new or changed since the last 知道了 are marked.
 */
export async function ownEntries(
  viewer: Viewer,
  { from, to }: Span,
  now: Instant,
  today: Day,
): Promise<Entry[]> {
  const { personId } = viewer
  const [rows, sittings, open, since, asked] = await Promise.all([
    // An activity that began before the span may reach into it; the longest are studies of a few months.
    ownRows(viewer, `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`, to),
    personId === null ? [] : sittingsOf(personId, { from, to }),
    publicActivities({ from, to }, ofOwnStreet(viewer)),
    lastRead(viewer, now),
    askedLeaves(viewer),
  ])
  const living = rows.filter(({ activity: of }) => of.deletedAt === null)
  const own = living.filter(({ activity: of }) => of.lastDay >= from && of.day <= to)
  const listed = new Set(own.map(({ row }) => row.activityId))
  const told = (lastDay: Day) => lastDay >= toldFrom(today)
  return [
    ...own.map(({ row, activity: of, hostName }) => ({
      ...entryOf(of, hostName),
      ...(asked.has(of.id) && row.mark === null ? waits : ownState(of, row, today)),
      isPublic: false,
      isCompulsory: of.compulsory && row.standing === 'required',
      news: told(of.lastDay)
        ? newsOf({ ...row, rowChangedAt: row.feedChangedAt, changedAt: of.changedAt }, since)
        : undefined,
    })),
    ...makeUps(living, { from, to }, today),
    ...sittings.flatMap(sitting => [
      {
        ...examEntry(sitting),
        ...sittingState(sitting, now),
        isCompulsory: sitting.standing === 'required',
        news: told(sitting.lastDay) ? newsOf(sitting, since) : undefined,
      },
      ...makeUpExam(sitting, { from, to }, now),
    ]),
    ...open
      .filter(({ activity: of }) => !listed.has(of.id))
      .map(({ activity: of, hostName }) => ({
        ...entryOf(of, hostName),
        ...publicState(of.status),
        isCompulsory: false,
      })),
  ]
}

/** State of a leave request 已申请，未批. */
const waits: EntryState = { tone: 'soon', word: 'leaveState.asked' }

/** 待补学, placed on its last day; after that day it is overdue. */
function makeUps(listed: Listed[], { from, to }: Span, today: Day): Entry[] {
  return debtsOf(listed, today)
    .filter(({ from: led, due }) => led !== 'online' && due !== null && from <= due && due <= to)
    .map(({ activityId, title, due, hostName }) => ({
      ...onOneDay('makeUp', activityId, title, due as Day, hostName),
      tone: (due as Day) < today ? 'owed' : 'soon',
      word: 'state.makeUpOwed',
      isCompulsory: true,
    }))
}

/** 待补考, placed on its last day, for those who had not passed when the exam closed. */
function makeUpExam(sitting: Sitting, { from, to }: Span, now: Instant): Entry[] {
  const { id, title, hostName, closesAt, makeUpClosesAt, passed, standing, status } = sitting
  if (makeUpClosesAt === null || passed || standing !== 'required' || status === 'cancelled') return []
  const due = dayOf(makeUpClosesAt)
  if (now <= closesAt || due < from || due > to) return []
  return [
    {
      ...onOneDay('exam', id, title, due, hostName),
      kind: 'exam',
      ...sittingState(sitting, now),
      isCompulsory: true,
      isMakeUp: true,
    },
  ]
}

function onOneDay(kind: 'makeUp' | 'exam', id: number, title: string, day: Day, hostName: string) {
  return {
    kind,
    id,
    title,
    day,
    lastDay: day,
    startsAt: null,
    endsAt: null,
    place: null,
    hostName,
    isOff: false,
    isPublic: false,
  }
}

/** Whether the viewer wants the lunar date (农历) in calendars. */
export async function showsLunar({ accountId }: Viewer): Promise<boolean> {
  if (accountId === null) return false
  const [found] = await db.select({ is: account.showsLunar }).from(account).where(eq(account.id, accountId))
  return found?.is ?? false
}

/** Everything hosted by a unit and its subtree, drafts included. Throws NotFound outside the scope. */
export async function unitEntries(viewer: Viewer, unitId: number, { from, to }: Span, now: Instant) {
  const [found] = await db
    .select({ id: unit.id, name: unit.name, path: unit.path })
    .from(unit)
    .where(and(eq(unit.id, unitId), inScope(viewer, unit.path)))
  if (!found) throw new NotFound()
  const mayMove = (of: Activity, hostPath: string) =>
    canOrganise(viewer, hostPath) && moveRefusal(of, now) === null ? of.version : undefined
  const [activities, exams] = await Promise.all([
    activitiesWhere({ from, to }, isWithin(unit.path, found.path)),
    db.all<Sitting>(sql`
      select e.id, e.title, e.status, e.opens_at as opensAt, e.closes_at as closesAt, e.make_up_closes_at as makeUpClosesAt,
        ${openingDay} as day, e.closing_day as lastDay, u.name as hostName, 'required' as standing, 0 as sat, 0 as passed,
        e.changed_at as changedAt, 0 as rowChangedAt
      from exam e join unit u on u.id = e.host_unit_id
      where ${isWithin(sql`u.path`, found.path)} and e.status <> 'draft' and e.closing_day >= ${from} and ${openingDay} <= ${to}`),
  ])
  const entries: Entry[] = [
    ...activities.map(({ activity: of, hostName, hostPath }) => ({
      ...entryOf(of, hostName),
      ...unitState(of, now),
      isCompulsory: of.compulsory,
      movable: mayMove(of, hostPath),
    })),
    ...exams.map(each => ({ ...examEntry(each), ...hostedState(each, now), isCompulsory: true })),
  ]
  return { unit: found, entries }
}

/** The state of an exam from the host's view, for whom no single person counts as absent. */
function hostedState(exam: Sitting, now: Instant): EntryState {
  if (exam.status === 'cancelled' || now < exam.opensAt) return sittingState(exam, now)
  return now <= exam.closesAt
    ? { tone: 'go', word: 'sitting.running' }
    : { tone: 'done', word: 'sitting.over' }
}

/** Public events, of one host and its subtree or of all hosts. */
export async function publicEntries(span: Span, hostPath?: string): Promise<Entry[]> {
  const rows = await publicActivities(span, hostPath ? isWithin(unit.path, hostPath) : undefined)
  return rows.map(({ activity: of, hostName }) => ({
    ...entryOf(of, hostName),
    ...publicState(of.status),
    isCompulsory: false,
  }))
}

/** SQL condition: visible to everybody: public, no draft, not deleted, passed where it is reviewed. */
export const isOpen = sql`(${activity.isPublic} and ${activity.review} is null and ${activity.status} <> 'draft' and ${activity.deletedAt} is null)`

function publicActivities(span: Span, narrower?: SQL) {
  return activitiesWhere(span, and(isOpen, narrower))
}

function activitiesWhere({ from, to }: Span, which: SQL | undefined) {
  return db
    .select({ activity, hostName: unit.name, hostPath: unit.path })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        sql`${activity.day} <= ${to} and ${activity.lastDay} >= ${from} and ${activity.deletedAt} is null`,
        which,
      ),
    )
    .orderBy(asc(activity.day), asc(activity.startsAt), asc(activity.id))
}

/** SQL condition: events of the viewer's own units, of those above, and of every unit of the same street. */
function ofOwnStreet(viewer: Viewer): SQL {
  const paths = [...viewer.ownUnitPaths, ...viewer.grants.map(grant => grant.unitPath)]
  const near = paths.map(
    path => sql`(${isWithin(path, unit.path)} or exists (
      select 1 from unit street where street.kind = 'street' and ${isWithin(path, sql`street.path`)} and ${isWithin(unit.path, sql`street.path`)}))`,
  )
  return or(...near) ?? sql`0`
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
