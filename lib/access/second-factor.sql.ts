import { and, eq, isNull, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { recoveryCode, secondFactor } from '@/db/schema/access'
import type { Instant } from '@/lib/core/time'
import { openSecret } from './second-factor.crypto'

export async function factorIn(accountId: number, on: On) {
  const [found] = await on.select().from(secondFactor).where(eq(secondFactor.accountId, accountId))
  return found
}

export type FactorState = {
  enrolledAt: Instant
  /** Whether codes of the app can be checked: not after a restore with another server's secret. */
  isReadable: boolean
  /** Recovery codes that are still unused. */
  codesLeft: number
}

/** The second factor of an account; null where it has none. The caller has checked whose account it is. */
export async function factorOf(accountId: number, on: On = db): Promise<FactorState | null> {
  const factor = await factorIn(accountId, on)
  if (!factor) return null
  const [left] = await on
    .select({ count: sql<number>`count(*)` })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.accountId, accountId), isNull(recoveryCode.usedAt)))
  return {
    enrolledAt: factor.enrolledAt,
    isReadable: openSecret(factor.secret, accountId) !== null,
    codesLeft: left?.count ?? 0,
  }
}
