import { createHmac, randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { feed } from '@/db/schema/feed'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { touchOwner } from '@/lib/organisation/calendar-version.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { shownIn, tokenHash } from './feed.queries'
import { type FeedKind, kindsOf } from './item.rules'

const MOST = 10

type Choice = { name: string; alarm: number | null; shown: FeedKind[] }

/**
 * Creates a feed of the viewer's own calendar, or of a unit that the viewer may see (else NotFound). The token
 * is only in the answer: its hash is stored. Idempotent: the same form sent twice (a double click) makes one
 * feed.
 */
export async function createFeed(
  viewer: Viewer,
  {
    name,
    alarm,
    shown,
    unitId,
    idempotencyKey = '',
  }: Choice & { unitId: number | null; idempotencyKey?: string },
): Promise<{ ok: true; token: string } | Refused<'tooMany'>> {
  const { accountId, personId } = viewer
  if (accountId === null || personId === null) throw new Forbidden()
  const drawn = tokenFrom(idempotencyKey, [accountId, name, alarm, shown, unitId])
  return write(async tx => {
    if (unitId !== null) await requireSeen(tx, viewer, unitId)
    const [made] = await tx
      .select()
      .from(feed)
      .where(eq(feed.tokenHash, tokenHash(drawn)))
    if (made && made.revokedAt === null) return { ok: true, token: drawn } as const
    // A revoked address never works again, even if an old page is sent once more.
    const token = made ? tokenFrom('', []) : drawn
    const living = await tx
      .select({ id: feed.id })
      .from(feed)
      .where(and(eq(feed.accountId, accountId), isNull(feed.revokedAt)))
    if (living.length >= MOST) return { ok: false, reason: 'tooMany', places: { most: MOST } } as const
    const kind = unitId === null ? 'person' : 'unit'
    const given = { kind, unitId, name, alarmMinutes: alarm, shown: kept(shown, kind) } as const
    const [added] = await tx
      .insert(feed)
      .values({ ...given, tokenHash: tokenHash(token), accountId, createdAt: now() })
      .returning({ id: feed.id })
    await settleDebts(tx, sql`person_id = ${personId}`)
    // Ensures that a change within the same second as the first fetch still raises the validator.
    await touchOwner(tx, unitId, personId)
    await recordAudit(tx, viewer, {
      action: 'feed.create',
      subject: 'feed',
      subjectId: added?.id ?? 0,
      after: { unitId, name, alarm, shown },
    })
    return { ok: true, token } as const
  })
}

/**
 * A token of 192 bits, infeasible to guess. Derived from the form's idempotency key, which is random and not
 * stored in the clear, so that a repeated request gets the same token without storing it; without the server's
 * secret the key alone is useless.
 */
function tokenFrom(key: string, input: unknown[]): string {
  if (key === '') return randomBytes(24).toString('base64url')
  const seed = createHmac('sha256', `feed ${process.env.NEXTAUTH_SECRET}`)
  return seed
    .update(JSON.stringify([key, ...input]))
    .digest()
    .subarray(0, 24)
    .toString('base64url')
}

/** Changes name, kinds or alarm of a feed; its address stays. Throws NotFound for another's feed, Conflict on an older version. */
export async function changeFeed(
  viewer: Viewer,
  { id, version, name, alarm, shown }: Choice & { id: number; version: number },
): Promise<{ ok: true }> {
  return write(async tx => {
    const before = await ownFeed(tx, viewer, id)
    if (before.revokedAt !== null) throw new NotFound()
    const given = { name, alarmMinutes: alarm, shown: kept(shown, before.kind) }
    const same = (Object.keys(given) as (keyof typeof given)[]).every(key => given[key] === before[key])
    if (same) return { ok: true } as const
    requireVersion(asChosen(before), version)
    await alterRow(tx, feed, eq(feed.id, id), version, given)
    // Also raises `changedAt`, for clients that only compare the date.
    await touchOwner(tx, before.unitId, viewer.personId)
    await recordAudit(tx, viewer, {
      action: 'feed.change',
      subject: 'feed',
      subjectId: id,
      before: { name: before.name, alarm: before.alarmMinutes, shown: before.shown },
      after: { name, alarm, shown },
    })
    return { ok: true } as const
  })
}

/** 撤销订阅: from now on the address answers like an unknown one. */
export async function revokeFeed(viewer: Viewer, { id }: { id: number }): Promise<{ ok: true }> {
  return write(async tx => {
    const found = await ownFeed(tx, viewer, id)
    if (found.revokedAt !== null) return { ok: true } as const
    await tx.update(feed).set({ revokedAt: now() }).where(eq(feed.id, id))
    await recordAudit(tx, viewer, {
      action: 'feed.revoke',
      subject: 'feed',
      subjectId: id,
      before: { name: found.name },
    })
    return { ok: true } as const
  })
}

/** As the form shows a feed. */
function asChosen({ name, kind, shown, alarmMinutes, version }: typeof feed.$inferSelect) {
  return { name, alarm: alarmMinutes ?? 'none', shown: shownIn(shown) ?? [...kindsOf[kind]], version }
}

async function ownFeed(tx: Tx, { accountId }: Viewer, id: number): Promise<typeof feed.$inferSelect> {
  const [found] = await tx
    .select()
    .from(feed)
    .where(and(eq(feed.id, id), sql`${feed.accountId} = ${accountId}`))
  if (!found) throw new NotFound()
  return found
}

async function requireSeen(tx: Tx, viewer: Viewer, unitId: number): Promise<void> {
  const [found] = await tx
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.id, unitId), inScope(viewer, unit.path)))
  if (!found) throw new NotFound()
}

/**
 * Normalised: in a fixed order and without kinds that this calendar never has, so that equal choices give equal
 * texts.
 */
function kept(shown: FeedKind[], kind: 'person' | 'unit'): string {
  return JSON.stringify(kindsOf[kind].filter(each => shown.includes(each)))
}

/**
 * Records the last fetch by a client; `feedAnswer` limits it to once an hour. On this occasion debts older than
 * the feature of debts in feeds are added to the calendar.
 */
export async function noteFeedUse(id: number): Promise<void> {
  await write(async tx => {
    await tx.update(feed).set({ lastUsedAt: now() }).where(eq(feed.id, id))
    await settleDebts(
      tx,
      sql`person_id = (select a.person_id from feed f join account a on a.id = f.account_id where f.id = ${id} and f.kind = 'person')`,
    )
  })
}
