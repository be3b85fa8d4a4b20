import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { AuthOptions, Session } from 'next-auth'
import { decode, encode } from 'next-auth/jwt'
import { cache } from 'react'
import { NotFound } from '@/lib/core/errors'
import { checkSignIn } from './access.commands'
import { viewerOf } from './access.queries'
import type { Viewer } from './access.rules'
import { addressOf, knownBrowserCookie, knownBrowserWith } from './source'

type Held = Session & { accountId?: number; sessionVersion?: number }
export type HeldSession = { accountId: number; sessionVersion: number }
type Token = { accountId?: number; sessionVersion?: number }

const MAX_AGE = 7 * 24 * 3600
const KNOWN_FOR = 365 * 24 * 3600
export const isHttps = () => process.env.NEXTAUTH_URL?.startsWith('https:') ?? false
const cookieName = () => `${isHttps() ? '__Secure-' : ''}next-auth.session-token`

/** A function and not a constant: the secret is set at start, after the module has loaded. */
export function authOptions(): AuthOptions {
  return {
    secret: process.env.NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: MAX_AGE },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [credentials()],
    callbacks: {
      jwt({ token, user }) {
        return user ? { ...token, ...(user as unknown as Token) } : token
      },
      session({ session, token }) {
        const { accountId, sessionVersion } = token as Token
        return { expires: session.expires, accountId, sessionVersion } as Held
      },
      // Redirects stay within the product: any other address leads to the home page.
      redirect({ url, baseUrl }) {
        const to = new URL(url, baseUrl)
        return to.origin === new URL(baseUrl).origin ? to.pathname + to.search : '/'
      },
    },
  }
}

function credentials() {
  return {
    id: 'credentials',
    name: 'credentials',
    type: 'credentials' as const,
    credentials: { name: {}, password: {} },
    async authorize(given: Record<'name' | 'password', string> | undefined) {
      const answer = await checkSignIn({
        name: given?.name ?? '',
        password: given?.password ?? '',
        address: addressOf(await headers()),
        knownBrowser: (await cookies()).get(knownBrowserCookie)?.value,
      })
      if (!answer.ok) return null
      return {
        id: String(answer.accountId),
        accountId: answer.accountId,
        sessionVersion: answer.sessionVersion,
      }
    },
    options: {},
  }
}

/** The viewer of the request, or null; cached for the request, the session's version checked against the database. */
export const currentViewer = cache(async (): Promise<(Viewer & { mustChange: boolean }) | null> => {
  const jar = await cookies()
  const held = await sessionIn(name => jar.get(name)?.value)
  return held && viewerOf(held.accountId, held.sessionVersion)
})

/**
 * The content of the session cookie, not yet checked against the account: the caller looks up the account by
 * both values. `getServerSession` of next-auth also renews the cookie, which a page cannot send.
 */
export async function sessionIn(cookie: (name: string) => string | undefined): Promise<HeldSession | null> {
  const value = cookie(cookieName())
  const token = value ? await decode({ token: value, secret: secret() }).catch(() => null) : null
  const { accountId, sessionVersion } = (token ?? {}) as Token
  return accountId && sessionVersion ? { accountId, sessionVersion } : null
}

/**
 * The viewer of the request. Redirects to the sign-in page without a session, and to the change of password
 * with a first password.
 */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer()
  if (!viewer) redirect('/sign-in')
  if (viewer.mustChange) redirect('/change-password')
  return viewer
}

/** Sets the cookies of the session and the known browser. Used by sign-in as a plain form, without script. */
export async function beginSession(accountId: number, sessionVersion: number): Promise<void> {
  const token = await encode({ token: { accountId, sessionVersion }, secret: secret(), maxAge: MAX_AGE })
  const jar = await cookies()
  jar.set(cookieName(), token, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isHttps(),
    maxAge: MAX_AGE,
  })
  jar.set(knownBrowserCookie, knownBrowserWith(accountId, jar.get(knownBrowserCookie)?.value), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isHttps(),
    maxAge: KNOWN_FOR,
  })
}

export async function endSession(): Promise<void> {
  const jar = await cookies()
  jar.delete(cookieName())
}

/** For the page that changes a first password, the only page open to somebody who still has one. */
export async function viewerWithFirstPassword(): Promise<Viewer> {
  const viewer = await currentViewer()
  if (!viewer) redirect('/sign-in')
  if (!viewer.mustChange) redirect('/home')
  return viewer
}

/** For route handlers that return data: throws NotFound instead of redirecting. */
export async function viewerOrNotFound(): Promise<Viewer> {
  const viewer = await currentViewer()
  if (!viewer || viewer.mustChange) throw new NotFound()
  return viewer
}

function secret(): string {
  const value = process.env.NEXTAUTH_SECRET
  if (!value) throw new Error('NEXTAUTH_SECRET is not set; start the product by `npm start`.')
  return value
}
