import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import { historyOf } from '@/lib/access/audit.sql'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
import { activityById } from '@/lib/activity/activity.queries'
import { isRecordedRow } from '@/lib/activity/recorded.sql'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, type Refused } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { syncActivity } from '@/lib/organisation/audience/audience.commands'
import { beginningOf } from '@/lib/organisation/audience/frozen.rules'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { isMissed } from '@/lib/plan/duties/owed.rules'
import { followPlan } from '@/lib/plan/rules-followed.commands'
import type { CorrectionInput, MarkInput, RestInput } from './attendance.input'
import { rowOf } from './attendance.queries'
import { type CorrectionRefusal, correctionRefusal, type MarkRefusal, markRefusal } from './attendance.rules'
import { leaveFacts } from './leave-kind.rules'

type Row = typeof attendance.$inferSelect

export const theRow = (activityId: number, personId: number) =>
  and(eq(attendance.activityId, activityId), eq(attendance.personId, personId))

/** `made`: the version that this mark produced; for a repeated request the row may be newer. */
export type Marked = { ok: true; row: Row; made: number } | Refused<MarkRefusal>

/** Marks one person. Idempotent; an older version throws Conflict with the present row. */
export async function markAttendance(viewer: Viewer, input: MarkInput): Promise<Marked> {
  return write(tx => idempotentChange(tx, viewer, input, () => markOn(tx, viewer, input)))
}

async function markOn(tx: Tx, viewer: Viewer, input: MarkInput): Promise<Changed> {
  const { activity: of, unit: host, row } = await rowOf(viewer, input.activityId, input.personId, tx)
  if (!canOrganise(viewer, host.path)) throw new Forbidden() // Seeing is not recording: a leader has read access only.
  const refusal = markRefusal(of, row, dayOf(now()))
  if (refusal) return { ok: false, reason: refusal }
  const saved = await setMark(tx, viewer, row, input)
  if (saved.version !== row.version) {
    if (saved.mark === null) await shutUnused(tx, of)
    else if (of.rollOpenedAt === null || of.status === 'scheduled') await openRoll(tx, of.id)
  }
  return { ok: true, row: saved }
}

export type Changed = { ok: true; row: Row } | Refused<MarkRefusal>
type RowChange = { activityId: number; personId: number; idempotencyKey?: string }

/**
 * Makes a change of a row idempotent by the sender's key. A retry after a lost answer does not conflict with
 * newer marks, its own or a colleague's: it gets the row as it is now.
 */
export async function idempotentChange(
  tx: Tx,
  viewer: Viewer,
  { activityId, personId, idempotencyKey }: RowChange,
  work: () => Promise<Changed>,
): Promise<Marked> {
  let row: Row | undefined
  const change = async () => {
    const done = await work()
    if (!done.ok) return done
    row = done.row
    return { ok: true, made: row.version } as const
  }
  const answer =
    idempotencyKey === undefined
      ? await change()
      : await idempotent(tx, viewer, `mark ${activityId}/${personId} ${idempotencyKey}`, change)
  if (!answer.ok) return answer
  return { ...answer, row: row ?? (await rowOf(viewer, activityId, personId, tx)).row }
}

/** 更正: corrects a mark of a closed roll with a reason; the roll stays closed. */
export async function correctMark(
  viewer: Viewer,
  input: CorrectionInput,
): Promise<{ ok: true; row: Row } | Refused<CorrectionRefusal>> {
  return write(async tx => {
    const { activity: of, unit: host, row } = await rowOf(viewer, input.activityId, input.personId, tx)
    if (!canOrganise(viewer, host.path)) throw new Forbidden()
    const refusal = correctionRefusal(of, row, dayOf(now()))
    if (refusal) return { ok: false, reason: refusal } as const
    return { ok: true, row: await setMark(tx, viewer, row, input, input.why) } as const
  })
}

/**
 * Sets the mark of one row, audited; with `why` as a correction. Throws Conflict where the row is newer than
 * the sheet's.
 */
async function setMark(tx: Tx, viewer: Viewer, row: Row, input: MarkInput, why?: string): Promise<Row> {
  // A reason such as 病假 belongs to the leave and is removed with it; the reason for putting somebody on the
  // list stays.
  const kept = input.mark === row.mark || row.standingByHand ? row.reason : null
  const reason = input.reason === undefined ? kept : input.reason || null
  if (row.mark === input.mark && row.reason === reason) return row
  const kinds = input.mark === 'leave' ? await leaveKindsOf(tx) : []
  // The condition in the update, not the read before, prevents a lost update by two concurrent sheets.
  const [saved] = await tx
    .update(attendance)
    .set({
      mark: input.mark,
      reason,
      ...leaveFacts(input.mark, reason, kinds, row),
      how: 'sheet',
      markedBy: viewer.accountId,
      markedAt: now(),
      version: input.version + 1,
    })
    .where(and(theRow(row.activityId, row.personId), eq(attendance.version, input.version)))
    .returning()
  if (!saved) throw new Conflict(row)
  if (isMissed(row.mark) || isMissed(saved.mark))
    await settleDebts(tx, sql`activity_id = ${row.activityId} and person_id = ${row.personId}`)
  await recordAudit(tx, viewer, {
    action: why === undefined ? 'attendance.mark' : 'attendance.correct',
    subject: 'attendance',
    subjectId: `${row.activityId}/${row.personId}`,
    reason: why,
    before: row,
    after: saved,
  })
  return saved
}

type Rest = { ok: true; count: number; at: number } | Refused<MarkRefusal>

/**
 * 其余到课: marks everybody required and unmarked as present; existing marks are never touched. Undone in one step.
 * With a `key` it is idempotent.
 */
export async function markRest(viewer: Viewer, input: RestInput): Promise<Rest> {
  return write(tx => {
    const rest = () => restOn(tx, viewer, input)
    return input.idempotencyKey
      ? idempotent(tx, viewer, `rest ${input.activityId} ${input.idempotencyKey}`, rest)
      : rest()
  })
}

async function restOn(tx: Tx, viewer: Viewer, input: RestInput): Promise<Rest> {
  const of = await recordable(tx, viewer, input.activityId)
  if (!of.ok) return of
  const at = await momentOf(tx, input.activityId)
  const saved = await tx
    .update(attendance)
    .set({
      mark: 'present',
      how: 'all',
      markedBy: viewer.accountId,
      markedAt: at,
      version: sql`version + 1`,
    })
    .where(
      and(
        eq(attendance.activityId, input.activityId),
        isNull(attendance.mark),
        eq(attendance.standing, 'required'),
        isNull(attendance.madeUpOn),
        input.unitId
          ? sql`${attendance.unitId} in (select below.id from unit below where ${isWithin(sql`below.path`, pathOfUnit(input.unitId))})`
          : undefined,
      ),
    )
    .returning({ personId: attendance.personId })
  if (saved.length > 0) {
    await openRoll(tx, input.activityId)
    await recordAudit(tx, viewer, {
      action: 'attendance.markRest',
      subject: 'activity',
      subjectId: input.activityId,
      after: { at, personIds: saved.map(row => row.personId) },
    })
  }
  return { ok: true, count: saved.length, at } as const
}

/** The instant of a `markRest`, by which it is undone: unique within the roll, even if the clock was set back. */
async function momentOf(tx: Tx, activityId: number): Promise<number> {
  const before = await historyOf('activity', activityId, { actions: ['attendance.markRest'], on: tx })
  const { at = 0 } = (before.at(-1)?.after ?? {}) as { at?: number }
  return Math.max(now(), at + 1)
}

type Undone = { ok: true; count: number } | Refused<MarkRefusal>

/** Undoes one `markRest`, except for rows changed since. Idempotent. */
export async function undoRest(viewer: Viewer, input: { activityId: number; at: number }): Promise<Undone> {
  return write(tx =>
    idempotent(tx, viewer, `undo rest ${input.activityId} ${input.at}`, () => undoRestOn(tx, viewer, input)),
  )
}

async function undoRestOn(
  tx: Tx,
  viewer: Viewer,
  input: { activityId: number; at: number },
): Promise<Undone> {
  const of = await recordable(tx, viewer, input.activityId)
  if (!of.ok) return of
  const undone = await tx
    .update(attendance)
    .set({ mark: null, how: null, markedBy: viewer.accountId, markedAt: now(), version: sql`version + 1` })
    .where(
      and(
        eq(attendance.activityId, input.activityId),
        eq(attendance.how, 'all'),
        eq(attendance.markedAt, input.at),
      ),
    )
    .returning({ personId: attendance.personId })
  if (undone.length > 0) await shutUnused(tx, of.activity)
  await recordAudit(tx, viewer, {
    action: 'attendance.undoRest',
    subject: 'activity',
    subjectId: input.activityId,
    after: { personIds: undone.map(row => row.personId) },
  })
  return { ok: true, count: undone.length } as const
}

/** The first mark opens the roll and freezes its rows; a scheduled activity that has begun becomes held by a mark. */
export async function openRoll(tx: Tx, activityId: number): Promise<void> {
  const at = now()
  const isTakenUp = sql`(status = 'scheduled' and day <= ${dayOf(at)} and coalesce(starts_at, 0) <= ${at})`
  await tx
    .update(activity)
    .set({
      rollOpenedAt: sql`coalesce(roll_opened_at, ${at})`,
      status: sql`case when ${isTakenUp} then 'held' else status end`,
    })
    .where(and(eq(activity.id, activityId), or(isNull(activity.rollOpenedAt), isTakenUp)))
}

/**
 * Nothing is recorded any more and the activity has not begun: its roll is not open, and list and leave rule follow
 * roster and plan again.
 */
async function shutUnused(tx: Tx, of: typeof activity.$inferSelect): Promise<void> {
  if (of.rollOpenedAt === null || of.rollClosedAt !== null || beginningOf(of) <= now()) return
  const [used] = await tx.all(
    sql`select 1 from attendance where activity_id = ${of.id} and ${isRecordedRow} limit 1`,
  )
  if (used) return
  const status = of.status === 'held' ? 'scheduled' : of.status
  const shut = { rollOpenedAt: null, status } as const
  await tx.update(activity).set(shut).where(eq(activity.id, of.id))
  const rules = await followPlan(tx, of.id, of.planItemId)
  await syncActivity(tx, { ...of, ...shut, ...rules })
}

/** The activity of a sheet that the viewer may write to now, or why not. */
export async function recordable(tx: Tx, viewer: Viewer, activityId: number) {
  const found = await activityById(viewer, activityId, tx)
  if (!canOrganise(viewer, found.unit.path)) throw new Forbidden()
  const refusal = markRefusal(found.activity, { standing: 'required' }, dayOf(now()))
  return refusal ? ({ ok: false, reason: refusal } as const) : ({ ok: true, ...found } as const)
}
