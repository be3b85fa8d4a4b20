import { and, eq, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { signInFailure } from '@/db/schema/access'
import { write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { type Viewer, waitAfter } from './access.rules'
import { recordAudit } from './audit.commands'
import { nameHash } from './password.crypto'
import {
  countUnwrittenTry,
  forgetUnwrittenTries,
  isUnwritable,
  type Tries,
  unwrittenTries,
} from './unwritten'

export type Wait = { ok: false; reason: 'wait'; places: { seconds: number } }

const DAY = 24 * 3_600_000
const nobody: Viewer = {
  accountId: null,
  personId: null,
  name: '',
  grants: [],
  ownUnitPaths: [],
  locale: 'zh',
}

export function waitFor(ms: number): Wait {
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
  forgetTriesInMemory(name, source)
  const key = { nameHash: nameHash(name), source }
  await tx.delete(signInFailure).where(tried(key))
}

/** Where nothing can be written. */
export function forgetTriesInMemory(name: string, source: string): void {
  forgetUnwrittenTries(textOf({ nameHash: nameHash(name), source }))
}

/** Does what a right password opens. Where that cannot be written, the password was no less right: it counts no more. */
export async function withoutTry<T>(name: string, source: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUnwritable(error)) forgetTriesInMemory(name, source)
    throw error
  }
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
export async function recordFailure(
  accountId: number | null,
  address: string,
  action: 'account.signInFailed' | 'account.codeFailed' = 'account.signInFailed',
): Promise<void> {
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
    await recordAudit(tx, nobody, {
      action,
      subject: 'account',
      subjectId: accountId ?? 0,
      after: accountId === null ? { address, unknownNames: count } : { address },
    })
  }
  await write(record).catch(error => {
    if (!isUnwritable(error)) throw error
  })
}
