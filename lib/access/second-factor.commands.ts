import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { recoveryCode, secondFactor } from '@/db/schema/access'
import { now } from '@/lib/core/clock'
import { openSecret, recoveryCodes, recoveryHash, sealSecret, stepOf } from './second-factor.crypto'
import { codeIn, stepsNow } from './second-factor.rules'
import { factorIn } from './second-factor.sql'

/**
 * Uses up what was typed: a code of the app, or a recovery code. Null where it is neither, or was used before. Within
 * the transaction of what it is for: writes run one after another, so the same code sent twice at once passes once.
 */
export async function spendCode(
  tx: Tx,
  accountId: number,
  typed: string,
): Promise<'app' | 'recovery' | null> {
  const code = codeIn(typed)
  if (code?.kind === 'recovery') {
    const [used] = await tx
      .update(recoveryCode)
      .set({ usedAt: now() })
      .where(
        and(
          eq(recoveryCode.accountId, accountId),
          eq(recoveryCode.hash, recoveryHash(code.text, accountId)),
          isNull(recoveryCode.usedAt),
        ),
      )
      .returning({ hash: recoveryCode.hash })
    return used ? 'recovery' : null
  }
  const factor = await factorIn(accountId, tx)
  const secret = factor && openSecret(factor.secret, accountId)
  if (!code || !factor || !secret) return null
  const step = stepOf(secret, code.text, stepsNow(now(), factor.lastStep))
  if (step === null) return null
  const [taken] = await tx
    .update(secondFactor)
    .set({ lastStep: step })
    .where(and(eq(secondFactor.accountId, accountId), lt(secondFactor.lastStep, step)))
    .returning({ accountId: secondFactor.accountId })
  return taken ? 'app' : null
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
