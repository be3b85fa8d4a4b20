import type { Instant } from '@/lib/core/time'

/** How long one code stands on the screen. */
export const STEP_MS = 15_000

/** The number of the time step that an instant falls into; only the server's clock is ever asked. */
export function stepOf(now: Instant): number {
  return Math.floor(now / STEP_MS)
}

/** Until the next code, in milliseconds: 1 … 15,000. */
export function leftOf(now: Instant): number {
  return STEP_MS - (((now % STEP_MS) + STEP_MS) % STEP_MS)
}

/** This step and the one before: a code lives at least 15 and less than 30 seconds; one of the future is none. */
export function isAccepted(step: number, now: Instant): boolean {
  return step === stepOf(now) || step === stepOf(now) - 1
}

/** When a code of that step stopped being accepted. */
export function endOf(step: number): Instant {
  return (step + 2) * STEP_MS
}

/** What an address of the code says; whether it was ever made here only its seal shows. */
export type Code = { activityId: number; step: number; seal: string }

/** `12.3fq8x.Zk…`: the activity, the step and the seal, short enough for a coarse QR code. */
export function codeText({ activityId, step, seal }: Code): string {
  return `${activityId}.${step.toString(36)}.${seal}`
}

/** Null for what has not even the shape of a code. */
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

/** Digits as people type them, `123 456` and full-width ones too; null where they are not six. */
export function typedDigits(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/** How long a scanned code carries a person through sign-in to the one button. */
export const TICKET_MS = 10 * 60_000

/** The code was checked at that moment, for this activity; it holds for this browser alone (see its seal). */
export type Ticket = { activityId: number; scannedAt: Instant }

/** Ten minutes from the scan; one of the future (the clock was put back) holds no longer. */
export function isTicketAlive(ticket: Ticket, now: Instant): boolean {
  return ticket.scannedAt <= now && now < ticket.scannedAt + TICKET_MS
}
