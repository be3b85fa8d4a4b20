import { eq } from 'drizzle-orm'
import { account } from '@/db/schema/access'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { leaveUnitIn } from '@/lib/organisation/people/person.commands'
import type { LeaveInput } from '@/lib/organisation/people/person.input'
import { disableIn } from './account.commands'

/** 离岗, and 停用 of the account at once where that is ticked: both or neither. */
export async function leaveAndDisable(viewer: Viewer, { disable, ...leaving }: LeaveInput) {
  return write(async tx => {
    const [held] = disable
      ? await tx.select({ id: account.id }).from(account).where(eq(account.personId, leaving.personId))
      : []
    // A refusal keeps what was written before it, so the account comes first.
    const refusal = held ? await disableIn(tx, viewer, { accountId: held.id, state: 'disabled' }) : null
    if (refusal && !refusal.ok) return { ...refusal, field: 'disable' } as const
    const left = await leaveUnitIn(tx, viewer, leaving)
    if (!left.ok && held) throw new Unfinished(left)
    return left
  }).catch(error => {
    if (error instanceof Unfinished) return error.answer
    throw error
  })
}

/** Rolls the transaction back where the account was disabled and the person could not leave. */
class Unfinished extends Error {
  constructor(readonly answer: Awaited<ReturnType<typeof leaveUnitIn>>) {
    super('unfinished')
  }
}
