import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day } from '@/lib/core/time'

export const stallForm = '宣传咨询活动'

export type Counts = { heads: number; consultations: number }
export type CountRefusal = 'notScheduled' | 'notYet' | 'belowZero'

/** Whether heads can be counted now; null says yes. A count that waited for the network comes later than its day. */
export function countRefusal(
  activity: { status: ActivityStatus; day: Day },
  today: Day,
): CountRefusal | null {
  if (['draft', 'cancelled', 'postponed'].includes(activity.status)) return 'notScheduled'
  return activity.day > today ? 'notYet' : null
}

/**
 * 受众人次 and 解答咨询人次 with what one helper counted added: never set, so that two helpers at one stall add up.
 * Null where more would be taken back than is there.
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
