import { type Day, endOfDay, type Instant, instantOf } from '@/lib/core/time'

type Begun = {
  status: string
  day: Day
  startsAt: Instant | null
  createdAt: Instant
  rollOpenedAt: Instant | null
}

/** When the activity begins; a day without a time begins at its first minute. */
export function beginningOf({ day, startsAt }: Pick<Begun, 'day' | 'startsAt'>): Instant {
  return startsAt ?? instantOf(day)
}

/**
 * Frozen from the first mark, first sign-in or the start on. One that was entered after it began (a ledger of last
 * month) is frozen by its first mark alone, so that the roster may still be brought. A draft has no list yet.
 */
export function isRollFrozen(activity: Begun, now: Instant): boolean {
  if (activity.status === 'draft') return false
  if (activity.rollOpenedAt !== null) return true
  const beginning = beginningOf(activity)
  return activity.createdAt < beginning && beginning <= now
}

/**
 * The list of who must sit follows the roster until the end of the closing day; an organiser may freeze it earlier
 * (确认应考名单). One that was entered after its closing is frozen by its first attempt.
 */
export function isListFrozen(exam: Listed, now: Instant, hasAttempts: boolean): boolean {
  if (exam.listConfirmedAt !== null) return true
  const end = endOfDay(exam.closingDay)
  if (now <= end) return false
  return exam.createdAt <= end || hasAttempts
}

export type Listed = { closingDay: Day; createdAt: Instant; listConfirmedAt: Instant | null }
