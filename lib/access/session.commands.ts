import { randomBytes } from 'node:crypto'
import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { session } from '@/db/schema/access'
import { write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import type { Viewer } from './access.rules'
import { recordAudit } from './audit.commands'
import type { Device } from './device.rules'
import { endUnwrittenSessions, unwrittenSessionsOf } from './unwritten'

type Why = NonNullable<typeof session.$inferSelect.why>

/**
 * Begins a session within the transaction that has checked the password or changed it; the one that the same
 * browser held ends with it. Returns the new id, never one that was there before (fixation).
 */
export async function startSession(
  tx: Tx,
  { accountId, device, insteadOf }: { accountId: number; device: Device; insteadOf?: string | null },
): Promise<string> {
  const at = now()
  if (insteadOf) await end(tx, eq(session.id, insteadOf), 'again')
  const id = randomBytes(24).toString('base64url')
  await tx.insert(session).values({ id, accountId, startedAt: at, seenAt: at, ...device })
  return id
}

/** Ends every session of an account. */
export function endSessionsOf(tx: Tx, accountId: number, why: Why): Promise<void> {
  endUnwrittenSessions(accountId)
  return end(tx, eq(session.accountId, accountId), why)
}

/** Ends every session of an account but this one: the others began without its new second factor. */
export function endOtherSessions(tx: Tx, accountId: number, sessionId: string): Promise<void> {
  for (const { id } of unwrittenSessionsOf(accountId))
    if (id !== sessionId) endUnwrittenSessions(accountId, id)
  return end(tx, and(eq(session.accountId, accountId), ne(session.id, sessionId)), 'factor')
}

/**
 * 离岗: ends the sessions of those people who are in no unit after today. Who leaves on a later day is out when
 * that day is over (isSessionOver).
 */
export async function endSessionsOfLeavers(tx: Tx, personIds: number[]): Promise<void> {
  const today = dayOf(now())
  await inParts(personIds, part => {
    const isLeaver = sql`${session.accountId} in (
    select a.id from account a where a.person_id in (select value from json_each(${JSON.stringify(part)}))
      and not exists (select 1 from membership m where m.person_id = a.person_id
        and (m.to_day is null or m.to_day > ${today})))`
    return end(tx, isLeaver, 'left')
  })
}

/** 退出登录: ends this session and no other. */
export async function signOutHere(viewer: Viewer, sessionId: string) {
  endUnwrittenSessions(viewer.accountId ?? 0, sessionId)
  if (viewer.readsOnly) return { ok: true } as const
  return write(async tx => {
    await end(tx, ofViewer(viewer, sessionId), 'signOut')
    await recordAudit(tx, viewer, {
      action: 'account.signOut',
      subject: 'account',
      subjectId: viewer.accountId ?? 0,
    })
    return { ok: true } as const
  })
}

/** Ends another session of the viewer's own account; one that has ended already, or is another's, stays as it is. */
export async function endOwnSession(viewer: Viewer, { sessionId }: { sessionId: string }) {
  if (unwrittenSessionsOf(viewer.accountId ?? 0).some(({ id }) => id === sessionId)) {
    endUnwrittenSessions(viewer.accountId ?? 0, sessionId)
    return { ok: true } as const
  }
  return write(async tx => {
    const [ended] = await tx
      .update(session)
      .set({ endedAt: now(), why: 'elsewhere' })
      .where(and(ofViewer(viewer, sessionId), isNull(session.endedAt)))
      .returning({ startedAt: session.startedAt })
    if (ended)
      await recordAudit(tx, viewer, {
        action: 'account.endSession',
        subject: 'account',
        subjectId: viewer.accountId ?? 0,
        before: ended,
      })
    return { ok: true } as const
  })
}

function ofViewer(viewer: Viewer, sessionId: string): SQL | undefined {
  return and(eq(session.id, sessionId), eq(session.accountId, viewer.accountId ?? 0))
}

async function end(tx: Tx, which: SQL | undefined, why: Why): Promise<void> {
  await tx
    .update(session)
    .set({ endedAt: now(), why })
    .where(and(which, isNull(session.endedAt)))
}
