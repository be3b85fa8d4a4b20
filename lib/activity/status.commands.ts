import { sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import { canConfirm, canOrganise, type Viewer } from '@/lib/access/access.rules'
import { idempotent } from '@/lib/access/audit.commands'
import { isWithin } from '@/lib/access/unit-path.sql'
import type { Conflicting } from '@/lib/activity/conflicts/conflict.rules'
import { now } from '@/lib/core/clock'
import { Conflict, type Refused } from '@/lib/core/errors'
import { addDays, type Day, dayOf, type Instant, instantOf, onDay } from '@/lib/core/time'
import { autoCloseDaysOf } from '@/lib/organisation/settings/setting.queries'
import { joinOccurrence, leaveJoin } from '@/lib/plan/occurrences/occurrence.commands'
import { alterActivity, forOrganiser, warning } from './activity.commands'
import { refusalOf, type StatusChange, type StatusRefusal } from './activity.rules'
import { isRecordedRow } from './recorded.sql'
import { deletionRefusal, type MoveRefusal, moveRefusal, targetRefusal } from './status.rules'

/** The actor in the log for a roll confirmed automatically, like 命令行 for the command line. */
const BY_ITSELF = '自动确认考勤'

type Row = typeof activity.$inferSelect
type Changed = { ok: true; id: number } | Refused<StatusRefusal>

/**
 * Postpones to a new day, or to none yet (本月待定 again); the old day stays as `originalDay`, by which sheets may
 * still identify it.
 */
export async function postponeActivity(
  viewer: Viewer,
  input: {
    id: number
    version: number
    newDay: string | null
    starts: string | null
    ends: string | null
    reason: string
    asksConflicts?: boolean
    despite?: boolean
  },
): Promise<Changed | Conflicting> {
  const { newDay, starts, ends, asksConflicts = false, despite = false } = input
  const moved = (before: Row): Partial<Row> =>
    newDay === null
      ? {
          status: 'postponed',
          originalDay: before.originalDay ?? before.day,
          statusReason: input.reason,
        }
      : {
          status: 'scheduled',
          day: newDay,
          lastDay: newDay,
          originalDay: before.originalDay ?? before.day,
          statusReason: input.reason,
          startsAt: starts ? instantOf(newDay, starts) : null,
          endsAt: ends ? instantOf(newDay, ends) : null,
        }
  return changeStatus(viewer, input, 'postpone', moved, (tx, before, after) =>
    after.status === 'scheduled'
      ? warning(tx, viewer, { asksConflicts, despite }, { ...before, ...after }, before)
      : null,
  )
}

/** The result of a move, with the version needed to undo it. */
export type Moved = { ok: true; id: number; title: string; from: Day; to: Day; version: number }

/**
 * 改期: moves only the day; hours, length and place stay. One change in every subscriber's calendar. Refused
 * where the activity is not scheduled, has begun or has a mark, and for a past day; schedule conflicts are
 * returned first where the dialog asks for them. With an idempotency key it is idempotent. Throws Conflict on an older
 * version.
 */
export async function moveActivity(
  viewer: Viewer,
  input: {
    activityId: number
    day: Day
    reason: string
    version: number
    asksConflicts?: boolean
    despite?: boolean
  },
  idempotencyKey = '',
): Promise<Moved | Refused<MoveRefusal> | Conflicting> {
  const { asksConflicts = false, despite = false } = input
  return write(tx => {
    const move = async (): Promise<Moved | Refused<MoveRefusal> | Conflicting> => {
      const before = await forOrganiser(tx, viewer, input.activityId)
      const refusal = moveRefusal(before, now()) ?? targetRefusal(before.day, input.day, now())
      if (refusal) return { ok: false, reason: refusal }
      if (before.version !== input.version) throw new Conflict(before)
      const wanted = movedTo(before, input.day, input.reason)
      const warned = await warning(tx, viewer, { asksConflicts, despite }, { ...before, ...wanted }, before)
      if (warned) return warned
      const { day, version } = await alterActivity(tx, viewer, before, wanted, input.reason)
      return { ok: true, id: before.id, title: before.title, from: before.day, to: day, version }
    }
    return idempotencyKey === '' ? move() : idempotent(tx, viewer, `move ${idempotencyKey}`, move)
  })
}

/** The same activity on another day; moved back to its first day it counts as never moved. */
function movedTo(before: Row, day: Day, reason: string): Partial<Row> {
  const originalDay = before.originalDay ?? before.day
  return {
    ...onDay(before, day),
    originalDay: originalDay === day ? null : originalDay,
    statusReason: originalDay === day ? null : reason,
  }
}

export async function cancelActivity(
  viewer: Viewer,
  input: { id: number; version: number; reason: string },
): Promise<Changed> {
  return changeStatus(viewer, input, 'cancel', () => ({ status: 'cancelled', statusReason: input.reason }))
}

/** Publishes a draft to the calendars, or reinstates a cancelled activity. */
export async function scheduleActivity(
  viewer: Viewer,
  input: { id: number; version: number },
): Promise<Changed> {
  return changeStatus(viewer, input, 'schedule', () => ({ status: 'scheduled', statusReason: null }))
}

export async function holdActivity(viewer: Viewer, input: { id: number; version: number }): Promise<Changed> {
  return changeStatus(viewer, input, 'hold', () => ({ status: 'held' }))
}

/** 确认考勤: closes the roll, so that its rows count; unmarked people count as not attended. */
export async function closeRoll(viewer: Viewer, input: { id: number; version: number }): Promise<Changed> {
  return changeStatus(viewer, input, 'closeRoll', before => ({
    status: 'closed',
    rollClosedAt: now(),
    rollOpenedAt: before.rollOpenedAt ?? now(),
  }))
}

/** Reopens a closed roll for corrections, with a reason. */
export async function reopenRoll(
  viewer: Viewer,
  input: { id: number; version: number; reason: string },
): Promise<Changed> {
  return changeStatus(viewer, input, 'reopenRoll', () => ({ status: 'held', rollClosedAt: null }))
}

/**
 * 自动确认考勤, if the office has enabled it: closes rolls that have marks and are still open this many days after
 * their last day. A roll without any mark stays open, whoever attended. Returns how many it closed.
 */
export async function closeOverdueRolls(at: Instant): Promise<number> {
  const days = await autoCloseDaysOf()
  if (days === null) return 0
  const until = addDays(dayOf(at), -days)
  const due = await db.all<{ id: number }>(sql`
    select id from activity where status in ('scheduled', 'held') and roll_opened_at is not null and last_day <= ${until} and deleted_at is null
      and not_recorded_reason is null
      -- A correction of a locked year needs a reason, which nobody gives here.
      and not exists (select 1 from locked_year l join unit top on top.id = l.unit_id join unit host on host.id = activity.host_unit_id
        where l.year = substr(day, 1, 4) and ${isWithin(sql`host.path`, sql`top.path`)})
      and exists (select 1 from attendance where activity_id = activity.id and (mark is not null or completed_on is not null))`)
  const viewer = await systemViewer(BY_ITSELF)
  for (const { id } of due)
    await write(async tx => {
      const before = await forOrganiser(tx, viewer, id)
      // Checked again: it may have been reopened or moved since it was selected.
      if (
        (before.status !== 'held' && before.status !== 'scheduled') ||
        before.lastDay > until ||
        before.notRecordedReason !== null
      )
        return
      await alterActivity(tx, viewer, before, { status: 'closed', rollClosedAt: now() })
    })
  return due.length
}

const HOUR = 3_600_000

/** Runs at the start and every hour; does nothing while the office has not enabled it. */
export function startClosing(failed: (error: unknown) => void): void {
  // Errors are only reported: the next round finds the same rolls.
  const round = () => closeOverdueRolls(now()).catch(failed)
  setInterval(round, HOUR).unref()
  void round()
}

/**
 * Deletes an activity made by mistake while nothing is recorded of it: no list or calendar page shows it any
 * more, its occurrence in the plan is open again, and subscribed calendars show it as cancelled. It cannot be
 * restored: a second click throws NotFound.
 */
export async function deleteActivity(
  viewer: Viewer,
  input: { id: number; version: number; reason: string },
): Promise<{ ok: true } | Refused<'hasRecords'>> {
  return write(async tx => {
    const before = await forOrganiser(tx, viewer, input.id)
    const refusal = deletionRefusal({ ...before, ...(await recordsOf(tx, before.id)) })
    if (refusal) return { ok: false, reason: refusal } as const
    if (before.version !== input.version) throw new Conflict(before)
    // A draft was in no calendar and must not appear there as cancelled.
    const status = before.status === 'draft' ? 'draft' : 'cancelled'
    // Frees its code and its occurrence for the activity that was meant.
    const gone = { deletedAt: now(), status, code: null, planItemId: null } as const
    await alterActivity(tx, viewer, before, gone, input.reason)
    await leaveJoin(tx, { activityId: before.id })
    return { ok: true } as const
  })
}

async function recordsOf(tx: Tx, activityId: number): Promise<{ marks: number; outputs: number }> {
  const [found] = await tx.all<{ marks: number; outputs: number }>(sql`
    select (select count(*) from attendance where activity_id = ${activityId} and ${isRecordedRow}) as marks,
      (select count(*) from output where activity_id = ${activityId})
        + (select count(*) from evidence where activity_id = ${activityId} and removed_at is null) as outputs`)
  return found ?? { marks: 0, outputs: 0 }
}

/** Changes that are not simply the organiser's. */
const whoMay: Partial<Record<StatusChange, typeof canOrganise>> = {
  closeRoll: canConfirm,
  reopenRoll: canConfirm,
}

async function changeStatus<W = never>(
  viewer: Viewer,
  input: { id: number; version: number; reason?: string },
  change: StatusChange,
  facts: (before: Row) => Partial<Row>,
  /** Reports warnings before writing, if the form asks for them. */
  warn?: (tx: Tx, before: Row, wanted: Partial<Row>) => Promise<W | null> | null,
): Promise<Changed | W> {
  return write(async tx => {
    const before = await forOrganiser(tx, viewer, input.id, whoMay[change] ?? canOrganise)
    const wanted = facts(before)
    // Idempotent: a double click finds what the first request did.
    if (wanted.status === before.status && change !== 'postpone') return { ok: true, id: before.id } as const
    const refusal = refusalOf(before, change, now())
    if (refusal) return { ok: false, reason: refusal } as const
    if (before.version !== input.version) throw new Conflict(before)
    const warned = await warn?.(tx, before, wanted)
    if (warned) return warned
    await alterActivity(tx, viewer, before, wanted, input.reason)
    const joining = { activityId: before.id }
    if (change === 'cancel') await leaveJoin(tx, joining)
    // A cancelled activity has released its occurrence, so it takes one again.
    if (change === 'schedule' && before.planItemId !== null)
      await joinOccurrence(tx, { planItemId: before.planItemId, day: before.day }, joining)
    return { ok: true, id: before.id } as const
  })
}
