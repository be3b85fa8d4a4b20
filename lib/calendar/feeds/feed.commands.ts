import { createHmac, randomBytes } from 'node:crypto'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { account } from '@/db/schema/access'
import { type calendarVersion, feed } from '@/db/schema/feed'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit/audit.commands'
import { onlineStudyForms } from '@/lib/activity/activity.rules'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { countsAsStudy } from '@/lib/statistics/rates/counting.sql'
import { tokenHash } from './feed.queries'
import { windowOf } from './feed.rules'
import { DEBT_STEP, type FeedKind, kindsOf } from './item.rules'

const MOST = 10
// As a literal: a bound number is a REAL, and would divide as one.
const STEP = sql.raw(String(DEBT_STEP))

type Choice = { name: string; alarm: number | null; shown: FeedKind[] }

/**
 * A new address of the viewer's own calendar, or of a unit's that the viewer may see (NotFound else). The token is in
 * the answer alone: only its hash is kept. The same form sent twice (a double click) is one address.
 */
export async function createFeed(
  viewer: Viewer,
  { name, alarm, shown, unitId, key = '' }: Choice & { unitId: number | null; key?: string },
): Promise<{ ok: true; token: string } | { ok: false; reason: 'tooMany'; places: { most: number } }> {
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

/**
 * Begins and ends debts (待补学, as lib/calendar/home/duty.rules.ts says who owes) in the calendars of those whose rows say so now: after a
 * mark, a change of standing, a make-up, a change of the activity. Safe to repeat. `which` speaks of attendance.
 * `feed_changed_at` stays: it says when somebody came on the list, and 我的变化 tells that as news.
 */
export async function settleDebts(tx: Tx, which: SQL): Promise<void> {
  // A leave approved ahead owes nothing before its activity has come.
  const today = dayOf(now())
  const isOnline = sql`a.form in (select value from json_each(${JSON.stringify(onlineStudyForms)}))`
  const owes = sql`coalesce(
    standing = 'required' and made_up_on is null and make_up_due is not null and exists (
      select 1 from activity a where a.id = activity_id and a.day <= ${today} and ${countsAsStudy} and not ${isOnline} and (
        (mark in ('leave', 'absent') and a.status in ('scheduled', 'held', 'closed')) or (mark is null and a.status = 'closed'))), 0)`
  const changed = await tx.all<{ personId: number }>(sql`
    update attendance set feed_sequence = feed_sequence + ${STEP}
    where ${which} and feed_sequence / ${STEP} % 2 <> ${owes} returning person_id as personId`)
  await touchDebtors(
    tx,
    changed.map(row => row.personId),
  )
}

/** The calendars of these people changed by a debt that began, ended or moved: that is when it was last heard of. */
export async function touchDebtors(tx: Tx, personIds: number[]): Promise<void> {
  if (personIds.length > 0) await touch(tx, 'debts', [...new Set(personIds)])
  await touchPeople(tx, personIds)
}

/** Every calendar that the account has an address of, such as for the words in which it speaks. */
export async function touchFeedsOf(tx: Tx, accountId: number): Promise<void> {
  const living = await tx
    .select({ unitId: feed.unitId, personId: account.personId })
    .from(feed)
    .innerJoin(account, eq(account.id, feed.accountId))
    .where(and(eq(feed.accountId, accountId), isNull(feed.revokedAt)))
  for (const { unitId, personId } of living) await touchOwner(tx, unitId, personId)
}

/** The calendars of these people changed: version up, changed_at by at least a second (HTTP dates have no less). */
export async function touchPeople(tx: Tx, personIds: number[]): Promise<void> {
  if (personIds.length === 0) return
  await touch(tx, 'person', [...new Set(personIds)])
}

type Hosted = { id: number; hostUnitId: number; isPublic?: boolean }

/**
 * The calendars of everybody on the activity's list changed, of its host and the units above, and the public one
 * where it is public; the host and that as they were before count too.
 */
export async function touchActivity(tx: Tx, after: Hosted, before: Hosted = after): Promise<void> {
  await touchListed(tx, sql`select person_id as personId from attendance where activity_id = ${after.id}`)
  await touchHosts(tx, [after.hostUnitId, before.hostUnitId])
  if (after.isPublic || before.isPublic) await touch(tx, 'public', [0])
}

/** The calendars of everybody on the exam's list changed, and of its host and the units above. */
export async function touchExam(tx: Tx, after: Hosted, before: Hosted = after): Promise<void> {
  await touchListed(tx, sql`select person_id as personId from exam_candidate where exam_id = ${after.id}`)
  await touchHosts(tx, [after.hostUnitId, before.hostUnitId])
}

/** A unit has another name: what it hosts says so in every calendar that still shows it. */
export async function touchHost(tx: Tx, unitId: number): Promise<void> {
  const { from } = windowOf(dayOf(now()))
  const shown = sql`host_unit_id = ${unitId} and status <> 'draft'`
  const raised = sql`sequence = sequence + 1, changed_at = ${now()}`
  await tx.run(sql`update activity set ${raised} where ${shown} and last_day >= ${from}`)
  await tx.run(sql`update exam set ${raised} where ${shown} and closing_day >= ${from}`)
  await touchListed(
    tx,
    sql`
    select person_id as personId from attendance where activity_id in (select id from activity where ${shown} and last_day >= ${from})
    union select person_id from exam_candidate where exam_id in (select id from exam where ${shown} and closing_day >= ${from})`,
  )
  await touchHosts(tx, [unitId])
  await touch(tx, 'public', [0])
}

/** The calendars of these units and of those above them changed; a unit that moves is above others before and after. */
export async function touchHosts(tx: Tx, unitIds: number[]): Promise<void> {
  const above = await tx.all<{ id: number }>(sql`
    select distinct above.id from unit host join unit above on host.path like above.path || '%'
    where host.id in (select value from json_each(${JSON.stringify(unitIds)}))`)
  await touch(
    tx,
    'unit',
    above.map(row => row.id),
  )
}

async function touchListed(tx: Tx, people: SQL): Promise<void> {
  const rows = await tx.all<{ personId: number }>(people)
  await touchPeople(
    tx,
    rows.map(row => row.personId),
  )
}

async function touchOwner(tx: Tx, unitId: number | null, personId: number | null): Promise<void> {
  if (unitId !== null) await touch(tx, 'unit', [unitId])
  else if (personId !== null) await touchPeople(tx, [personId])
}

async function touch(
  tx: Tx,
  kind: (typeof calendarVersion.$inferInsert)['kind'],
  owners: number[],
): Promise<void> {
  const at = Math.floor(now() / 1000) * 1000
  await tx.run(sql`
    insert into calendar_version (kind, owner_id, version, changed_at)
    select ${kind}, value, 1, ${at} from json_each(${JSON.stringify(owners)}) where true
    on conflict (kind, owner_id) do update set version = version + 1, changed_at = max(changed_at + 1000, excluded.changed_at)`)
}
