import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day } from '@/lib/core/time'

export const stallForm = '宣传咨询活动'

export type Counts = { heads: number; consultations: number }
export type CountRefusal = 'notScheduled' | 'notYet' | 'belowZero'

/** Why heads cannot be counted now; null: allowed. A count sent after an offline period arrives later than its day. */
export function countRefusal(
  activity: { status: ActivityStatus; day: Day },
  today: Day,
): CountRefusal | null {
  if (['draft', 'cancelled', 'postponed'].includes(activity.status)) return 'notScheduled'
  return activity.day > today ? 'notYet' : null
}

/**
 * Adds one helper's counts to 受众人次 and 解答咨询人次: increments, so that two helpers at one stall add up. Null where
 * the result would be negative.
 */
export function added(
  before: { heads: number | null; consultations: number | null },
  delta: Counts,
): { heads: number | null; consultations: number | null } | null {
  const sum = (standing: number | null, more: number) => (more === 0 ? standing : (standing ?? 0) + more)
  const after = {
    heads: sum(before.heads, delta.heads),
    consultations: sum(before.consultations, delta.consultations),
  }
  return (after.heads ?? 0) < 0 || (after.consultations ?? 0) < 0 ? null : after
}
