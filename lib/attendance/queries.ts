import { and, asc, eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { person, unit } from '@/db/schema/roster'
import { inScope } from '../access/queries'
import { canOrganise, type Viewer } from '../access/rules'
import { activityById } from '../activity/queries'
import { NotFound } from '../errors'

/** One row of a sheet with its activity. Throws NotFound where the viewer may not see the activity. */
export async function rowOf(viewer: Viewer, activityId: number, personId: number, on: On = db) {
  const found = await activityById(viewer, activityId, on)
  const [row] = await on
    .select()
    .from(attendance)
    .where(and(eq(attendance.activityId, activityId), eq(attendance.personId, personId)))
  if (!row) throw new NotFound()
  return { ...found, row }
}

const sheetColumns = {
  personId: attendance.personId,
  name: person.name,
  initials: person.initials,
  staffNo: person.staffNo,
  post: person.post,
  unitId: attendance.unitId,
  unitName: unit.name,
  standing: attendance.standing,
  reason: attendance.reason,
  mark: attendance.mark,
  madeUpOn: attendance.madeUpOn,
  makeUpDue: attendance.makeUpDue,
  completedOn: attendance.completedOn,
  markedAt: attendance.markedAt,
  version: attendance.version,
}

/**
 * The sheet: every row of an activity, unit by unit in the office's own order; the same order as the printed list.
 * Only for who may see the host unit's people; a co-organiser below sees the rows of the own scope.
 */
export async function sheetOf(viewer: Viewer, activityId: number, on: On = db) {
  const found = await activityById(viewer, activityId, on)
  const all = viewer.grants.some(grant => found.unit.path.startsWith(grant.unitPath))
  const rows = await on
    .select(sheetColumns)
    .from(attendance)
    .innerJoin(person, eq(person.id, attendance.personId))
    .innerJoin(unit, eq(unit.id, attendance.unitId))
    .where(
      and(
        eq(attendance.activityId, activityId),
        sql`${attendance.standing} <> 'withdrawn'`,
        all ? undefined : inScope(viewer, unit.path),
      ),
    )
    .orderBy(asc(unit.treeOrder), asc(person.position), asc(person.id))
  if (!all && rows.length === 0) throw new NotFound()
  return { ...found, rows, canRecord: canOrganise(viewer, found.unit.path) }
}
export type Sheet = Awaited<ReturnType<typeof sheetOf>>
export type SheetRow = Sheet['rows'][number]

/** A person's own rows between two days with their activities: calendar, debts, history. */
export async function rowsOfPerson(personId: number, from: string, to: string, on: On = db) {
  return on
    .select({ row: attendance, activity, hostName: unit.name })
    .from(attendance)
    .innerJoin(activity, eq(activity.id, attendance.activityId))
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        eq(attendance.personId, personId),
        sql`${attendance.day} between ${from} and ${to}`,
        sql`${attendance.standing} <> 'withdrawn'`,
      ),
    )
    .orderBy(asc(attendance.day), asc(activity.startsAt), asc(activity.id))
}
