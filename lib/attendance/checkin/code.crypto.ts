import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Code, digitsIn, type Ticket } from './code.rules'

/** A random secret of 192 bits for one activity: only this is stored, never a code. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** The signature (HMAC) in the QR code: 96 bits, infeasible to guess. */
export function sealOf(secret: string, activityId: number, step: number): string {
  return hashOf(secret, `code ${activityId} ${step}`).toString('base64url').slice(0, 16)
}

/** The six digits beside the QR code; guessable, so attempts are limited (lib/attendance/checkin/scan.commands.ts). */
export function digitsOf(secret: string, activityId: number, step: number): string {
  return digitsIn(hashOf(secret, `digits ${activityId} ${step}`))
}

/** Whether the code was made with this secret, for its activity and step. */
export function isGenuine(code: Code, secret: string): boolean {
  return same(code.seal, sealOf(secret, code.activityId, code.step))
}

/** The cookie of a ticket, signed by the server for the browser with this device cookie. */
export function ticketText(ticket: Ticket, device: string): string {
  return `${ticket.activityId}.${ticket.scannedAt.toString(36)}.${ticketSeal(ticket, device)}`
}

/** The ticket in the cookie, if it was signed here and for this device. */
export function readTicket(cookie: string | undefined, device: string): Ticket | null {
  const [, activity, at, seal] = /^(\d{1,9})\.([0-9a-z]{1,9})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  if (!activity || !at || !seal) return null
  const ticket = { activityId: Number(activity), scannedAt: Number.parseInt(at, 36) }
  return same(seal, ticketSeal(ticket, device)) ? ticket : null
}

/** The random cookie of a browser; it says nothing about the device. */
export function newDeviceCookie(): string {
  return randomBytes(24).toString('base64url')
}

/**
 * The hash that is stored, so that a reader of the database cannot sign in with it. Null where it is no cookie
 * of ours.
 */
export function deviceOf(cookie: string | undefined): string | null {
  if (!cookie || !/^[\w-]{32}$/.test(cookie)) return null
  return createHash('sha256').update(cookie).digest('base64url')
}

function ticketSeal({ activityId, scannedAt }: Ticket, device: string): string {
  const text = `${activityId} ${scannedAt} ${device}`
  return hashOf(`hall ticket ${process.env.NEXTAUTH_SECRET}`, text).toString('base64url')
}

function hashOf(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
