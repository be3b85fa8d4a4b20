import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/*
 * The source of a sign-in attempt. Failures are counted, and the back-off applies, per pair of name and source
 * (trust.md D2, 4):
 *
 * - Next passes the client's address to a page as X-Forwarded-For, but trusts that header where the client sent it
 *   itself: a new forged value each time would give endless free attempts. So before Next sees a request, the header
 *   is overwritten with the address of the socket. Behind a reverse proxy on this machine (APP_URL set, socket on
 *   loopback) it is set to its last entry, which that proxy itself added.
 * - A cookie for every browser would give free attempts too: whoever deletes it gets a new one. So a browser is known
 *   only by a signed cookie issued after a successful sign-in, and only for the accounts that signed in there. For a
 *   known browser only its own failures count; all others at one address share one count for each name.
 * - Failures at one address also count together, whatever the names (access.commands.ts), or one password could be tried
 *   on every number. Known browsers do not share that count.
 *
 * So a stranger, from any address and with any headers, cannot lock out a colleague on a browser where that colleague
 * has signed in before; and each address has five free attempts for a name. The remaining risk: whoever signs in on a
 * new browser from the attacker's own address (one NAT) shares his waits: a quarter of an hour at most for the name,
 * half a minute after each failure for the address.
 */

const shared = globalThis as typeof globalThis & { xuefaHeedsSockets?: true }

/** Whether this machine is the sender. The last form is `::1` as addressOf writes it. */
export function isLoopbackAddress(address: string): boolean {
  return /^(127\.|::1$|::ffff:127\.|0:0:0:0::\/64$)/.test(address)
}

/** For the start of the server: from now on addresses come from the socket, never from a request's own headers. */
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
    headers['x-forwarded-for'] = appUrl && isLoopbackAddress(socket) && named && isIP(named) ? named : socket
    // Next would build addresses from these; the product takes its address from APP_URL.
    delete headers['x-forwarded-host']
    delete headers['x-forwarded-proto']
    delete headers['x-forwarded-port']
    if (appUrl) {
      headers['x-forwarded-host'] = new URL(appUrl).host
      headers['x-forwarded-proto'] = new URL(appUrl).protocol.slice(0, -1)
    }
  })
}

/**
 * The client's address; one constant for all where the header has not been secured (`heedOnlySockets`). IPv6:
 * the /64 network.
 */
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

/** The language chosen by somebody who is not signed in. */
export const chosenCookie = 'chosen-locale'
export const knownBrowserCookie = 'known-browser'

type KnownBrowser = { id: string; accounts: number[] }

/** The browser named by the cookie, if our signature is valid. */
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
