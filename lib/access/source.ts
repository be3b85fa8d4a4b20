import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/*
 * Where a try to sign in comes from. Failures wait for the pair of name and source (trust.md D2, 4):
 *
 * - Next tells a page the sender's address as X-Forwarded-For, but takes that header from the sender where it is
 *   there: forged anew each time it would give free tries for ever. So before Next sees a request, the header is
 *   written over with the address of the socket. Behind a reverse proxy on this machine (APP_URL set, socket on
 *   loopback) it is the last entry, the one which that proxy added itself.
 * - A cookie for each browser gives free tries too: whoever drops it gets a new one. So a browser is known only by a
 *   cookie that a sign-in which succeeded gave it, signed, and only for the accounts that signed in there. A known
 *   browser waits for its own failures alone; all others at one address share one count for each name.
 *
 * So a stranger, at whatever address and with whatever headers, cannot make a colleague wait who has signed in on
 * that browser before; and each address has five free tries for a name. What is left: whoever signs in on a new
 * browser from the very address of the attacker (one NAT) waits with him, a quarter of an hour at most.
 */

const shared = globalThis as typeof globalThis & { xuefaHeedsSockets?: true }

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/** For the start of the server: from now on no request says itself where it comes from. */
export function heedOnlySockets(appUrl: string | undefined): void {
  if (shared.xuefaHeedsSockets) return
  shared.xuefaHeedsSockets = true
  subscribe('http.server.request.start', message => {
    const { request } = message as { request: IncomingMessage }
    const { headers } = request
    const socket = request.socket.remoteAddress ?? ''
    const named = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
    headers['x-forwarded-for'] = appUrl && LOOPBACK.test(socket) && named && isIP(named) ? named : socket
    // The rest of what a proxy would say comes from APP_URL: Next would build addresses from these.
    delete headers['x-forwarded-host']
    delete headers['x-forwarded-proto']
    delete headers['x-forwarded-port']
    if (appUrl) {
      headers['x-forwarded-host'] = new URL(appUrl).host
      headers['x-forwarded-proto'] = new URL(appUrl).protocol.slice(0, -1)
    }
  })
}

/** The address of the sender; one for all where nobody has seen to it that it is true. IPv6: the network, /64. */
export function addressOf(headers: Headers): string {
  if (!shared.xuefaHeedsSockets) return 'unknown'
  const address = (headers.get('x-forwarded-for') ?? '').replace(/^::ffff:/, '')
  if (isIP(address) !== 6) return address || 'unknown'
  const [before = '', after] = address.split('%')[0]?.split('::') ?? []
  const head = before.split(':').filter(Boolean)
  const tail = after?.split(':').filter(Boolean) ?? []
  const whole =
    after === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail]
  return `${whole.slice(0, 4).join(':')}::/64`
}

/** The language that somebody not signed in has just chosen. */
export const chosenCookie = 'chosen-locale'
export const knownBrowserCookie = 'known-browser'

type KnownBrowser = { id: string; accounts: number[] }

/** The browser that the cookie names, if we signed it. */
export function knownBrowser(cookie: string | undefined): KnownBrowser | null {
  const [id, accounts, seal] = cookie?.split('.') ?? []
  if (!id || accounts === undefined || !seal) return null
  const expected = Buffer.from(sealOf(`${id}.${accounts}`))
  const given = Buffer.from(seal)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return { id, accounts: accounts.split('-').map(Number) }
}

/** The cookie after a sign-in: this account, and the last nine others that signed in on this browser. */
export function knownBrowserWith(accountId: number, cookie: string | undefined): string {
  const known = knownBrowser(cookie)
  const id = known?.id ?? randomBytes(16).toString('hex')
  const others = (known?.accounts ?? []).filter(each => each !== accountId)
  const value = `${id}.${[accountId, ...others].slice(0, 10).join('-')}`
  return `${value}.${sealOf(value)}`
}

function sealOf(value: string): string {
  return createHmac('sha256', `known browser ${process.env.NEXTAUTH_SECRET}`)
    .update(value)
    .digest('base64url')
}
