import { and, asc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { activity, activityHeads } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { evidence } from '@/db/schema/output'
import { plan, planItem } from '@/db/schema/plan'
import { person, unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, canSee, type Viewer } from '@/lib/access/access.rules'
import { activityById } from '@/lib/activity/activity.queries'
import { NotFound } from '@/lib/core/errors'
import { visibleActivity, visiblePlan } from '@/lib/plan/visible.sql'
import type { AttachmentKind } from './attachment.rules'
import { type FileState, stateOf, storedFile } from './file-store.queries'

const adder = alias(person, 'adder')
const rowUnit = alias(unit, 'row_unit')

const columns = {
  id: evidence.id,
  kind: evidence.kind,
  activityId: evidence.activityId,
  planItemId: evidence.planItemId,
  personId: evidence.personId,
  name: evidence.name,
  mediaType: evidence.mediaType,
  size: evidence.size,
  width: evidence.width,
  height: evidence.height,
  hash: evidence.hash,
  addedBy: evidence.addedBy,
  addedByName: adder.name,
  addedAt: evidence.addedAt,
  purgedAt: evidence.purgedAt,
}

/**
 * Photos are visible to whoever may see the activity; sheets and lists of names to its scope; a proof of leave
 * or make-up to the person, those who approve for the person's unit, and the organisers of the activity and of
 * that unit.
 */
function visibleOfActivity(viewer: Viewer): SQL | undefined {
  const isListed = and(isNull(evidence.personId), sql`${evidence.kind} <> 'photo'`)
  const own = viewer.personId === null ? undefined : eq(evidence.personId, viewer.personId)
  const decides = sql`exists (select 1 from ${attendance} r join ${unit} ${sql.identifier('row_unit')} on ${rowUnit.id} = r.unit_id
    where r.activity_id = ${evidence.activityId} and r.person_id = ${evidence.personId} and ${inScope(viewer, rowUnit.path)})`
  return and(
    isNull(evidence.removedAt),
    isNull(activity.deletedAt),
    or(
      and(isNull(evidence.personId), eq(evidence.kind, 'photo'), visibleActivity(viewer)),
      and(isListed, inScope(viewer, unit.path)),
      and(
        sql`${evidence.personId} is not null`,
        or(own, inScope(viewer, unit.path, 'organiser', 'administrator'), decides),
      ),
    ),
  )
}

function ofActivities(which: SQL | undefined, on: On) {
  return on
    .select({ ...columns, unitPath: unit.path, of: activity.title })
    .from(evidence)
    .innerJoin(activity, eq(activity.id, evidence.activityId))
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .leftJoin(account, eq(account.id, evidence.addedBy))
    .leftJoin(adder, eq(adder.id, account.personId))
    .where(which)
    .orderBy(asc(evidence.addedAt), asc(evidence.id))
}

/**
 * Photos are visible to whoever may see the plan, other papers to the scope of the plan or of the unit that
 * carries the item out.
 */
function ofPlanItems(viewer: Viewer, which: SQL | undefined, on: On) {
  const carriesOut = sql`exists (select 1 from ${unit} ${sql.identifier('row_unit')}
    where ${rowUnit.id} = ${planItem.unitId} and ${inScope(viewer, rowUnit.path)})`
  const isFor = or(eq(evidence.kind, 'photo'), inScope(viewer, unit.path), carriesOut)
  return on
    .select({ ...columns, unitPath: unit.path, planId: plan.id, of: planItem.content })
    .from(evidence)
    .innerJoin(planItem, eq(planItem.id, evidence.planItemId))
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .innerJoin(unit, eq(unit.id, plan.unitId))
    .leftJoin(account, eq(account.id, evidence.addedBy))
    .leftJoin(adder, eq(adder.id, account.personId))
    .where(and(isNull(evidence.removedAt), visiblePlan(viewer), isFor, which))
    .orderBy(asc(evidence.addedAt), asc(evidence.id))
}

type Row = Awaited<ReturnType<typeof ofActivities>>[number]
export type Attachment = Awaited<ReturnType<typeof attachmentsOf>>[number]

/** The attachments of one activity that the viewer may see, oldest first. */
export async function attachmentsOf(
  viewer: Viewer,
  activityId: number,
  kinds: AttachmentKind[],
  on: On = db,
) {
  const which = and(
    eq(evidence.activityId, activityId),
    inArray(evidence.kind, kinds),
    visibleOfActivity(viewer),
  )
  return withState(viewer, await ofActivities(which, on))
}

/** The photos that prove a part of a plan as done. */
export async function attachmentsOfItem(viewer: Viewer, planItemId: number, on: On = db) {
  return withState(viewer, await ofPlanItems(viewer, eq(evidence.planItemId, planItemId), on))
}

/** The proofs of one person's leave or make-up of an activity; none where the viewer may not see them. */
export async function proofsOf(
  viewer: Viewer,
  { activityId, personId, kind }: { activityId: number; personId: number; kind: 'leave' | 'makeUp' },
  on: On = db,
) {
  const which = and(
    eq(evidence.activityId, activityId),
    eq(evidence.personId, personId),
    eq(evidence.kind, kind),
    visibleOfActivity(viewer),
  )
  return withState(viewer, await ofActivities(which, on))
}

/** Adds whether each file still exists on disk, and whether the viewer may remove it: uploader or organiser. */
async function withState<R extends Omit<Row, 'unitPath'> & { unitPath: string }>(viewer: Viewer, rows: R[]) {
  return Promise.all(
    rows.map(async row => ({
      ...row,
      state: await stateOf(row),
      // What is left of a purged one says that it was there.
      mayRemove:
        row.purgedAt === null &&
        (canOrganise(viewer, row.unitPath) || (row.addedBy !== null && row.addedBy === viewer.accountId)),
    })),
  )
}

/** One attachment. Throws NotFound where it does not exist, was removed, or is not visible to the viewer. */
export async function attachmentById(viewer: Viewer, id: number, on: On = db) {
  const [[ofActivity], [ofItem]] = await Promise.all([
    ofActivities(and(eq(evidence.id, id), visibleOfActivity(viewer)), on),
    ofPlanItems(viewer, eq(evidence.id, id), on),
  ])
  const found = ofActivity ? { ...ofActivity, planId: null } : ofItem
  if (!found) throw new NotFound()
  const [checked] = await withState(viewer, [found])
  return checked as typeof found & { state: FileState; mayRemove: boolean }
}

/** The file itself, its hash verified. Throws NotFound like its row. */
export async function attachmentFile(viewer: Viewer, id: number) {
  const row = await attachmentById(viewer, id)
  if (row.state === 'purged') return { row, file: { state: row.state } }
  return { row, file: await storedFile(row.hash) }
}

/** 分单位人次 of an activity, each with its list, for those who see the host unit's rows. */
export async function headsByUnit(viewer: Viewer, activityId: number) {
  const { unit: host } = await activityById(viewer, activityId)
  if (!canSee(viewer, host.path)) throw new NotFound()
  return db
    .select({
      unitId: activityHeads.unitId,
      unitName: unit.name,
      heads: activityHeads.heads,
      evidenceId: activityHeads.evidenceId,
      purgedAt: evidence.purgedAt,
    })
    .from(activityHeads)
    .innerJoin(unit, eq(unit.id, activityHeads.unitId))
    .leftJoin(evidence, eq(evidence.id, activityHeads.evidenceId))
    .where(eq(activityHeads.activityId, activityId))
    .orderBy(asc(unit.treeOrder))
}

/** Whether the viewer may attach a proof to this row: the person itself, or an organiser of the activity. */
export async function mayProve(
  viewer: Viewer,
  activityId: number,
  personId: number,
  on: On = db,
): Promise<boolean> {
  const [row] = await on
    .select({ standing: attendance.standing, path: unit.path })
    .from(attendance)
    .innerJoin(activity, eq(activity.id, attendance.activityId))
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        eq(attendance.activityId, activityId),
        eq(attendance.personId, personId),
        isNull(activity.deletedAt),
        sql`${attendance.standing} <> 'withdrawn'`,
      ),
    )
  if (!row) return false
  if (viewer.personId !== personId) await activityById(viewer, activityId, on)
  return viewer.personId === personId || canOrganise(viewer, row.path)
}
