import { type Day, dayOf, type Instant } from '@/lib/core/time'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** However often it is used, a session is over after this long. Milliseconds. */
export const SESSION_MAX = 7 * 24 * HOUR
/** Idle limit of who holds no role, and of a sheet, a stall or a hall's screen from its opening. Milliseconds. */
export const LONG_IDLE = 12 * HOUR
/** Idle limit in minutes for organisers and above, until the office sets another one. */
export const IDLE_MINUTES = 30
/** `seen_at` is written no more often than this. Milliseconds. */
export const SEEN_EVERY = 5 * MINUTE

export type SessionFacts = {
  startedAt: Instant
  seenAt: Instant
  sheetOpenedAt: Instant | null
  endedAt: Instant | null
  /** Whether the account holds a role: organiser or above. */
  holdsRole: boolean
  /** The office's idle limit for organisers and above. */
  idleMinutes: number
  /** 离岗: the last day in service of somebody who is in no unit any more. */
  leftOn: Day | null
}

/**
 * Whether a session no longer counts: ended, seven days old, idle for too long, or begun before its person left
 * (the last day itself still counts). At the limit itself it is over. Polls are judged like everything else, but
 * do not count as seen.
 */
export function isSessionOver(session: SessionFacts, now: Instant): boolean {
  const { startedAt, seenAt, sheetOpenedAt, endedAt, holdsRole, idleMinutes, leftOn } = session
  if (endedAt !== null || now >= startedAt + SESSION_MAX) return true
  if (leftOn !== null && dayOf(startedAt) <= leftOn) return true
  const limit = holdsRole ? Math.min(idleMinutes * MINUTE, LONG_IDLE) : LONG_IDLE
  const bySheet = sheetOpenedAt === null ? 0 : sheetOpenedAt + LONG_IDLE
  return now >= Math.max(seenAt + limit, bySheet)
}
