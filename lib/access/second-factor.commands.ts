import { and, eq, isNull, lt } from 'drizzle-orm'
import { db, type On, type Tx } from '@/db/client'
import { recoveryCode, secondFactor } from '@/db/schema/access'
import { now } from '@/lib/core/clock'
import type { Instant } from '@/lib/core/time'
import { openSecret, recoveryCodes, recoveryHash, sealSecret, stepOf } from './second-factor.crypto'
import { codeIn, stepsNow } from './second-factor.rules'
import { factorIn } from './second-factor.sql'
import { spendUnwritten, unwrittenSpent } from './unwritten'

/**
 * Uses up what was typed: a code of the app, or a recovery code. Null where it is neither, or was used before. Within
 * the transaction of what it is for: writes run one after another, so the same code sent twice at once passes once.
 */
export async function spendCode(tx: Tx, accountId: number, typed: string): Promise<CodeKind | null> {
  // What a full disk did not take is written with the first code that can be.
  for (const [hash, at] of unwrittenSpent(accountId).recovery) await markUsed(tx, accountId, hash, at)
  const code = await codeOfAccount(tx, accountId, typed)
  if (code === null) return null
  if ('hash' in code) return (await markUsed(tx, accountId, code.hash, now())) ? 'recovery' : null
  const [taken] = await tx
    .update(secondFactor)
    .set({ lastStep: code.step })
    .where(and(eq(secondFactor.accountId, accountId), lt(secondFactor.lastStep, code.step)))
    .returning({ accountId: secondFactor.accountId })
  return taken ? 'app' : null
}

/** The same where nothing can be written: that it was used up is kept in memory. */
export async function spendUnwrittenCode(accountId: number, typed: string): Promise<CodeKind | null> {
  const code = await codeOfAccount(db, accountId, typed)
  if (code === null || !spendUnwritten(accountId, code)) return null
  return 'hash' in code ? 'recovery' : 'app'
}

type CodeKind = 'app' | 'recovery'

/** What the account has that matches what was typed and is unused, in its rows and in memory. */
async function codeOfAccount(
  on: On,
  accountId: number,
  typed: string,
): Promise<{ step: number } | { hash: string } | null> {
  const code = codeIn(typed)
  if (code?.kind === 'recovery') {
    const hash = recoveryHash(code.text, accountId)
    const [unused] = await on.select().from(recoveryCode).where(unusedCode(accountId, hash))
    return unused ? { hash } : null
  }
  const factor = await factorIn(accountId, on)
  const secret = factor && openSecret(factor.secret, accountId)
  if (!code || !factor || !secret) return null
  const last = Math.max(factor.lastStep, unwrittenSpent(accountId).lastStep)
  const step = stepOf(secret, code.text, stepsNow(now(), last))
  return step === null ? null : { step }
}

async function markUsed(tx: Tx, accountId: number, hash: string, usedAt: Instant): Promise<boolean> {
  const used = await tx
    .update(recoveryCode)
    .set({ usedAt })
    .where(unusedCode(accountId, hash))
    .returning({ hash: recoveryCode.hash })
  return used.length > 0
}

function unusedCode(accountId: number, hash: string) {
  return and(eq(recoveryCode.accountId, accountId), eq(recoveryCode.hash, hash), isNull(recoveryCode.usedAt))
}

/** Stores the secret whose first code has been given; that one is used up. */
export async function putFactor(
  tx: Tx,
  { accountId, secret, step }: { accountId: number; secret: Uint8Array; step: number },
): Promise<void> {
  await tx
    .insert(secondFactor)
    .values({ accountId, secret: sealSecret(secret, accountId), lastStep: step, enrolledAt: now() })
}

/** Ten recovery codes by the key of a form; those before them open nothing any more. */
export async function putRecoveryCodes(tx: Tx, accountId: number, key: string): Promise<void> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId))
  await tx.insert(recoveryCode).values(
    recoveryCodes(key, accountId).map(code => ({
      accountId,
      hash: recoveryHash(codeIn(code)?.text ?? '', accountId),
    })),
  )
}

/** The account signs in by its password alone again. */
export async function dropFactor(tx: Tx, accountId: number): Promise<void> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId))
  await tx.delete(secondFactor).where(eq(secondFactor.accountId, accountId))
}
