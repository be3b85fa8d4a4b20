import { and, eq, or, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { account, signInFailure } from '@/db/schema/access'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { now } from '../clock'
import { nameHash, passwordMatches } from './password'

export type SignInAnswer =
  | { ok: true; accountId: number; sessionVersion: number; mustChange: boolean }
  | { ok: false; reason: 'wrong' | 'wait'; waitSeconds?: number }

// Five free tries, then a wait that doubles, at most a quarter of an hour.
const FREE_TRIES = 5
const LONGEST_WAIT = 15 * 60_000

/**
 * Checks a name (staff number or phone) and password. Failures are counted for the pair of name and source, so
 * nobody can lock out another person; an unknown name and a wrong password get the same answer in the same time.
 */
export async function checkSignIn(given: {
  name: string
  password: string
  source: string
}): Promise<SignInAnswer> {
  const key = { nameHash: nameHash(given.name), source: given.source }
  const [failure] = await db
    .select()
    .from(signInFailure)
    .where(and(eq(signInFailure.nameHash, key.nameHash), eq(signInFailure.source, key.source)))
  if (failure && failure.waitUntil > now()) {
    return { ok: false, reason: 'wait', waitSeconds: Math.ceil((failure.waitUntil - now()) / 1000) }
  }
  const name = given.name.trim()
  const [found] = await db
    .select({ account })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
    .where(and(or(eq(person.staffNo, name), eq(person.phone, name)), sql`${account.disabledAt} is null`))
  const matches = await passwordMatches(found?.account.passwordHash ?? null, given.password)
  const lapsed = found?.account.firstPasswordUntil != null && found.account.firstPasswordUntil < now()
  if (!found || !matches || lapsed) {
    const count = (failure?.count ?? 0) + 1
    const wait = count < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, 1000 * 2 ** (count - FREE_TRIES))
    const waitUntil = now() + wait
    await write(tx =>
      tx
        .insert(signInFailure)
        .values({ ...key, count, waitUntil })
        .onConflictDoUpdate({
          target: [signInFailure.nameHash, signInFailure.source],
          set: { count, waitUntil },
        }),
    )
    return { ok: false, reason: 'wrong' }
  }
  await write(async tx => {
    await tx
      .delete(signInFailure)
      .where(and(eq(signInFailure.nameHash, key.nameHash), eq(signInFailure.source, key.source)))
    await tx.update(account).set({ lastSignInAt: now() }).where(eq(account.id, found.account.id))
  })
  return {
    ok: true,
    accountId: found.account.id,
    sessionVersion: found.account.sessionVersion,
    mustChange: found.account.mustChange,
  }
}
