import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { membership, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canOrganise, canSee, type Viewer } from '@/lib/access/access.rules'
import { type AuditAction, recordAudit } from '@/lib/access/audit.commands'
import { activityById } from '@/lib/activity/activity.queries'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { addDays, monthOf, yearOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import {
  type Changed,
  idempotentChange,
  type Marked,
  openRoll,
  recordable,
  theRow,
} from './attendance.commands'
import { rowOf } from './attendance.queries'
import type { ListingInput, StandingInput } from './standing.input'

type Row = typeof attendance.$inferSelect

/**
 * Sets required, exempt or invited by a person's decision, with a reason; later changes of the roster no longer
 * affect the row.
 */
export async function setStanding(viewer: Viewer, input: StandingInput): Promise<Marked> {
  return write(tx => idempotentChange(tx, viewer, input, () => standingOn(tx, viewer, input)))
}

async function standingOn(tx: Tx, viewer: Viewer, input: StandingInput): Promise<Changed> {
  const { activity: of, unit: host, row } = await rowOf(viewer, input.activityId, input.personId, tx)
  if (!canOrganise(viewer, host.path)) throw new Forbidden()
  if (of.status === 'closed') return { ok: false, reason: 'rollClosed' }
  if (of.status === 'cancelled') return { ok: false, reason: 'cancelled' }
  if (row.standing === input.standing && row.reason === input.reason) return { ok: true, row }
  const [saved] = await tx
    .update(attendance)
    .set({
      standing: input.standing,
      standingByHand: true,
      makeUpDue: row.makeUpDue ?? addDays(of.day, of.makeUpDays),
      reason: input.reason,
      version: input.version + 1,
      feedSequence: sql`feed_sequence + 1`,
      feedChangedAt: now(),
    })
    .where(and(theRow(input.activityId, input.personId), eq(attendance.version, input.version)))
    .returning()
  if (!saved) throw new Conflict(row)
  await leaveTrace(tx, viewer, 'attendance.standing', saved, row, input.reason)
  return { ok: true, row: saved }
}

/** Adds a person to the list, or invites one (列席), with a reason. A person already on it keeps the standing. */
export async function addToList(viewer: Viewer, input: ListingInput): Promise<Changed> {
  return write(async tx => {
    const { activity: of, unit: host } = await activityById(viewer, input.activityId, tx)
    if (!canOrganise(viewer, host.path)) throw new Forbidden()
    if (of.status === 'closed') return { ok: false, reason: 'rollClosed' } as const
    if (of.status === 'cancelled') return { ok: false, reason: 'cancelled' } as const
    const [before] = await tx.select().from(attendance).where(theRow(of.id, input.personId))
    if (before && before.standing !== 'withdrawn' && before.standing !== 'walkIn')
      return { ok: true, row: before } as const
    const saved = await putRow(tx, viewer, of, input.personId, {
      standing: input.standing,
      reason: input.reason,
    })
    await leaveTrace(tx, viewer, 'attendance.add', saved, before, input.reason)
    return { ok: true, row: saved } as const
  })
}

/** 名单外参加: came without being on the list; recorded, in no rate. */
export async function addWalkIn(
  viewer: Viewer,
  input: { activityId: number; personId: number },
): Promise<Changed> {
  return write(async tx => {
    const of = await recordable(tx, viewer, input.activityId)
    if (!of.ok) return of
    const [before] = await tx.select().from(attendance).where(theRow(input.activityId, input.personId))
    if (before && before.standing !== 'withdrawn') return { ok: true, row: before } as const
    const saved = await putRow(tx, viewer, of.activity, input.personId, {
      standing: 'walkIn',
      mark: 'present',
      leaveKind: null,
      leaveRule: null,
      how: 'sheet',
      markedBy: viewer.accountId,
      markedAt: now(),
    })
    await openRoll(tx, input.activityId)
    await leaveTrace(tx, viewer, 'attendance.walkIn', saved, before)
    return { ok: true, row: saved } as const
  })
}

type Facts = Partial<Row> & Pick<Row, 'standing'>

/**
 * A row added by a person's decision, with the unit of that day; throws NotFound for a person outside the
 * viewer's scope.
 */
async function putRow(
  tx: Tx,
  viewer: Viewer,
  of: typeof activity.$inferSelect,
  personId: number,
  facts: Facts,
): Promise<Row> {
  const [home] = await tx
    .select({ unitId: membership.unitId, path: unit.path })
    .from(membership)
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(
      and(
        eq(membership.personId, personId),
        sql`${membership.fromDay} <= ${of.day} and (${membership.toDay} is null or ${membership.toDay} >= ${of.day})`,
      ),
    )
    .orderBy(sql`${membership.isPrimary} desc`, sql`${membership.fromDay} desc`)
    .limit(1)
  if (!home || !canSee(viewer, home.path)) throw new NotFound()
  const given = {
    ...facts,
    standingByHand: true,
    makeUpDue: facts.standing === 'required' ? addDays(of.day, of.makeUpDays) : null,
    feedChangedAt: now(),
    // A withdrawn row was not updated when the person or the activity moved.
    unitId: home.unitId,
    day: of.day,
    year: yearOf(of.day),
    month: monthOf(of.day),
    form: of.form,
  }
  const [saved] = await tx
    .insert(attendance)
    .values({ activityId: of.id, personId, ...given })
    .onConflictDoUpdate({
      target: [attendance.activityId, attendance.personId],
      set: { ...given, version: sql`version + 1`, feedSequence: sql`feed_sequence + 1` },
    })
    .returning()
  return saved as Row
}

async function leaveTrace(
  tx: Tx,
  viewer: Viewer,
  action: AuditAction,
  saved: Row,
  before: Row | undefined,
  reason?: string,
): Promise<void> {
  await touchPeople(tx, [saved.personId])
  await settleDebts(tx, sql`activity_id = ${saved.activityId} and person_id = ${saved.personId}`)
  await recordAudit(tx, viewer, {
    action,
    subject: 'attendance',
    subjectId: `${saved.activityId}/${saved.personId}`,
    reason,
    before,
    after: saved,
  })
}
