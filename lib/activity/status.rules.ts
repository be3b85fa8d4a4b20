import type { Day, Instant } from '@/lib/core/time'
import { dayOf } from '@/lib/core/time'
import { hasBegun } from '@/lib/organisation/audience/frozen.rules'
import type { ActivityStatus } from './activity.rules'

export type MoveRefusal =
  | 'notScheduled'
  | 'noDay'
  | 'cancelled'
  | 'alreadyHeld'
  | 'rollClosed'
  | 'rollOpen'
  | 'begun'
  | 'inPast'
  | 'sameDay'

type Movable = { status: ActivityStatus; day: Day; startsAt: Instant | null; rollOpenedAt: Instant | null }

/**
 * Why 改期 with unchanged hours is refused: allowed only while scheduled, not begun and without marks. null:
 * allowed.
 */
export function moveRefusal(activity: Movable, now: Instant): MoveRefusal | null {
  const refusals: Record<ActivityStatus, MoveRefusal | null> = {
    draft: 'notScheduled',
    scheduled: null,
    postponed: 'noDay',
    cancelled: 'cancelled',
    held: 'alreadyHeld',
    closed: 'rollClosed',
  }
  const refusal = refusals[activity.status]
  if (refusal) return refusal
  if (activity.rollOpenedAt !== null) return 'rollOpen'
  return hasBegun(activity, now) ? 'begun' : null
}

/** Why it may not move to this day: the same day, or a past one. */
export function targetRefusal(from: Day, to: Day, now: Instant): MoveRefusal | null {
  if (to === from) return 'sameDay'
  return to < dayOf(now) ? 'inPast' : null
}

export type Recorded = {
  rollOpenedAt: Instant | null
  heads: number | null
  consultations: number | null
  /** Rows with a mark, a completed study or a make-up. */
  marks: number
  outputs: number
}

/**
 * An activity made by mistake can be deleted while nothing is recorded of it; one that took place is cancelled
 * or corrected.
 */
export function deletionRefusal(of: Recorded): 'hasRecords' | null {
  const isRecorded = of.rollOpenedAt !== null || of.heads !== null || of.consultations !== null
  return isRecorded || of.marks > 0 || of.outputs > 0 ? 'hasRecords' : null
}
