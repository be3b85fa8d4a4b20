import type { Tx } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { write } from '@/db/write'
import type { Viewer } from '../access/rules'
import { alterActivity, forOrganiser, type Refused, warning } from '../activity/commands'
import { refusalOf, type StatusChange, type StatusRefusal } from '../activity/rules'
import type { Clashing } from '../clash/rules'
import { now } from '../clock'
import { Conflict } from '../errors'
import { joinOccurrence, leaveJoin } from '../occurrence/commands'
import { dayOf, instantOf } from '../time/rules'

type Row = typeof activity.$inferSelect
type Changed = { ok: true; id: number } | Refused<StatusRefusal>

/** A new day, or none yet (本月待定 again); the old one stays as `originalDay`, by which sheets may still name it. */
export async function postponeActivity(
  viewer: Viewer,
  input: {
    id: number
    version: number
    newDay: string | null
    starts: string | null
    ends: string | null
    reason: string
    asksClashes?: boolean
    despite?: boolean
  },
): Promise<Changed | Clashing> {
  const { newDay, starts, ends, asksClashes = false, despite = false } = input
  const moved = (before: Row): Partial<Row> =>
    newDay === null
      ? {
          status: 'postponed',
          originalDay: before.originalDay ?? before.day,
          statusReason: input.reason,
          startsAt: null,
          endsAt: null,
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
      ? warning(tx, viewer, { asksClashes, despite }, { ...before, ...after }, before.id)
      : null,
  )
}

export async function cancelActivity(
  viewer: Viewer,
  input: { id: number; version: number; reason: string },
): Promise<Changed> {
  return changeStatus(viewer, input, 'cancel', () => ({ status: 'cancelled', statusReason: input.reason }))
}

/** From draft to the calendars, or back from cancelled. */
export async function scheduleActivity(
  viewer: Viewer,
  input: { id: number; version: number },
): Promise<Changed> {
  return changeStatus(viewer, input, 'schedule', () => ({ status: 'scheduled', statusReason: null }))
}

export async function holdActivity(viewer: Viewer, input: { id: number; version: number }): Promise<Changed> {
  return changeStatus(viewer, input, 'hold', () => ({ status: 'held' }))
}

/** 确认考勤: the roll is closed and its rows begin to count; what is unmarked counts as not attended. */
export async function closeRoll(viewer: Viewer, input: { id: number; version: number }): Promise<Changed> {
  return changeStatus(viewer, input, 'closeRoll', before => ({
    status: 'closed',
    rollClosedAt: now(),
    rollOpenedAt: before.rollOpenedAt ?? now(),
  }))
}

/** A closed roll is corrected only after it was opened again with a reason. */
export async function reopenRoll(
  viewer: Viewer,
  input: { id: number; version: number; reason: string },
): Promise<Changed> {
  return changeStatus(viewer, input, 'reopenRoll', () => ({ status: 'held', rollClosedAt: null }))
}

async function changeStatus<W = never>(
  viewer: Viewer,
  input: { id: number; version: number; reason?: string },
  change: StatusChange,
  facts: (before: Row) => Partial<Row>,
  /** What is told before it is done, if the form asks for it. */
  warn?: (tx: Tx, before: Row, wanted: Partial<Row>) => Promise<W | null> | null,
): Promise<Changed | W> {
  return write(async tx => {
    const before = await forOrganiser(tx, viewer, input.id)
    const wanted = facts(before)
    // The second click of the same button finds what the first one made.
    if (wanted.status === before.status && change !== 'postpone') return { ok: true, id: before.id } as const
    const refusal = refusalOf(before, change, dayOf(now()))
    if (refusal) return { ok: false, reason: refusal } as const
    if (before.version !== input.version) throw new Conflict(before)
    const warned = await warn?.(tx, before, wanted)
    if (warned) return warned
    await alterActivity(tx, viewer, before, wanted, input.reason)
    const joining = { activityId: before.id }
    if (change === 'cancel') await leaveJoin(tx, joining)
    // What was cancelled left its time in the plan to others, and takes one again.
    if (change === 'schedule' && before.planItemId !== null)
      await joinOccurrence(tx, { planItemId: before.planItemId, day: before.day }, joining)
    return { ok: true, id: before.id } as const
  })
}
