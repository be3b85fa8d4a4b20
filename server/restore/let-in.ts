import { randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { account, grant } from '@/db/schema/access'
import { unit } from '@/db/schema/roster'
import { firstPassword, firstPasswordIn, hashPassword } from '@/lib/access/password.crypto'
import { dropFactor } from '@/lib/access/second-factor.commands'
import { now } from '@/lib/core/clock'
import { FIRST_PASSWORD_DAYS } from '@/lib/organisation/accounts/account.rules'
import { grantsWhere } from '@/lib/organisation/accounts/account.sql'

/** The administrator who may sign in where taking everything away again would have left none. */
export type LetIn = { name: string; staffNo: string; password: string }

export function topAdministrators(tx: Tx) {
  const isTop = and(eq(grant.role, 'administrator'), isNull(unit.parentId), isNull(account.disabledAt))
  return grantsWhere(isTop as ReturnType<typeof eq>, tx)
}

/**
 * The administrators of now may be younger than the copy. Where none of the copy's is left, the first of them gets a new
 * first password, told to whoever restores: the old one opens nothing. Somebody erased comes last.
 */
export async function letSomebodyIn(
  tx: Tx,
  before: Awaited<ReturnType<typeof topAdministrators>>,
): Promise<LetIn | null> {
  if (before.length === 0 || (await topAdministrators(tx)).length > 0) return null
  const [held] = await tx.all<LetIn & { accountId: number; personId: number }>(sql`
    select k.id as accountId, p.id as personId, p.name, p.staff_no as staffNo from account k join person p on p.id = k.person_id
    where k.id in (select value from json_each(${JSON.stringify(before.map(each => each.accountId))}))
    order by p.id in (select person_id from erased_person), k.id limit 1`)
  const first = before.find(each => each.accountId === held?.accountId)
  if (!held || !first) return null
  const password = firstPassword(randomBytes(24).toString('base64url'), held.personId)
  await tx
    .update(account)
    .set({
      passwordHash: await hashPassword(firstPasswordIn(password)),
      mustChange: true,
      firstPasswordUntil: now() + FIRST_PASSWORD_DAYS * 86_400_000,
      disabledAt: null,
    })
    .where(eq(account.id, first.accountId))
  // Its phone and codes may be anybody's; whoever restores could reset it all the same.
  await dropFactor(tx, first.accountId)
  await tx
    .insert(grant)
    .values({ accountId: first.accountId, role: 'administrator', unitId: first.unitId })
    .onConflictDoNothing()
  return { name: held.name, staffNo: held.staffNo, password }
}
