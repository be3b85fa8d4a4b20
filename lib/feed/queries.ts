import { createHash } from 'node:crypto'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { feed } from '@/db/schema/feed'
import { unit } from '@/db/schema/roster'
import { canSee, type Viewer } from '../access/rules'
import { now } from '../clock'
import { personItems, publicItems, unitItems } from '../feeditem/queries'
import { type FeedKind, kindsOf } from '../feeditem/rules'
import type { Locale } from '../glossary'
import { dayOf, type Instant, instantOf } from '../time/rules'
import { calendarText, FORMAT, isNotModified, tokenIn, windowOf } from './rules'

export type OwnFeed = {
  id: number
  kind: 'person' | 'unit'
  /** Of a unit's calendar; it stays when the unit may no longer be seen, so that one knows what to revoke. */
  unitName: string | null
  name: string
  shown: FeedKind[]
  alarmMinutes: number | null
  createdAt: Instant
  lastUsedAt: Instant | null
  /** The address answers; of a unit that the viewer may not see any more it does not. */
  isRead: boolean
}

/** The living feeds of the viewer's own account, the newest first. */
export async function ownFeeds(viewer: Viewer): Promise<OwnFeed[]> {
  if (viewer.accountId === null) return []
  const rows = await db
    .select({ feed, unitName: unit.name, unitPath: unit.path })
    .from(feed)
    .leftJoin(unit, eq(unit.id, feed.unitId))
    .where(and(eq(feed.accountId, viewer.accountId), isNull(feed.revokedAt)))
    .orderBy(desc(feed.id))
  return rows.map(({ feed: { id, kind, name, shown, alarmMinutes, createdAt, lastUsedAt }, ...of }) => ({
    id,
    kind,
    unitName: of.unitName,
    name,
    shown: shownIn(shown) ?? [...kindsOf[kind]],
    alarmMinutes,
    createdAt,
    lastUsedAt,
    isRead: of.unitPath === null || canSee(viewer, of.unitPath),
  }))
}

function shownIn(text: string | null): FeedKind[] | null {
  return text === null ? null : (JSON.parse(text) as FeedKind[])
}

/** Only the hash of a token is kept. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

type Asked = {
  /** The last step of the address: `{token}.ics` or `public.ics`. */
  segment: string
  ifNoneMatch: string | null
  ifModifiedSince: string | null
  base: string
}

export type FeedAnswer = {
  status: 200 | 304 | 404
  headers: Record<string, string>
  body: Buffer | null
  /** The feed that was asked for, where it is a person's and its use was not noted within the hour. */
  useOf: number | null
}

const HOUR = 3_600_000

/** What the address answers. The token is the one key: no viewer, no cookie; unknown and revoked look alike. */
export async function feedAnswer(asked: Asked): Promise<FeedAnswer> {
  const token = tokenIn(asked.segment)
  const head = token === null ? null : await (token === 'public' ? publicHead() : ownHead(token))
  if (!head) return { status: 404, headers: gone, body: null, useOf: null }
  const today = dayOf(now())
  const { first } = windowOf(today)
  const etag = `"${createHash('sha256')
    .update(
      JSON.stringify([
        ...[head.feedId, head.alarmMinutes, head.shown, head.locale],
        ...[head.version, FORMAT, first, asked.base],
      ]),
    )
    .digest('hex')
    .slice(0, 32)}"`
  // The window moves on the first of a month without a change of any row.
  const lastModified = Math.floor(Math.max(head.changedAt, instantOf(first)) / 1000) * 1000
  const validators = { etag, 'last-modified': new Date(lastModified).toUTCString(), ...always }
  const useOf = head.feedId !== null && now() - (head.lastUsedAt ?? 0) >= HOUR ? head.feedId : null
  if (isNotModified(asked, { etag, lastModified }, now()))
    return { status: 304, headers: validators, body: null, useOf }
  const body = keptBody(etag) ?? keep(etag, await bodyOf(head, asked.base, today))
  return {
    status: 200,
    headers: { ...validators, ...ofBody, 'content-length': String(body.length) },
    body,
    useOf,
  }
}

const always = {
  'cache-control': 'private, max-age=0, must-revalidate',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}
const ofBody = {
  'content-type': 'text/calendar; charset=utf-8',
  'content-disposition': 'inline; filename="xuefa.ics"',
}
const gone = {
  'cache-control': 'private, no-store',
  'content-type': 'text/plain; charset=utf-8',
  'content-length': '0',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}

type Head = {
  /** null for the public calendar. */
  feedId: number | null
  kind: 'person' | 'unit' | 'public'
  /** The person or the unit; 0 of the public calendar. */
  ownerId: number
  unitName: string | null
  /** As it is kept: a JSON list. */
  shown: string | null
  locale: Locale
  alarmMinutes: number | null
  version: number
  changedAt: Instant
  lastUsedAt: Instant | null
}

/**
 * Everything that the validators need, in one read by index. The feed of a disabled account is gone, and so is that
 * of a unit on which the account holds no role any more.
 */
async function ownHead(token: string): Promise<Head | null> {
  const [found] = await db.all<Head>(sql`
    select f.id as feedId, f.kind, iif(f.kind = 'unit', f.unit_id, a.person_id) as ownerId, u.name as unitName, f.shown, a.locale,
      f.alarm_minutes as alarmMinutes, f.last_used_at as lastUsedAt,
      coalesce(v.version, 0) as version, coalesce(v.changed_at, f.created_at) as changedAt
    from feed f join account a on a.id = f.account_id and a.disabled_at is null
      left join unit u on u.id = f.unit_id
      left join calendar_version v on v.kind = f.kind and v.owner_id = iif(f.kind = 'unit', f.unit_id, a.person_id)
    where f.token_hash = ${tokenHash(token)} and f.revoked_at is null
      and (f.kind = 'person' or exists (
        select 1 from "grant" g join unit top on top.id = g.unit_id where g.account_id = a.id and u.path like top.path || '%'))`)
  return found ?? null
}

async function publicHead(): Promise<Head> {
  const [found] = await db.all<{ version: number; changedAt: number }>(
    sql`select version, changed_at as changedAt from calendar_version where kind = 'public' and owner_id = 0`,
  )
  const { version = 0, changedAt = 0 } = found ?? {}
  return {
    feedId: null,
    kind: 'public',
    ownerId: 0,
    unitName: null,
    shown: null,
    locale: 'zh',
    alarmMinutes: null,
    lastUsedAt: null,
    version,
    changedAt,
  }
}

async function bodyOf(head: Head, base: string, today: string): Promise<Buffer> {
  const { kind, ownerId, unitName, locale, alarmMinutes } = head
  const { from } = windowOf(today)
  const items =
    kind === 'public'
      ? await publicItems(from)
      : kind === 'unit'
        ? await unitItems(ownerId, from)
        : await personItems(ownerId, from)
  const options = { kind, unitName, shown: shownIn(head.shown), locale, alarmMinutes, base }
  return Buffer.from(calendarText(items, options, today), 'utf8')
}

// Bodies by their validator: what they are made of is in it, so none is ever stale. Two generations bound them:
// when the young one is full it becomes the old one, and what nobody asked for since is gone.
const kept = { young: new Map<string, Buffer>(), old: new Map<string, Buffer>(), bytes: 0 }
const GENERATION_BYTES = 8_000_000

function keptBody(etag: string): Buffer | undefined {
  return kept.young.get(etag) ?? kept.old.get(etag)
}

function keep(etag: string, body: Buffer): Buffer {
  if (kept.bytes > GENERATION_BYTES) Object.assign(kept, { young: new Map(), old: kept.young, bytes: 0 })
  kept.young.set(etag, body)
  kept.bytes += body.length
  return body
}
