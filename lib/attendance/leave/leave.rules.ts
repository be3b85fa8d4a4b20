import { type ActivityStatus, isOnlineStudy, type LeaveRule } from '@/lib/activity/activity.rules'
import { attended, type Mark, type Standing } from '@/lib/attendance/attendance.rules'
import { type Day, dayOf, type Instant } from '@/lib/core/time'

/** 请假事由 (病假, 事假 …) with the rule of its own; null: the plan's. */
export type LeaveKind = { kind: string; rule: LeaveRule | null }

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
 * Whether leave may still be asked for, or taken back: before the activity begins (a day without an hour is ahead until
 * it is over), by somebody who must come and is not recorded.
 */
export function askRefusal(activity: Activity, row: Row, now: Instant): AskRefusal | null {
  if (isOnlineStudy(activity.form)) return 'onlineStudy'
  if (row.standing !== 'required') return 'notRequired'
  if (activity.status === 'cancelled') return 'cancelled'
  if (activity.status === 'draft' || activity.status === 'postponed') return 'notScheduled'
  if (hasBegun(activity, now) || activity.status === 'closed') return 'begun'
  return row.mark === null ? null : 'marked'
}

export function hasBegun({ day, startsAt }: Pick<Activity, 'day' | 'startsAt'>, now: Instant): boolean {
  return startsAt === null ? day < dayOf(now) : startsAt <= now
}

export type ApproveRefusal =
  | 'onlineStudy'
  | 'notRequired'
  | 'notScheduled'
  | 'cancelled'
  | 'rollClosed'
  | 'attended'

/**
 * Whether leave may be approved: ahead or afterwards, until the roll is closed. Who came in spite of it was there; an
 * absence becomes the leave that it was.
 */
export function approveRefusal(activity: Activity, row: Row): ApproveRefusal | null {
  if (isOnlineStudy(activity.form)) return 'onlineStudy'
  if (activity.status === 'cancelled') return 'cancelled'
  if (activity.status === 'draft' || activity.status === 'postponed') return 'notScheduled'
  if (activity.status === 'closed') return 'rollClosed'
  if (row.standing !== 'required') return 'notRequired'
  return attended(row) ? 'attended' : null
}

/**
 * The kind that a typed reason names: `病假`, or with more behind it, `病假：发烧`. Longest first, so that 年休假 is not
 * taken for 休假. Null: the reason is none of the office's kinds.
 */
export function kindOf(reason: string | null, kinds: LeaveKind[]): LeaveKind | null {
  const typed = (reason ?? '').normalize('NFKC').trim()
  const fits = kinds.filter(
    ({ kind }) =>
      typed === kind || (typed.startsWith(kind) && /[\s:,、(（。;；-]/.test(typed.charAt(kind.length))),
  )
  return fits.sort((a, b) => b.kind.length - a.kind.length)[0] ?? null
}

type Kept = { mark: Mark | null; leaveKind: string | null; leaveRule: LeaveRule | null }

/**
 * What a row keeps of its mark: the kind of a leave, by its reason, with the rule of that kind as it is now; nothing of
 * any other mark. A leave that stays of its kind keeps the rule that it was given.
 */
export function leaveFacts(
  mark: Mark | null,
  reason: string | null,
  kinds: LeaveKind[],
  before?: Kept,
): Pick<Kept, 'leaveKind' | 'leaveRule'> {
  if (mark !== 'leave') return { leaveKind: null, leaveRule: null }
  const found = kindOf(reason, kinds)
  const stays = found === null ? !reason : found.kind === before?.leaveKind
  if (before?.mark === 'leave' && stays) return { leaveKind: before.leaveKind, leaveRule: before.leaveRule }
  return { leaveKind: found?.kind ?? null, leaveRule: found?.rule ?? null }
}
