import { randomUUID } from 'node:crypto'
import type { NextResponse } from 'next/server'
import { cookiesIn } from '@/app/_http/cookies'
import { nonceIn, securityHeaders } from '@/app/_http/security-headers'
import { type Say, sayIn } from '@/app/_i18n/messages'
import { isHttps, sessionIn } from '@/lib/access/session'
import type { HeldSession } from '@/lib/access/session.queries'
import { addressOf } from '@/lib/access/source'
import { deviceOf, newDeviceCookie, readTicket, ticketText } from '@/lib/attendance/checkin/code.crypto'
import { TICKET_MS, type Ticket } from '@/lib/attendance/checkin/code.rules'
import { boundSigner, type Signer, sessionSigner } from '@/lib/attendance/checkin/scan.queries'
import { MOST_CLOSED_MS } from '@/lib/core/closed-time'
import type { Locale } from '@/lib/core/glossary'
import type { Instant } from '@/lib/core/time'

const deviceCookie = 'hall-device'
const ticketCookie = 'hall-ticket'
// Longer than a phone stays bound; each scan renews it.
const DEVICE_FOR = 400 * 24 * 3600

export type Browser = {
  device: string
  address: string
  session: HeldSession | null
  signer: Signer | null
  ticket: Ticket | null
  say: Say
  nonce: string
  headers: [name: string, value: string][]
  arrivedAt: Instant
  /** Cookies to set with the response. */
  kept: { name: string; value: string; maxAge: number }[]
}

/** The browser that checks in, and the person it belongs to. */
export async function browserAtDoor(asked: Headers, arrivedAt: Instant): Promise<Browser> {
  const jar = cookiesIn(asked.get('cookie') ?? '')
  const session = await sessionIn(name => jar.get(name))
  const browser = strangerAtDoor(asked, arrivedAt)
  const signer = (session && (await sessionSigner(session))) ?? (await boundSigner(browser.device, arrivedAt))
  // A bound phone is not signed in: the choice made on it comes before that of the account.
  const locale = signer?.isBound ? (chosenIn(jar) ?? signer.locale) : signer?.locale
  return { ...browser, session, signer, say: locale ? sayIn(locale) : browser.say }
}

/** The browser by its headers alone: its device cookie (made here if missing) and its ticket. */
export function strangerAtDoor(asked: Headers, arrivedAt: Instant): Browser {
  const jar = cookiesIn(asked.get('cookie') ?? '')
  const cookieOf = (name: string) => jar.get(name)
  const known = cookieOf(deviceCookie)
  const value = deviceOf(known) && known ? known : newDeviceCookie()
  const device = deviceOf(value) as string
  const byProxy = nonceIn(asked.get('content-security-policy'))
  const nonce = byProxy || Buffer.from(randomUUID()).toString('base64')
  return {
    device,
    address: addressOf(asked),
    session: null,
    signer: null,
    ticket: readTicket(cookieOf(ticketCookie), device),
    say: sayIn(chosenIn(jar) ?? 'zh'),
    nonce,
    // After Next's proxy, which has set them already.
    headers: byProxy ? [] : securityHeaders(nonce, asked.get('x-forwarded-proto') === 'https'),
    arrivedAt,
    kept: [{ name: deviceCookie, value, maxAge: DEVICE_FOR }],
  }
}

function chosenIn(jar: Map<string, string>): Locale | null {
  const chosen = jar.get('locale')
  return chosen === 'zh' || chosen === 'en' ? chosen : null
}

/** Keeps the scan in a cookie through the sign-in, until the check-in button is pressed. */
export function keepTicket(ticket: Ticket, { device, kept }: Browser): void {
  const maxAge = (TICKET_MS + MOST_CLOSED_MS) / 1000
  kept.push({ name: ticketCookie, value: ticketText(ticket, device), maxAge })
}

/** Adds the headers and cookies of every check-in response. */
export function furnished(response: NextResponse, { kept, headers }: Browser): Response {
  for (const [name, value] of headers) response.headers.set(name, value)
  for (const each of kept)
    response.cookies.set({ ...each, httpOnly: true, sameSite: 'lax', path: '/s', secure: isHttps() })
  // Next's internal header about cookies set by its proxy; it must not be sent to the client.
  response.headers.delete('x-middleware-set-cookie')
  return response
}
