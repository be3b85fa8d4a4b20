import type { Mark } from '@/lib/attendance/attendance.rules'
import type { Instant } from '@/lib/core/time'
import type { ClosedReason, Effect } from './scan.rules'

/** One press of the check-in button: the person, the browser, and when its code was scanned. */
export type Press = {
  activityId: number
  person: { personId: number; accountId: number; name: string; readsOnly?: true }
  device: string
  scannedAt: Instant
  /** When the request of the press came to the door; by default it comes now. */
  pressedAt?: Instant
  /** Binds the browser to this person: signed in there with a password, or bound before. */
  binds: boolean
}

/** `mark`: the row's mark afterwards; `effect`: what this press changed. */
export type Pressed =
  | { ok: true; effect: Effect; mark: Mark; at: Instant }
  | { ok: false; reason: ClosedReason | 'ticketUsed' }
  /** By a session that only reads (lib/access/unwritten.ts). */
  | { ok: false; reason: 'signInAgain' }

/**
 * Milliseconds for which presses are batched into one transaction: as long as the last commit took, so that
 * commits take at most half the time.
 */
export function gatherFor(lastCommitMs: number): number {
  return Math.min(100, Math.max(2, lastCommitMs))
}
