import { type Day, dayOf, endOfDay, type Instant, instantOf } from '@/lib/core/time'

type Begun = {
  status: string
  day: Day
  startsAt: Instant | null
  createdAt: Instant
  rollOpenedAt: Instant | null
}

/** The instant at which the activity begins; without a time, the first minute of its day. */
export function beginningOf({ day, startsAt }: Pick<Begun, 'day' | 'startsAt'>): Instant {
  return startsAt ?? instantOf(day)
}

/** Whether it has begun; without hours it is ahead during its whole day, since its start is unknown. */
export function hasBegun({ day, startsAt }: Pick<Begun, 'day' | 'startsAt'>, now: Instant): boolean {
  return startsAt === null ? day < dayOf(now) : startsAt <= now
}

export type Timed = { lastDay: Day; startsAt: Instant | null; endsAt: Instant | null }

/**
 * Its end has passed; one without an end is over on its last day, not before its start (rates.md, "Which activities
 * count"). `over.sql.ts` has the same.
 */
export function isOver({ lastDay, startsAt, endsAt }: Timed, now: Instant): boolean {
  return lastDay <= dayOf(now) && (endsAt ?? startsAt ?? 0) <= now
}

/**
 * Frozen from the first mark, the first check-in or the start on. An activity entered after it began (a ledger
 * of last month) is frozen only by its first mark, so that the roster can still be imported. A draft has no
 * list yet.
 */
export function isRollFrozen(activity: Begun, now: Instant): boolean {
  if (activity.status === 'draft') return false
  if (activity.rollOpenedAt !== null) return true
  const beginning = beginningOf(activity)
  return activity.createdAt < beginning && beginning <= now
}

/**
 * The list of who must sit follows the roster until the end of the closing day; an organiser may freeze it
 * earlier (确认应考名单). An exam entered after its closing is frozen by its first attempt.
 */
export function isListFrozen(exam: Listed, now: Instant, hasAttempts: boolean): boolean {
  if (exam.listConfirmedAt !== null) return true
  const end = endOfDay(exam.closingDay)
  if (now <= end) return false
  return exam.createdAt <= end || hasAttempts
}

export type Listed = { closingDay: Day; createdAt: Instant; listConfirmedAt: Instant | null }
