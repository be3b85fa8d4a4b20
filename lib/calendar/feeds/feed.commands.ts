import { createHmac, randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { feed } from '@/db/schema/feed'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { touchOwner } from '@/lib/organisation/calendar-version.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { tokenHash } from './feed.queries'
import { type FeedKind, kindsOf } from './item.rules'

const MOST = 10

type Choice = { name: string; alarm: number | null; shown: FeedKind[] }

/**
 * A new address of the viewer's own calendar, or of a unit's that the viewer may see (NotFound else). The token is in
 * the answer alone: only its hash is kept. The same form sent twice (a double click) is one address.
 */
export async function createFeed(
  viewer: Viewer,
  { name, alarm, shown, unitId, key = '' }: Choice & { unitId: number | null; key?: string },
): Promise<{ ok: true; token: string } | Refused<'tooMany'>> {
  const { accountId, personId } = viewer
  if (accountId === null || personId === null) throw new Forbidden()
  const drawn = tokenFrom(key, [accountId, name, alarm, shown, unitId])
  return write(async tx => {
    if (unitId !== null) await requireSeen(tx, viewer, unitId)
    const [made] = await tx
      .select()
      .from(feed)
      .where(eq(feed.tokenHash, tokenHash(drawn)))
    if (made && made.revokedAt === null) return { ok: true, token: drawn } as const
    // What was revoked never answers again, whatever page is sent once more.
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
    // From the first fetch on a change within the same second has a validator to rise above.
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
 * 192 bits: nobody comes upon one by trying. Drawn from the key of the form, which is random and kept nowhere, so that
 * no token need be stored to be answered again; the secret of the server makes the key alone useless.
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

/** Another name, other kinds or another reminder under the same address. Throws NotFound for another's feed. */
export async function changeFeed(
  viewer: Viewer,
  { id, name, alarm, shown }: Choice & { id: number },
): Promise<{ ok: true }> {
  return write(async tx => {
    const before = await ownFeed(tx, viewer, id)
    if (before.revokedAt !== null) throw new NotFound()
    const given = { name, alarmMinutes: alarm, shown: kept(shown, before.kind) }
    const same = (Object.keys(given) as (keyof typeof given)[]).every(key => given[key] === before[key])
    if (same) return { ok: true } as const
    await tx.update(feed).set(given).where(eq(feed.id, id))
    // A client that goes by the date alone must see the change too.
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

/** 撤销订阅: from now on the address answers like one that never was. */
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

/** In one order and without what such a calendar never holds, so that the same choice is the same text. */
function kept(shown: FeedKind[], kind: 'person' | 'unit'): string {
  return JSON.stringify(kindsOf[kind].filter(each => shown.includes(each)))
}

/**
 * When a client last fetched: noted at most once an hour, which `feedAnswer` decides. Debts from before the feeds told
 * of them come into the calendar on the way.
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
