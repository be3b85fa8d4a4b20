import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { account, signInFailure } from '@/db/schema/access'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { type Viewer, waitAfter } from './access.rules'
import { recordAudit } from './audit.commands'
import { belongs } from './belonging.sql'
import { ConcurrencyLimit } from './concurrency-limit'
import type { Device } from './device.rules'
import { nameHash, signInMatches } from './password.crypto'
import { msUntilToken, type RateLimit, takeToken } from './rate-limit'
import { startSession } from './session.commands'
import { knownBrowser } from './source'
import {
  countUnwrittenTry,
  forgetUnwrittenTries,
  isUnwritable,
  startUnwrittenSession,
  type Tries,
  unwrittenTries,
} from './unwritten'

type Wait = { ok: false; reason: 'wait'; places: { seconds: number } }
export type SignInAnswer =
  | { ok: true; accountId: number; sessionId: string; mustChange: boolean }
  | { ok: false; reason: 'wrong' }
  | Wait

const DAY = 24 * 3_600_000
// A first password stays valid for this long after its first use, for somebody who closed the page too early.
const FIRST_PASSWORD_GRACE = 30 * 60_000

/**
/**
 * Failed attempts from one address, whatever names they were for: without it one password could be tried on every
 * number. Generous for an office behind one address; browsers that signed in before are not counted.
 */
const failuresOfAddress: RateLimit = { burst: 60, perMinute: 2 }
const FAILED_SIGN_IN = 'failed sign-in'
const attempts = new ConcurrencyLimit(8, 1000)

/**
 * Checks a name (staff number or phone) and password, and begins a session. An unknown name and a wrong password
 * get the same answer in the same time; lib/access/source.ts says how waits are keyed.
 */
export async function checkSignIn(given: Given): Promise<SignInAnswer> {
  return (await attempts.run(given.address, () => checkNameAndPassword(given))) ?? waitFor(1000)
}

type Given = {
  name: string
  password: string
  address: string
  knownBrowser?: string
  device: Device
  /** The session that the browser still holds; it ends. */
  insteadOf?: string | null
}

async function checkNameAndPassword(given: Given): Promise<SignInAnswer> {
  const name = given.name.normalize('NFKC').replace(/\s/g, '')
  const found = await accountCalled(name)
  const browser = knownBrowser(given.knownBrowser)
  const isKnown = found !== undefined && browser?.accounts.includes(found.account.id)
  const source = isKnown ? `browser ${browser?.id}` : given.address
  const waitMs = isKnown ? 0 : msUntilToken(FAILED_SIGN_IN, given.address, failuresOfAddress, now())
  if (waitMs > 0) return waitFor(waitMs)
  const wait = await takeTry(phoneIn(name), source)
  if (wait) return wait
  const matches = await signInMatches(found?.account, given.password)
  const until = found?.account.firstPasswordUntil ?? null
  const isOpen = found?.belongs && found.account.disabledAt === null && (until === null || until >= now())
  if (!found || !matches || !isOpen) {
    if (!isKnown) takeToken(FAILED_SIGN_IN, given.address, failuresOfAddress, now())
    await recordFailure(found?.account.id ?? null, given.address)
    return { ok: false, reason: 'wrong' }
  }
  const { id, passwordHash, mustChange } = found.account
  const { device, insteadOf } = given
  const begin = async (tx: Tx) => {
    // The condition: a password that was changed while this one was checked opens nothing.
    const [opened] = await tx
      .update(account)
      .set({
        lastSignInAt: now(),
        firstPasswordUntil: until === null ? null : Math.min(until, now() + FIRST_PASSWORD_GRACE),
      })
      .where(and(eq(account.id, id), eq(account.passwordHash, passwordHash), isNull(account.disabledAt)))
      .returning({ id: account.id })
    if (!opened) return null
    await forgetTries(tx, phoneIn(name), source)
    await recordAudit(tx, actingAs(id, found.name), {
      action: 'account.signIn',
      subject: 'account',
      subjectId: id,
      after: { address: given.address },
    })
    return startSession(tx, { accountId: id, device, insteadOf })
  }
  const sessionId = await write(begin).catch(error => {
    if (!isUnwritable(error)) throw error
    return startUnwrittenSession({ accountId: id, passwordHash }, device)
  })
  if (sessionId === null) {
    await recordFailure(id, given.address)
    return { ok: false, reason: 'wrong' }
  }
  return { ok: true, accountId: id, sessionId, mustChange }
}

/**
 * By 工号 as it is written; else in another case where that names exactly one person; else by phone, whatever
 * separates its digits. A number that is somebody's 工号 means that person alone, with or without an account,
 * whoever's phone it is too.
 */
async function accountCalled(name: string) {
  const called = (condition: SQL) =>
    db
      .select({ account, name: person.name, belongs: sql<number>`${belongs(account, dayOf(now()))}` })
      .from(person)
      .leftJoin(account, eq(account.personId, person.id))
      .where(condition)
      .limit(2)
  const exact = await called(eq(person.staffNo, name))
  const named = exact.length > 0 ? exact : await called(sql`upper(${person.staffNo}) = ${name.toUpperCase()}`)
  const [found, another] = named.length > 0 ? named : await called(eq(person.phone, phoneIn(name)))
  return found?.account && !another ? { ...found, account: found.account } : undefined
}

/** Without the dashes of a phone number. */
function phoneIn(name: string): string {
  return name.replace(/\p{Dash_Punctuation}/gu, '')
}

function waitFor(ms: number): Wait {
  return { ok: false, reason: 'wait', places: { seconds: Math.ceil(ms / 1000) } }
}

/**
 * Counts the attempt before it is checked, so that a hundred parallel ones are limited too; returns the wait
 * where one applies. What cannot be written is counted in memory.
 */
export async function takeTry(name: string, source: string): Promise<Wait | null> {
  const key = { nameHash: nameHash(name), source }
  let seen: { row: Tries | undefined } | undefined
  const count = async (tx: Tx) => {
    await tx.delete(signInFailure).where(sql`${signInFailure.waitUntil} < ${now() - DAY}`)
    const [failure] = await tx.select().from(signInFailure).where(tried(key))
    seen = { row: failure }
    const held = unwrittenTries(textOf(key))
    const until = Math.max(failure?.waitUntil ?? 0, held?.waitUntil ?? 0)
    if (until > now()) return waitFor(until - now())
    const count = Math.max(failure?.count ?? 0, held?.count ?? 0) + 1
    const counted = { count, waitUntil: now() + waitAfter(count) }
    await tx
      .insert(signInFailure)
      .values({ ...key, ...counted })
      .onConflictDoUpdate({ target: [signInFailure.nameHash, signInFailure.source], set: counted })
    return null
  }
  try {
    const wait = await write(count)
    if (!wait) forgetUnwrittenTries(textOf(key))
    return wait
  } catch (error) {
    if (!isUnwritable(error)) throw error
    // Counted before anything else is waited for: the write behind this one may fit, and goes on from here.
    if (seen) return takeUnwrittenTry(key, seen.row)
    const [row] = await db.select().from(signInFailure).where(tried(key))
    return takeUnwrittenTry(key, row)
  }
}

function takeUnwrittenTry(key: Key, row: Tries | undefined): Wait | null {
  const until = Math.max(row?.waitUntil ?? 0, unwrittenTries(textOf(key))?.waitUntil ?? 0)
  if (until > now()) return waitFor(until - now())
  countUnwrittenTry(textOf(key), row?.count)
  return null
}

export async function forgetTries(tx: Tx, name: string, source: string): Promise<void> {
  const key = { nameHash: nameHash(name), source }
  forgetUnwrittenTries(textOf(key))
  await tx.delete(signInFailure).where(tried(key))
}

type Key = { nameHash: string; source: string }

function textOf({ nameHash, source }: Key): string {
  return `${nameHash} ${source}`
}

function tried(key: Key) {
  return and(eq(signInFailure.nameHash, key.nameHash), eq(signInFailure.source, key.source))
}

// Attempts with unknown names share one counter and are not logged one by one: the log cannot be purged, so
// nobody may flood it.
const unknownTried = { nameHash: nameHash('names that nobody has') }

/** Logs the failure with the account it targeted and the address; never what was typed. A full disk has no log. */
async function recordFailure(accountId: number | null, address: string): Promise<void> {
  const record = async (tx: Tx) => {
    let count = 1
    if (accountId === null) {
      const key = { ...unknownTried, source: address }
      const [before] = await tx.select().from(signInFailure).where(tried(key))
      count = (before?.count ?? 0) + 1
      await tx
        .insert(signInFailure)
        .values({ ...key, count, waitUntil: now() })
        .onConflictDoUpdate({
          target: [signInFailure.nameHash, signInFailure.source],
          set: { count, waitUntil: now() },
        })
      // Only the 1st, 2nd, 4th, 8th … failure from one address is logged.
      if (!Number.isInteger(Math.log2(count))) return
    }
    await recordAudit(tx, actingAs(null, ''), {
      action: 'account.signInFailed',
      subject: 'account',
      subjectId: accountId ?? 0,
      after: accountId === null ? { address, unknownNames: count } : { address },
    })
  }
  await write(record).catch(error => {
    if (!isUnwritable(error)) throw error
  })
}

function actingAs(accountId: number | null, name: string): Viewer {
  return { accountId, personId: null, name, grants: [], ownUnitPaths: [], locale: 'zh' }
}
