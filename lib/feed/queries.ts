import { createHash } from 'node:crypto'
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { feed } from '@/db/schema/feed'
import type { Viewer } from '../access/rules'
import { now } from '../clock'
import { NotFound } from '../errors'
import type { Locale } from '../glossary'
import { dayOf, type Instant, instantOf } from '../time/rules'
import { calendarText, eventText, type FeedItem, FORMAT, isNotModified, tokenIn, windowOf } from './rules'

/** The living feeds of the viewer's own account, the newest first. */
export async function ownFeeds(viewer: Viewer) {
  if (viewer.accountId === null) return []
  return db
    .select({
      id: feed.id,
      name: feed.name,
      alarmMinutes: feed.alarmMinutes,
      createdAt: feed.createdAt,
      lastUsedAt: feed.lastUsedAt,
    })
    .from(feed)
    .where(and(eq(feed.accountId, viewer.accountId), isNull(feed.revokedAt)))
    .orderBy(desc(feed.id))
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
  const head = token === null ? null : await (token === 'public' ? publicHead() : personHead(token))
  if (!head) return { status: 404, headers: gone, body: null, useOf: null }
  const today = dayOf(now())
  const { first } = windowOf(today)
  const etag = `"${createHash('sha256')
    .update(
      JSON.stringify([head.feedId, head.alarmMinutes, head.locale, head.version, FORMAT, first, asked.base]),
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
  personId: number | null
  locale: Locale
  alarmMinutes: number | null
  version: number
  changedAt: Instant
  lastUsedAt: Instant | null
}

/** Everything that the validators need, in one read by index. A disabled account's feed is gone. */
async function personHead(token: string): Promise<Head | null> {
  const [found] = await db.all<Head>(sql`
    select f.id as feedId, a.person_id as personId, a.locale, f.alarm_minutes as alarmMinutes, f.last_used_at as lastUsedAt,
      coalesce(v.version, 0) as version, coalesce(v.changed_at, f.created_at) as changedAt
    from feed f join account a on a.id = f.account_id and a.disabled_at is null
      left join calendar_version v on v.kind = 'person' and v.owner_id = a.person_id
    where f.token_hash = ${tokenHash(token)} and f.revoked_at is null`)
  return found ?? null
}

async function publicHead(): Promise<Head> {
  const [found] = await db.all<{ version: number; changedAt: number }>(
    sql`select version, changed_at as changedAt from calendar_version where kind = 'public' and owner_id = 0`,
  )
  const { version = 0, changedAt = 0 } = found ?? {}
  return {
    feedId: null,
    personId: null,
    locale: 'zh',
    alarmMinutes: null,
    lastUsedAt: null,
    version,
    changedAt,
  }
}

async function bodyOf(
  { personId, locale, alarmMinutes }: Head,
  base: string,
  today: string,
): Promise<Buffer> {
  const { from } = windowOf(today)
  const items = personId === null ? await publicItems(from) : await itemsOfPerson(personId, from)
  const kind = personId === null ? 'public' : 'person'
  return Buffer.from(calendarText(items, { kind, locale, alarmMinutes, base }, today), 'utf8')
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

type Raw = Omit<FeedItem, 'exam' | 'compulsory'> & {
  compulsory: number
  opensAt: number | null
  closesAt: number | null
  fullMark: number | null
  passMark: number | null
}

const activityColumns = sql`
  'activity' as kind, a.id, a.uid, a.title, a.form, a.day, a.last_day as lastDay, a.starts_at as startsAt, a.ends_at as endsAt,
  a.place, a.lecturer, a.lecturer_rank as lecturerRank, u.name as hostName, a.compulsory, a.status,
  null as opensAt, null as closesAt, null as fullMark, null as passMark`

/** Everything that a person was ever due at and that ends on `from` or later; drafts were never in a calendar. */
async function itemsOfPerson(personId: number, from: string): Promise<FeedItem[]> {
  const rows = await db.all<Raw>(sql`
    select ${activityColumns}, r.standing, a.sequence + r.feed_sequence as sequence, max(a.changed_at, r.feed_changed_at) as changedAt
    from attendance r cross join activity a on a.id = r.activity_id join unit u on u.id = a.host_unit_id
    where r.person_id = ${personId} and a.status <> 'draft' and a.last_day >= ${from}
    union all
    select 'exam', e.id, e.uid, e.title, '', date(e.opens_at / 1000 + 28800, 'unixepoch'), e.closing_day, null, null,
      null, null, null, u.name, 1, e.status, e.opens_at, e.closes_at, e.full_mark, e.pass_mark,
      c.standing, e.sequence + c.feed_sequence, max(e.changed_at, c.feed_changed_at)
    from exam_candidate c cross join exam e on e.id = c.exam_id join unit u on u.id = e.host_unit_id
    where c.person_id = ${personId} and e.status <> 'draft' and e.closing_day >= ${from}`)
  return rows.map(itemOf)
}

function publicItems(from: string): Promise<FeedItem[]> {
  return publicItemsWhere(sql`a.last_day >= ${from}`)
}

async function publicItemsWhere(which: SQL): Promise<FeedItem[]> {
  const rows = await db.all<Raw>(sql`
    select ${activityColumns}, 'public' as standing, a.sequence, a.changed_at as changedAt
    from activity a join unit u on u.id = a.host_unit_id
    where a.is_public and a.status <> 'draft' and ${which}`)
  return rows.map(itemOf)
}

/** One public event as a file. NotFound where it is none. */
export async function publicFile(id: number, base: string): Promise<Buffer> {
  const [item] = await publicItemsWhere(sql`a.id = ${id}`)
  if (!item) throw new NotFound()
  return Buffer.from(eventText(item, { kind: 'public', locale: 'zh', alarmMinutes: null, base }), 'utf8')
}

function itemOf({ opensAt, closesAt, fullMark, passMark, compulsory, ...item }: Raw): FeedItem {
  const exam =
    opensAt === null || closesAt === null || fullMark === null || passMark === null
      ? null
      : { opensAt, closesAt, fullMark, passMark }
  return { ...item, compulsory: compulsory === 1, exam }
}
