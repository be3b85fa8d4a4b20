import { createHash } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { db, firstRow } from '@/db/client'
import { feed } from '@/db/schema/feed'
import { unit } from '@/db/schema/roster'
import { canSee, type Viewer } from '@/lib/access/access.rules'
import { belongingDays, belongsText } from '@/lib/access/belonging.sql'
import { isWithinText } from '@/lib/access/unit-path.sql'
import { now } from '@/lib/core/clock'
import type { Locale } from '@/lib/core/glossary'
import { type Day, dayOf, type Instant, instantOf } from '@/lib/core/time'
import { windowOf } from '@/lib/organisation/calendar-version.rules'
import { calendarText, FORMAT, isNotModified, tokenIn } from './feed.rules'
import { chosenItems, type FeedKind, kindOf, kindsOf } from './item.rules'
import { formerKinds, personItems, publicItems, unitItems } from './item.sql'

export type OwnFeed = {
  id: number
  kind: 'person' | 'unit'
  /** Name of the unit; kept when the viewer may no longer see the unit, so that it is clear which feed to revoke. */
  unitName: string | null
  name: string
  shown: FeedKind[]
  alarmMinutes: number | null
  createdAt: Instant
  lastUsedAt: Instant | null
  version: number
  /** Whether the address works; it does not for a unit that the viewer may no longer see. */
  isRead: boolean
}

/** The feeds of the viewer's own account that are not revoked, newest first. */
export async function ownFeeds(viewer: Viewer): Promise<OwnFeed[]> {
  if (viewer.accountId === null) return []
  const rows = await db
    .select({ feed, unitName: unit.name, unitPath: unit.path })
    .from(feed)
    .leftJoin(unit, eq(unit.id, feed.unitId))
    .where(and(eq(feed.accountId, viewer.accountId), isNull(feed.revokedAt)))
    .orderBy(desc(feed.id))
  return rows.map(
    ({ feed: { id, kind, name, shown, alarmMinutes, createdAt, lastUsedAt, version }, ...of }) => ({
      id,
      kind,
      version,
      unitName: of.unitName,
      name,
      shown: shownIn(shown) ?? [...kindsOf[kind]],
      alarmMinutes,
      createdAt,
      lastUsedAt,
      isRead: of.unitPath === null || canSee(viewer, of.unitPath),
    }),
  )
}

export function shownIn(text: string | null): FeedKind[] | null {
  return text === null ? null : (JSON.parse(text) as FeedKind[])
}

/** The stored form of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

type Asked = { ifNoneMatch: string | null; ifModifiedSince: string | null; base: string }

export type FeedAnswer = {
  status: 200 | 304 | 404
  headers: Record<string, string>
  body: Buffer<ArrayBuffer> | null
  /** The id of a personal feed whose use has to be recorded (not recorded within the hour), else null. */
  useOf: number | null
}

const HOUR = 3_600_000

/**
 * The answer to a feed request; `segment` is the last part of the path, `{token}.ics` or `public.ics`. The
 * token is the only credential: no viewer, no cookie; unknown and revoked ones look alike.
 */
export async function feedAnswer(asked: Asked & { segment: string }): Promise<FeedAnswer> {
  const token = tokenIn(asked.segment)
  if (token === null) return nothing
  return answerBy(token === 'public' ? await publicHead(null, 'zh') : await ownHead(token), asked)
}

/**
 * The public calendar to download, of one unit and its subtree where one is given; 404 where there is no such
 * unit.
 */
export async function publicAnswer(
  asked: Asked & { unitId: number | null; locale: Locale },
): Promise<FeedAnswer> {
  return answerBy(await publicHead(asked.unitId, asked.locale), asked)
}

async function answerBy(row: HeadRow | undefined, asked: Asked): Promise<FeedAnswer> {
  if (!row) return nothing
  const [head, lastUsedAt] = row
  const at = now()
  const today = dayOf(at)
  const { first } = windowOf(today)
  const answer = keptAnswer(head, asked.base, first)
  const { feedId } = answer.head
  const useOf = feedId !== null && at - (lastUsedAt ?? 0) >= HOUR ? feedId : null
  if (isNotModified(asked, answer, at)) return { status: 304, headers: answer.validators, body: null, useOf }
  const { headers, body } = answer.whole ?? keepBody(answer, await bodyOf(answer.head, asked.base, today))
  return { status: 200, headers, body, useOf }
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
const nothing: FeedAnswer = { status: 404, headers: gone, body: null, useOf: null }

type Head = {
  /** null for the public calendar. */
  feedId: number | null
  kind: 'person' | 'unit' | 'public'
  /** The person or the unit; for the public calendar the one host of its events, or null for all hosts. */
  ownerId: number | null
  unitName: string | null
  /** As stored: a JSON list. */
  shown: string | null
  /** For a feed of its own (not the public one). */
  createdAt: Instant | null
  locale: Locale
  alarmMinutes: number | null
  /** The calendar's version; combined with the unit's version for the public events of one unit. */
  version: number | string
  changedAt: Instant
}

/** The input of the validators as read, and when the feed was last used. */
type HeadRow = [head: string, lastUsedAt: Instant | null]

/**
 * Everything needed for the validators, in one read by index. The feed of a disabled account, or of somebody who
 * left, does not exist any more, nor does that of a unit in which the account has no role left.
 */
function ownHead(token: string) {
  return firstRow(OWN_HEAD, [tokenHash(token), ...belongingDays(dayOf(now()))]) as Promise<
    HeadRow | undefined
  >
}

function publicHead(unitId: number | null, locale: Locale) {
  const read = unitId === null ? firstRow(PUBLIC_HEAD, [locale]) : firstRow(HOST_HEAD, [locale, unitId])
  return read as Promise<HeadRow | undefined>
}

const OWN_HEAD = `
  select json_object('feedId', f.id, 'kind', f.kind, 'ownerId', iif(f.kind = 'unit', f.unit_id, a.person_id), 'unitName', u.name,
    'shown', f.shown, 'createdAt', f.created_at, 'locale', a.locale, 'alarmMinutes', f.alarm_minutes,
    'version', coalesce(v.version, 0), 'changedAt', coalesce(v.changed_at, f.created_at)), f.last_used_at
  from feed f join account a on a.id = f.account_id and a.disabled_at is null
    left join unit u on u.id = f.unit_id
    left join calendar_version v on v.kind = f.kind and v.owner_id = iif(f.kind = 'unit', f.unit_id, a.person_id)
  where f.token_hash = ? and f.revoked_at is null and ${belongsText('a')}
    and (f.kind = 'person' or exists (
      select 1 from "grant" g join unit top on top.id = g.unit_id where g.account_id = a.id and ${isWithinText('u.path', 'top.path')}))`

const PUBLIC_HEAD = `
  select json_object('feedId', null, 'kind', 'public', 'ownerId', null, 'unitName', null, 'shown', null, 'createdAt', null, 'locale', ?,
    'alarmMinutes', null, 'version', coalesce(v.version, 0), 'changedAt', coalesce(v.changed_at, 0)), null
  from (select 1) left join calendar_version v on v.kind = 'public' and v.owner_id = 0`

// The units below the host are covered by its own version.
const HOST_HEAD = `
  select json_object('feedId', null, 'kind', 'public', 'ownerId', u.id, 'unitName', null, 'shown', null, 'createdAt', null, 'locale', ?,
    'alarmMinutes', null, 'version', coalesce(v.version, 0) || '.' || coalesce(w.version, 0),
    'changedAt', max(coalesce(v.changed_at, 0), coalesce(w.changed_at, 0))), null
  from unit u left join calendar_version v on v.kind = 'public' and v.owner_id = 0
    left join calendar_version w on w.kind = 'unit' and w.owner_id = u.id
  where u.id = ?`

async function bodyOf(head: Head, base: string, today: string): Promise<Buffer<ArrayBuffer>> {
  const { kind, ownerId, unitName, locale, alarmMinutes, createdAt } = head
  const { from } = windowOf(today)
  const all =
    kind === 'public' || ownerId === null
      ? await publicItems(from, ownerId)
      : kind === 'unit'
        ? await unitItems(ownerId, from)
        : await personItems(ownerId, from)
  const shown = shownIn(head.shown)
  const items =
    shown === null
      ? all
      : chosenItems(
          all,
          shown,
          await formerKinds(
            all.filter(each => !shown.includes(kindOf(each))),
            kind === 'person' ? ownerId : null,
            createdAt ?? 0,
          ),
        )
  const options = { kind, unitName, locale, alarmMinutes, base }
  return Buffer.from(calendarText(items, options, today), 'utf8')
}

type Kept = {
  head: Head
  etag: string
  lastModified: Instant
  /** The validator headers, sent with a 304 too. */
  validators: Record<string, string>
  whole?: { headers: Record<string, string>; body: Buffer<ArrayBuffer> }
}

// Cache keyed by the complete input of an answer, which is read for every request, so that no entry is ever
// stale. Its size is bounded by two generations: when the young one is full it becomes the old one, and entries
// not used since are dropped.
const kept = { young: new Map<string, Kept>(), old: new Map<string, Kept>(), bytes: 0 }
const GENERATION_BYTES = 8_000_000
/** Approximate size in bytes of an entry without its body. */
const ANSWER_BYTES = 2000

/**
 * The cached answer for this head, with its body if it was built before. `first`: the window moves on the first
 * of a month.
 */
function keptAnswer(head: string, base: string, first: Day): Kept {
  const key = `${first} ${base} ${head}`
  const found = kept.young.get(key)
  if (found) return found
  const answer = kept.old.get(key) ?? answerTo(JSON.parse(head), base, first)
  takeRoom(ANSWER_BYTES + (answer.whole?.body.length ?? 0))
  kept.young.set(key, answer)
  return answer
}

function answerTo(head: Head, base: string, first: Day): Kept {
  const { feedId, ownerId, alarmMinutes, shown, locale, unitName, version } = head
  const options = [feedId, ownerId, alarmMinutes, shown, locale, unitName]
  const made = JSON.stringify([...options, version, FORMAT, first, base])
  const etag = `"${createHash('sha256').update(made).digest('hex').slice(0, 32)}"`
  const lastModified = Math.floor(Math.max(head.changedAt, instantOf(first)) / 1000) * 1000
  const validators = { etag, 'last-modified': new Date(lastModified).toUTCString(), ...always }
  return { head, etag, lastModified, validators }
}

function keepBody(answer: Kept, body: Buffer<ArrayBuffer>): NonNullable<Kept['whole']> {
  takeRoom(body.length)
  const headers = { ...answer.validators, ...ofBody, 'content-length': String(body.length) }
  answer.whole = { headers, body }
  return answer.whole
}

function takeRoom(bytes: number): void {
  if (kept.bytes > GENERATION_BYTES) Object.assign(kept, { young: new Map(), old: kept.young, bytes: 0 })
  kept.bytes += bytes
}
