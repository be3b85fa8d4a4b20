import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { account } from '@/db/schema/access'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import type { Viewer } from './access.rules'
import { recordAudit } from './audit.commands'
import { belongs } from './belonging.sql'
import { ConcurrencyLimit } from './concurrency-limit'
import type { Device } from './device.rules'
import { signInMatches } from './password.crypto'
import { msUntilToken, type RateLimit, takeToken } from './rate-limit'
import { spendCode, spendUnwrittenCode } from './second-factor.commands'
import { passwordMark } from './second-factor.crypto'
import { type HalfSignIn, isHalfOver } from './second-factor.rules'
import { factorOf } from './second-factor.sql'
import { startSession } from './session.commands'
import {
  forgetTries,
  forgetTriesInMemory,
  recordFailure,
  takeTry,
  type Wait,
  waitFor,
} from './sign-in-try.commands'
import { knownBrowser } from './source'
import { isUnwritable, startUnwrittenSession } from './unwritten'

type Opened = { ok: true; accountId: number; sessionId: string; mustChange: boolean }
type Refused = { ok: false; reason: 'wrong' } | Wait
export type SignInAnswer = Opened | { ok: true; half: HalfSignIn } | Refused
export type SecondStepAnswer = (Opened & { by: 'app' | 'recovery' }) | Refused | { ok: false; reason: 'over' }

// A first password stays valid for this long after its first use, for somebody who closed the page too early.
const FIRST_PASSWORD_GRACE = 30 * 60_000

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

type Sender = {
  address: string
  knownBrowser?: string
  device: Device
  /** The session that the browser still holds; it ends. */
  insteadOf?: string | null
}
type Given = Sender & { name: string; password: string }

/**
 * The second step: the code of the app or a recovery code, after the right password. Wrong codes count with wrong
 * passwords, by name and source and by address, and for each account whatever the address: who gets here knows the
 * password, so only they can make its owner wait.
 */
export async function checkSecondStep(
  half: HalfSignIn,
  given: Sender & { code: string },
): Promise<SecondStepAnswer> {
  return (await attempts.run(given.address, () => checkCode(half, given))) ?? waitFor(1000)
}

async function checkNameAndPassword(given: Given): Promise<SignInAnswer> {
  const name = given.name.normalize('NFKC').replace(/\s/g, '')
  const found = await accountCalled(name)
  const { source, isKnown } = sourceOf(given, found?.account.id)
  const wait = addressWait(given.address, isKnown) ?? (await takeTry(phoneIn(name), source))
  if (wait) return wait
  const matches = await signInMatches(found?.account, given.password)
  if (!found || !matches || !isOpen(found)) {
    if (!isKnown) takeToken(FAILED_SIGN_IN, given.address, failuresOfAddress, now())
    await recordFailure(found?.account.id ?? null, given.address)
    return { ok: false, reason: 'wrong' }
  }
  const { id } = found.account
  const opened = await write(async tx => {
    // Only after the right password: what is asked next tells nobody else who has a second factor. Its tries are
    // forgotten with the code, or each right password would give five more. In the transaction that opens the
    // account: somebody may enrol while the password is checked.
    const factor = await factorOf(id, tx)
    if (!factor) return openAccount(tx, found, phoneIn(name), source, given)
    return { ok: true as const, half: halfOf(found.account, phoneIn(name), factor.isReadable) }
  }).catch(async error => {
    if (!isUnwritable(error)) throw error
    const factor = await factorOf(id)
    if (!factor) return openUnwritten(found, given.device)
    return { ok: true as const, half: halfOf(found.account, phoneIn(name), factor.isReadable) }
  })
  if (opened) return opened
  await recordFailure(found.account.id, given.address)
  return { ok: false, reason: 'wrong' }
}

async function checkCode(half: HalfSignIn, given: Sender & { code: string }): Promise<SecondStepAnswer> {
  const { accountId, name } = half
  const found = await accountWith(accountId)
  if (
    isHalfOver(half, now()) ||
    !found ||
    !isOpen(found) ||
    passwordMark(found.account.passwordHash) !== half.mark
  )
    return { ok: false, reason: 'over' }
  const { source, isKnown } = sourceOf(given, accountId)
  const ofAccount = { name: `codes of ${accountId}`, source: isKnown ? source : 'anywhere' }
  const wait =
    addressWait(given.address, isKnown) ??
    (await takeTry(name, source)) ??
    (await takeTry(ofAccount.name, ofAccount.source))
  if (wait) return wait
  const opened = await write(async tx => {
    const by = await spendCode(tx, accountId, given.code)
    if (!by) return null
    if (by === 'recovery')
      await recordAudit(tx, actingAs(accountId, found.name), {
        action: 'account.recoveryCodeUsed',
        subject: 'account',
        subjectId: accountId,
      })
    await forgetTries(tx, ofAccount.name, ofAccount.source)
    const session = await openAccount(tx, found, name, source, given)
    return session && { ...session, by }
  }).catch(async error => {
    if (!isUnwritable(error)) throw error
    const by = await spendUnwrittenCode(accountId, given.code)
    if (!by) return null
    forgetTriesInMemory(name, source)
    forgetTriesInMemory(ofAccount.name, ofAccount.source)
    return { ...openUnwritten(found, given.device), by }
  })
  if (opened) return opened
  if (!isKnown) takeToken(FAILED_SIGN_IN, given.address, failuresOfAddress, now())
  await recordFailure(accountId, given.address, 'account.codeFailed')
  return { ok: false, reason: 'wrong' }
}

/** A browser that its account signed in on before, or the address. */
function sourceOf({ address, knownBrowser: cookie }: Sender, accountId: number | undefined) {
  const browser = knownBrowser(cookie)
  const isKnown = accountId !== undefined && Boolean(browser?.accounts.includes(accountId))
  return { isKnown, source: isKnown ? `browser ${browser?.id}` : address }
}

function addressWait(address: string, isKnown: boolean): Wait | null {
  const ms = isKnown ? 0 : msUntilToken(FAILED_SIGN_IN, address, failuresOfAddress, now())
  return ms > 0 ? waitFor(ms) : null
}

type Found = { account: typeof account.$inferSelect; name: string; belongs: number }

function isOpen({ account: { disabledAt, firstPasswordUntil }, belongs: doesBelong }: Found): boolean {
  return Boolean(doesBelong) && disabledAt === null && (firstPasswordUntil ?? now()) >= now()
}

function halfOf({ id, passwordHash }: Found['account'], name: string, isReadable: boolean): HalfSignIn {
  return { accountId: id, name, mark: passwordMark(passwordHash), at: now(), isReadable }
}

/** Signs in: everything is checked, the password and what comes after it. */
async function openAccount(
  tx: Tx,
  { account: { id, passwordHash, mustChange, firstPasswordUntil: until }, name: owner }: Found,
  name: string,
  source: string,
  { address, device, insteadOf }: Sender,
): Promise<Opened | null> {
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
  await forgetTries(tx, name, source)
  await recordAudit(tx, actingAs(id, owner), {
    action: 'account.signIn',
    subject: 'account',
    subjectId: id,
    after: { address },
  })
  return {
    ok: true,
    accountId: id,
    sessionId: await startSession(tx, { accountId: id, device, insteadOf }),
    mustChange,
  }
}

/** The same where nothing can be written: a session in memory, that only reads. */
function openUnwritten({ account: { id, passwordHash, mustChange } }: Found, device: Device): Opened {
  const sessionId = startUnwrittenSession({ accountId: id, passwordHash }, device)
  return { ok: true, accountId: id, sessionId, mustChange }
}

const called = (condition: SQL) =>
  db
    .select({ account, name: person.name, belongs: sql<number>`${belongs(account, dayOf(now()))}` })
    .from(person)
    .leftJoin(account, eq(account.personId, person.id))
    .where(condition)
    .limit(2)

async function accountWith(accountId: number): Promise<Found | undefined> {
  const [found] = await called(eq(account.id, accountId))
  return found?.account ? { ...found, account: found.account } : undefined
}

/**
 * By 工号 as it is written; else in another case where that names exactly one person; else by phone, whatever
 * separates its digits. A number that is somebody's 工号 means that person alone, with or without an account,
 * whoever's phone it is too. All three are asked for every name: how many it takes would tell whether there is one.
 */
async function accountCalled(name: string): Promise<Found | undefined> {
  const exact = await called(eq(person.staffNo, name))
  const alike = await called(sql`upper(${person.staffNo}) = ${name.toUpperCase()}`)
  const byPhone = await called(eq(person.phone, phoneIn(name)))
  const [found, another] = [exact, alike].find(each => each.length > 0) ?? byPhone
  return found?.account && !another ? { ...found, account: found.account } : undefined
}

/** Without the dashes of a phone number. */
function phoneIn(name: string): string {
  return name.replace(/\p{Dash_Punctuation}/gu, '')
}

function actingAs(accountId: number | null, name: string): Viewer {
  return { accountId, personId: null, name, grants: [], ownUnitPaths: [], locale: 'zh' }
}
