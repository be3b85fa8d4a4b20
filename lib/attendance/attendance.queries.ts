import { createHash } from 'node:crypto'
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { person, unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canConfirm, canOrganise, canSee, type Viewer } from '@/lib/access/access.rules'
import { type AuditRow, historyOf, subjectsOf } from '@/lib/access/audit.sql'
import { activityById } from '@/lib/activity/activity.queries'
import { NotFound } from '@/lib/core/errors'
import type { Instant } from '@/lib/core/time'
import { byStrokesInUnits } from './attendance.rules'
import { orderOf } from './sheet-order.sql'

type Row = typeof attendance.$inferSelect

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

const marker = alias(person, 'marker')

const sheetColumns = {
  personId: attendance.personId,
  name: person.name,
  initials: person.initials,
  staffNo: person.staffNo,
  post: person.post,
  unitId: attendance.unitId,
  unitName: unit.name,
  unitPath: unit.path,
  standing: attendance.standing,
  /** For an approved leave only its kind; what the person wrote is not shown here. */
  reason: sql<string | null>`coalesce(${attendance.reason}, ${attendance.leaveKind})`,
  /** Whether a leave request is 已申请，未批. */
  asksLeave: sql<number>`exists (select 1 from leave_request q where q.activity_id = ${attendance.activityId}
    and q.person_id = ${attendance.personId} and q.state = 'asked')`,
  mark: attendance.mark,
  madeUpOn: attendance.madeUpOn,
  makeUpDue: attendance.makeUpDue,
  completedOn: attendance.completedOn,
  markedAt: attendance.markedAt,
  /** Who set the mark; null for an import on the command line. */
  markedBy: marker.name,
  version: attendance.version,
  feedChangedAt: attendance.feedChangedAt,
}

/**
 * The sheet: every row of an activity, by unit in the chosen order, then 列席, then 名单外参加; this order gives the
 * numbers of the printed list. Only for viewers who may see the host unit's people; a co-organiser below sees
 * the rows of the own scope.
 */
export async function sheetOf(viewer: Viewer, activityId: number, on: On = db) {
  const found = await activityById(viewer, activityId, on)
  const all = canSee(viewer, found.unit.path)
  const [listed, order] = await Promise.all([
    sheetRows(activityId, all ? undefined : inScope(viewer, unit.path), on),
    orderOf(activityId, on),
  ])
  if (!all && listed.length === 0) throw new NotFound()
  const rows = order === 'strokes' ? byStrokesInUnits(listed) : listed
  return {
    ...found,
    rows,
    order,
    canRecord: canOrganise(viewer, found.unit.path),
    canConfirm: canConfirm(viewer, found.unit.path),
  }
}
export type Sheet = Awaited<ReturnType<typeof sheetOf>>
export type SheetRow = Sheet['rows'][number]

/** The rows with a number, in that order; 名单外参加 have none. */
export function numberedOf(rows: SheetRow[]): SheetRow[] {
  return rows.filter(row => row.standing !== 'walkIn')
}

/**
 * Checksums of the sheet shown in a form of numbers: of the list of people with their numbers, and of the state
 * of each row.
 */
export function seenOf(rows: SheetRow[]): { list: string; marks: string } {
  const numbered = numberedOf(rows)
  return {
    list: shortHash(numbered.map(row => row.personId)),
    marks: shortHash(numbered.map(row => [row.personId, row.version])),
  }
}

function shortHash(values: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16)
}

/**
 * Rows of a sheet changed at or after an instant, by other organisers for instance. `versions` is the sum over
 * the whole sheet: a client whose own sum differs has missed a change (the clock was set back) and reloads
 * everything.
 */
export async function sheetChanges(viewer: Viewer, activityId: number, since: Instant) {
  if (viewer.grants.length === 0) throw new NotFound()
  const { activity: of, unit: host } = await activityById(viewer, activityId)
  const all = canSee(viewer, host.path)
  const scope = all ? undefined : inScope(viewer, unit.path)
  const [rows, [counted]] = await Promise.all([
    sheetRows(
      activityId,
      and(scope, sql`max(coalesce(${attendance.markedAt}, 0), ${attendance.feedChangedAt}) >= ${since}`),
      db,
    ),
    db
      .select({ versions: sql<number>`coalesce(sum(${attendance.version}), 0)` })
      .from(attendance)
      .innerJoin(unit, eq(unit.id, attendance.unitId))
      .where(and(eq(attendance.activityId, activityId), sql`${attendance.standing} <> 'withdrawn'`, scope)),
  ])
  return { rows, status: of.status, versions: counted?.versions ?? 0 }
}

/** One row as the sheet shows it. */
export async function sheetRow(viewer: Viewer, activityId: number, personId: number): Promise<SheetRow> {
  const { unit: host } = await activityById(viewer, activityId)
  const all = canSee(viewer, host.path)
  const which = and(eq(attendance.personId, personId), all ? undefined : inScope(viewer, unit.path))
  const [row] = await sheetRows(activityId, which, db)
  if (!row) throw new NotFound()
  return row
}

function sheetRows(activityId: number, which: SQL | undefined, on: On) {
  return on
    .select(sheetColumns)
    .from(attendance)
    .innerJoin(person, eq(person.id, attendance.personId))
    .innerJoin(unit, eq(unit.id, attendance.unitId))
    .leftJoin(account, eq(account.id, attendance.markedBy))
    .leftJoin(marker, eq(marker.id, account.personId))
    .where(and(eq(attendance.activityId, activityId), sql`${attendance.standing} <> 'withdrawn'`, which))
    .orderBy(
      sql`case ${attendance.standing} when 'walkIn' then 2 when 'invited' then 1 else 0 end`,
      asc(unit.treeOrder),
      asc(person.position),
      asc(person.id),
    )
}

/** People on the viewer's sheet whose mark was corrected after the roll was closed. */
export async function correctedOn(viewer: Viewer, activityId: number): Promise<Set<number>> {
  const [{ rows }, corrected] = await Promise.all([
    sheetOf(viewer, activityId),
    subjectsOf('attendance', `${activityId}/`, 'attendance.correct'),
  ])
  const ids = new Set(corrected.map(each => Number(each.slice(each.indexOf('/') + 1))))
  return new Set(rows.map(row => row.personId).filter(id => ids.has(id)))
}

/** Actions on a whole sheet at once, whose log entry lists the people. */
const wholeSheet = [
  'attendance.markRest',
  'attendance.undoRest',
  'attendance.markByNumbers',
  'attendance.presence',
  'study.import',
]

/** The history of one row, oldest first: each mark, change of standing and make-up with who, when and why. */
export async function rowHistory(viewer: Viewer, activityId: number, personId: number) {
  const row = await sheetRow(viewer, activityId, personId)
  const [own, whole] = await Promise.all([
    historyOf('attendance', `${activityId}/${personId}`),
    historyOf('activity', activityId, { actions: wholeSheet }),
  ])
  const entries = [...own, ...whole.filter(entry => partIn(entry, personId) !== undefined)]
    .sort((a, b) => a.id - b.id)
    .map(entry => ({
      ...entry,
      ...(wholeSheet.includes(entry.action)
        ? (partIn(entry, personId) as { before: Partial<Row> | null; after: Partial<Row> })
        : { before: entry.before as Partial<Row> | null, after: entry.after as Partial<Row> }),
    }))
  return { row, entries }
}

type Part = { before: Partial<Row> | null; after: Partial<Row> }

/** This person's part in a log entry about a whole sheet; undefined where the row was not touched. */
function partIn({ action, after }: AuditRow, personId: number): Part | undefined {
  if (Array.isArray(after)) {
    const part = after.find(each => each.personId === personId)
    return part && { before: 'was' in part ? { mark: part.was } : null, after: part }
  }
  const { personIds = [] } = (after ?? {}) as { personIds?: number[] }
  if (!personIds.includes(personId)) return undefined
  const [unmarked, present] = [{ mark: null }, { mark: 'present' as const }]
  return action === 'attendance.markRest'
    ? { before: unmarked, after: present }
    : { before: present, after: unmarked }
}

/** The viewer's own rows between two days, with their activities: for calendar, debts and history. */
export async function ownRows({ personId }: Viewer, from: string, to: string) {
  if (personId === null) return []
  return db
    .select({ row: attendance, activity, hostName: unit.name })
    .from(attendance)
    .innerJoin(activity, eq(activity.id, attendance.activityId))
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        eq(attendance.personId, personId),
        sql`${attendance.day} between ${from} and ${to}`,
        sql`${attendance.standing} <> 'withdrawn' and ${activity.deletedAt} is null`,
      ),
    )
    .orderBy(asc(attendance.day), asc(activity.startsAt), asc(activity.id))
}

/** The viewer's own row of an activity; null where there is none. */
export async function ownRow(viewer: Viewer, activityId: number): Promise<Row | null> {
  if (viewer.personId === null) return null
  const [row] = await db
    .select()
    .from(attendance)
    .where(and(eq(attendance.activityId, activityId), eq(attendance.personId, viewer.personId)))
  return row && row.standing !== 'withdrawn' ? row : null
}

/** The rows of a roll as input for the rates, for those who see all of it. */
export async function countedRowsOf(viewer: Viewer, activityId: number): Promise<Row[]> {
  const { unit: host } = await activityById(viewer, activityId)
  if (!canSee(viewer, host.path)) throw new NotFound()
  return db
    .select()
    .from(attendance)
    .where(and(eq(attendance.activityId, activityId), eq(attendance.standing, 'required')))
}
