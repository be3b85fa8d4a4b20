import { randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { feed } from '@/db/schema/feed'
import { write } from '@/db/write'
import type { Viewer } from '../access/rules'
import { recordAudit } from '../audit/commands'
import { now } from '../clock'
import { Forbidden, NotFound } from '../errors'
import { dayOf } from '../time/rules'
import { tokenHash } from './queries'
import { windowOf } from './rules'

const MOST = 10

/** A new address of the viewer's own calendar. The token is in the answer alone: only its hash is kept. */
export async function createFeed(
  viewer: Viewer,
  { name, alarm }: { name: string; alarm: number | null },
): Promise<{ ok: true; token: string } | { ok: false; reason: 'tooMany'; places: { most: number } }> {
  const { accountId } = viewer
  if (accountId === null) throw new Forbidden()
  // 192 bits: nobody comes upon one by trying.
  const token = randomBytes(24).toString('base64url')
  return write(async tx => {
    const living = await tx
      .select({ id: feed.id })
      .from(feed)
      .where(and(eq(feed.accountId, accountId), isNull(feed.revokedAt)))
    if (living.length >= MOST) return { ok: false, reason: 'tooMany', places: { most: MOST } } as const
    const [made] = await tx
      .insert(feed)
      .values({ tokenHash: tokenHash(token), accountId, name, alarmMinutes: alarm, createdAt: now() })
      .returning({ id: feed.id })
    await recordAudit(tx, viewer, {
      action: 'feed.create',
      subject: 'feed',
      subjectId: made?.id ?? 0,
      after: { name, alarm },
    })
    return { ok: true, token } as const
  })
}

/** 撤销订阅: from now on the address answers like one that never was. */
export async function revokeFeed(viewer: Viewer, { id }: { id: number }): Promise<{ ok: true }> {
  const { accountId } = viewer
  if (accountId === null) throw new NotFound()
  return write(async tx => {
    const [found] = await tx
      .select()
      .from(feed)
      .where(and(eq(feed.id, id), eq(feed.accountId, accountId)))
    if (!found) throw new NotFound()
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

/** When a client last fetched: noted at most once an hour, which `feedAnswer` decides. */
export async function noteFeedUse(id: number): Promise<void> {
  await write(tx => tx.update(feed).set({ lastUsedAt: now() }).where(eq(feed.id, id)))
}

/** The calendars of these people changed: version up, changed_at by at least a second (HTTP dates have no less). */
export async function touchPeople(tx: Tx, personIds: number[]): Promise<void> {
  if (personIds.length === 0) return
  await touch(tx, 'person', [...new Set(personIds)])
}

/** The calendars of everybody on the activity's list changed, and the public one where it is public. */
export async function touchActivity(tx: Tx, activityId: number, isPublic: boolean): Promise<void> {
  const people = await tx.all<{ personId: number }>(
    sql`select person_id as personId from attendance where activity_id = ${activityId}`,
  )
  await touchPeople(
    tx,
    people.map(row => row.personId),
  )
  if (isPublic) await touch(tx, 'public', [0])
}

/** The calendars of everybody on the exam's list changed. */
export async function touchExam(tx: Tx, examId: number): Promise<void> {
  const people = await tx.all<{ personId: number }>(
    sql`select person_id as personId from exam_candidate where exam_id = ${examId}`,
  )
  await touchPeople(
    tx,
    people.map(row => row.personId),
  )
}

/** A unit has another name: what it hosts says so in every calendar that still shows it. */
export async function touchHost(tx: Tx, unitId: number): Promise<void> {
  const { from } = windowOf(dayOf(now()))
  const shown = sql`host_unit_id = ${unitId} and status <> 'draft'`
  const raised = sql`sequence = sequence + 1, changed_at = ${now()}`
  await tx.run(sql`update activity set ${raised} where ${shown} and last_day >= ${from}`)
  await tx.run(sql`update exam set ${raised} where ${shown} and closing_day >= ${from}`)
  const people = await tx.all<{ personId: number }>(sql`
    select person_id as personId from attendance where activity_id in (select id from activity where ${shown} and last_day >= ${from})
    union select person_id from exam_candidate where exam_id in (select id from exam where ${shown} and closing_day >= ${from})`)
  await touchPeople(
    tx,
    people.map(row => row.personId),
  )
  await touch(tx, 'public', [0])
}

async function touch(tx: Tx, kind: 'person' | 'public', owners: number[]): Promise<void> {
  const at = Math.floor(now() / 1000) * 1000
  await tx.run(sql`
    insert into calendar_version (kind, owner_id, version, changed_at)
    select ${kind}, value, 1, ${at} from json_each(${JSON.stringify(owners)}) where true
    on conflict (kind, owner_id) do update set version = version + 1, changed_at = max(changed_at + 1000, excluded.changed_at)`)
}
