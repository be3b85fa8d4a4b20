import type { Mark } from '@/lib/attendance/attendance.rules'
import type { Instant } from '@/lib/core/time'
import type { ClosedReason, Effect } from './scan.rules'

/** One press of the one button: who, in which browser, with a code scanned when. */
export type Press = {
  activityId: number
  person: { personId: number; accountId: number; name: string }
  device: string
  scannedAt: Instant
  /** The browser becomes this person's: who pressed has signed in there with a password, or was bound before. */
  binds: boolean
}

/** `mark` is how the row stands now; `effect` what this press did to it. */
export type Pressed =
  | { ok: true; effect: Effect; mark: Mark; at: Instant }
  | { ok: false; reason: ClosedReason | 'ticketUsed' }

/** How long presses are gathered for one transaction: as long as the last one took, so that at most half the time is spent in commits. */
export function gatherFor(lastCommitMs: number): number {
  return Math.min(100, Math.max(2, lastCommitMs))
}
