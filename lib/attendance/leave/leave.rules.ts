import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { attended, type Mark, type Standing } from '@/lib/attendance/attendance.rules'
import type { Day, Instant } from '@/lib/core/time'
import { hasBegun } from '@/lib/organisation/audience/frozen.rules'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

export const leaveStates = ['asked', 'approved', 'refused', 'withdrawn'] as const
export type LeaveState = (typeof leaveStates)[number]

type Activity = {
  form: string
  status: ActivityStatus
  day: Day
  startsAt: Instant | null
}
type Row = { standing: Standing; mark: Mark | null }

export type AskRefusal = 'onlineStudy' | 'notRequired' | 'notScheduled' | 'cancelled' | 'begun' | 'marked'

/**
 * Why leave can no longer be asked for, or withdrawn: allowed before the activity begins (without hours: until
 * its day is over), for somebody who must attend and has no mark.
 */
export function askRefusal(activity: Activity, row: Row, now: Instant): AskRefusal | null {
  if (isOnlineStudy(activity.form)) return 'onlineStudy'
  if (row.standing !== 'required') return 'notRequired'
  if (activity.status === 'cancelled') return 'cancelled'
  if (activity.status === 'draft' || activity.status === 'postponed') return 'notScheduled'
  if (hasBegun(activity, now) || activity.status === 'closed') return 'begun'
  return row.mark === null ? null : 'marked'
}

export type ApproveRefusal =
  | 'onlineStudy'
  | 'notRequired'
  | 'notScheduled'
  | 'cancelled'
  | 'notRecorded'
  | 'rollClosed'
  | 'attended'

/**
 * Why leave cannot be approved: allowed before and after the activity, until the roll is closed. Somebody who
 * attended after all stays present; an absence becomes a leave.
 */
export function approveRefusal(
  activity: Activity & { notRecordedReason: string | null },
  row: Row,
): ApproveRefusal | null {
  if (isOnlineStudy(activity.form)) return 'onlineStudy'
  if (activity.status === 'cancelled') return 'cancelled'
  if (activity.notRecordedReason !== null) return 'notRecorded'
  if (activity.status === 'draft' || activity.status === 'postponed') return 'notScheduled'
  if (activity.status === 'closed') return 'rollClosed'
  if (row.standing !== 'required') return 'notRequired'
  return attended(row) ? 'attended' : null
}
