import type { Instant } from '@/lib/core/time'

/** How long one code is shown, in milliseconds. */
export const STEP_MS = 15_000

/** The number of the time step of an instant; only the server's clock is used. */
export function stepOf(now: Instant): number {
  return Math.floor(now / STEP_MS)
}

/** Milliseconds until the next code: 1 … 15,000. */
export function leftOf(now: Instant): number {
  return STEP_MS - (((now % STEP_MS) + STEP_MS) % STEP_MS)
}

/**
 * Accepts this step and the one before: a code is valid for at least 15 and less than 30 seconds; one from the
 * future is not.
 */
export function isAccepted(step: number, now: Instant): boolean {
  return step === stepOf(now) || step === stepOf(now) - 1
}

/** The instant from which on a code of that step is shown. */
export function startOf(step: number): Instant {
  return step * STEP_MS
}

/** The instant from which a code of that step is no longer accepted. */
export function endOf(step: number): Instant {
  return (step + 2) * STEP_MS
}

/** The parsed content of a code; only its signature proves that it was made here. */
export type Code = { activityId: number; step: number; seal: string }

/** `12.3fq8x.Zk…`: activity, step and signature, short enough for a coarse QR code. */
export function codeText({ activityId, step, seal }: Code): string {
  return `${activityId}.${step.toString(36)}.${seal}`
}

/** Null for a text that does not have the format of a code. */
export function readCode(text: string): Code | null {
  const [, activity, step, seal] = /^([1-9]\d{0,8})\.([0-9a-z]{1,8})\.([\w-]{16})$/.exec(text) ?? []
  if (!activity || !step || !seal) return null
  return { activityId: Number(activity), step: Number.parseInt(step, 36), seal }
}

/** Six digits of a hash: dynamic truncation as in RFC 4226 §5.3. */
export function digitsIn(hash: Uint8Array): string {
  const at = (hash.at(-1) ?? 0) & 0x0f
  const [a = 0, b = 0, c = 0, d = 0] = hash.subarray(at, at + 4)
  const number = ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d
  return String(number % 1_000_000).padStart(6, '0')
}

/** Digits as people type them, `123 456` and full-width ones too; null unless there are six. */
export function typedDigits(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/** How long a scanned code stays valid for signing in and pressing the button, in milliseconds. */
export const TICKET_MS = 10 * 60_000

/** Proof that a code for this activity was checked at that instant; valid in one browser only (see its signature). */
export type Ticket = { activityId: number; scannedAt: Instant }

/** Valid for ten minutes from the scan; a ticket from the future (the clock was set back) is not. */
export function isTicketAlive(ticket: Ticket, now: Instant): boolean {
  return ticket.scannedAt <= now && now < ticket.scannedAt + TICKET_MS
}
