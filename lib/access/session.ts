import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { decode, encode } from 'next-auth/jwt'
import { cache } from 'react'
import { NotFound } from '@/lib/core/errors'
import { viewerOfSession } from './access.queries'
import type { Viewer } from './access.rules'
import { type Device, deviceOf } from './device.rules'
import { type HalfSignIn, SECOND_STEP_MAX } from './second-factor.rules'
import { isByTimer, sawPerson } from './seen'
import type { HeldSession, LiveSession, Owed } from './session.queries'
import { SESSION_MAX } from './session.rules'
import { knownBrowserCookie, knownBrowserWith } from './source'

export type SessionViewer = Viewer & { owes: Owed; session: LiveSession }

/** Seconds. */
const MAX_AGE = SESSION_MAX / 1000
const KNOWN_FOR = 365 * 24 * 3600
export const isHttps = () => process.env.NEXTAUTH_URL?.startsWith('https:') ?? false
// `__Host-`: set by this host alone and over HTTPS alone (RFC 6265bis, 4.1.3.2). Over plain HTTP no browser takes it.
const cookieName = () => `${isHttps() ? '__Host-' : ''}next-auth.session-token`
const settings = () => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() }) as const

/** The viewer of the request, or null; cached for the request, the session checked against its row. */
export const currentViewer = cache(async (): Promise<SessionViewer | null> => {
  const held = await heldSession()
  return held && viewerOfSession(held)
})

/** The same, for a request that a person has made: it counts as seen. Not for polls. */
export async function viewerSeen(): Promise<SessionViewer | null> {
  const viewer = await currentViewer()
  if (!viewer) return null
  const sent = await headers()
  if (!isByTimer(sent)) sawPerson(viewer.session, isLongOpen(sent.get('x-path') ?? ''))
  return viewer
}

/** Pages that stay open through an afternoon without a request of their person: the sheet, the stall, the screen. */
function isLongOpen(path: string): boolean {
  return /^\/activities\/\d+\/(sheet|stall|screen)$/.test(path)
}

/** What the cookie of this request names, not yet checked against its row. */
export async function heldSession(): Promise<HeldSession | null> {
  const jar = await cookies()
  return sessionIn(name => jar.get(name)?.value)
}

/** The content of the session cookie, not yet checked against its row. */
export async function sessionIn(cookie: (name: string) => string | undefined): Promise<HeldSession | null> {
  const value = cookie(cookieName())
  const token = value ? await decode({ token: value, secret: secret() }).catch(() => null) : null
  const { accountId, sessionId } = (token ?? {}) as Partial<HeldSession>
  return accountId && sessionId ? { accountId, sessionId } : null
}

/** The device of the request, for a session that begins with it. */
export async function deviceHere(): Promise<Device> {
  return deviceOf((await headers()).get('user-agent'))
}

/**
 * The viewer of the request. Redirects to the sign-in page without a session, and to the page of what it owes
 * first. `byTimer`: the page has loaded itself again.
 */
export async function requireViewer({ byTimer = false } = {}): Promise<SessionViewer> {
  const viewer = byTimer ? await currentViewer() : await viewerSeen()
  if (!viewer) redirect('/sign-in')
  if (viewer.owes) redirect(pageFor(viewer.owes))
  return viewer
}

/** The only page open to a session that owes this. */
export function pageFor(owed: NonNullable<Owed>): '/change-password' | '/second-factor' {
  return owed === 'password' ? '/change-password' : '/second-factor'
}

/** Sets the cookies of a session that has begun, and of the known browser. */
export async function holdSession({ accountId, sessionId }: HeldSession): Promise<void> {
  const token = await encode({ token: { accountId, sessionId }, secret: secret(), maxAge: MAX_AGE })
  const jar = await cookies()
  jar.set(cookieName(), token, { ...settings(), maxAge: MAX_AGE })
  jar.set(knownBrowserCookie, knownBrowserWith(accountId, jar.get(knownBrowserCookie)?.value), {
    ...settings(),
    maxAge: KNOWN_FOR,
  })
}

// The key is derived with the salt: what is sealed for one purpose opens nothing of the other.
const halfSettings = () => ({ secret: secret(), salt: 'second step' })
const halfCookieName = () => `${isHttps() ? '__Host-' : ''}second-step`

/** Keeps in the browser, sealed, that its person gave the right password and still owes the code. */
export async function holdHalfSignIn(half: HalfSignIn): Promise<void> {
  const maxAge = SECOND_STEP_MAX / 1000
  const token = await encode({ ...halfSettings(), token: { half }, maxAge })
  ;(await cookies()).set(halfCookieName(), token, { ...settings(), maxAge })
}

export async function heldHalfSignIn(): Promise<HalfSignIn | null> {
  const value = (await cookies()).get(halfCookieName())?.value
  const token = value ? await decode({ ...halfSettings(), token: value }).catch(() => null) : null
  return (token?.half as HalfSignIn | undefined) ?? null
}

const typedSettings = () => ({ secret: secret(), salt: 'typed by' })

/** Names, sealed, the account that typed a form, for a page that keeps it. */
export function sealedAccount(accountId: number): Promise<string> {
  return encode({ ...typedSettings(), token: { accountId }, maxAge: MAX_AGE })
}

export async function accountOf(sealed: string): Promise<number | null> {
  const token = await decode({ ...typedSettings(), token: sealed }).catch(() => null)
  return (token?.accountId as number | undefined) ?? null
}

export async function dropHalfSignIn(): Promise<void> {
  ;(await cookies()).set(halfCookieName(), '', { ...settings(), maxAge: 0 })
}

/** Takes the session's cookie back. */
export async function dropSession(): Promise<void> {
  // With the attributes it was set with: a browser ignores a `__Host-` cookie without them, and keeps the old one.
  ;(await cookies()).set(cookieName(), '', { ...settings(), maxAge: 0 })
}

/** For the page that changes a first password, the only page open to somebody who still has one. */
export async function viewerWithFirstPassword(): Promise<Viewer> {
  const viewer = await viewerSeen()
  if (!viewer) redirect('/sign-in')
  if (viewer.owes !== 'password') redirect('/home')
  return viewer
}

/** For the page of the second factor: open to who owes one, and to everybody with a password of their own. */
export async function viewerWithOwnPassword(): Promise<SessionViewer> {
  const viewer = await viewerSeen()
  if (!viewer) redirect('/sign-in')
  if (viewer.owes === 'password') redirect('/change-password')
  return viewer
}

/** For route handlers that return data: throws NotFound instead of redirecting. `byTimer`: a poll. */
export async function viewerOrNotFound({ byTimer = false } = {}): Promise<SessionViewer> {
  const viewer = byTimer ? await currentViewer() : await viewerSeen()
  if (!viewer || viewer.owes) throw new NotFound()
  return viewer
}

function secret(): string {
  const value = process.env.NEXTAUTH_SECRET
  if (!value) throw new Error('NEXTAUTH_SECRET is not set; start the product by `npm start`.')
  return value
}
