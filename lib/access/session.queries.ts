import { and, eq, isNull, sql } from 'drizzle-orm'
import { db, firstRow } from '@/db/client'
import { session } from '@/db/schema/access'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import type { Viewer } from './access.rules'
import { belongingDays, belongsText } from './belonging.sql'
import type { Device } from './device.rules'
import { lastSeen } from './seen'
import { IDLE_MINUTES, isSessionOver, type SessionFacts } from './session.rules'
import { unwrittenSession, unwrittenSessionsOf } from './unwritten'

/** What the token in the cookie names, not yet looked up. */
export type HeldSession = { accountId: number; sessionId: string }

export type LiveSession = SessionFacts &
  Device & {
    id: string
    accountId: number
    personId: number
    name: string
    locale: 'zh' | 'en'
    owes: Owed
    /** Whether the office asks this account for a second factor. */
    needsFactor: boolean
    readsOnly?: true
  }

/** What a session has to do before any other page opens: its own password, then its second factor. */
export type Owed = 'password' | 'secondFactor' | null

// Read in every request: drizzle builds the text anew each time, which costs four times as much as the read. The
// settings are read here because their room lies above this one.
const liveFrom = (sessions: string) => `
  select s.id, s.browser, s.system, s.started_at, s.seen_at, s.sheet_opened_at, s.ended_at,
    a.id, a.person_id, p.name, a.locale, a.must_change,
    exists (select 1 from "grant" g where g.account_id = a.id),
    exists (select 1 from second_factor f where f.account_id = a.id),
    exists (select 1 from setting where name = 'secondFactor' and value = '"organisers"'),
    coalesce((select value from setting where name = 'idleMinutes'), ${IDLE_MINUTES}),
    (select iif(max(from_day <= ?1 and (to_day is null or to_day >= ?1)), null, max(iif(from_day <= ?1, to_day, null)))
      from membership m where m.person_id = a.person_id)
  from ${sessions} s join account a on a.id = s.account_id join person p on p.id = a.person_id
  where s.id = ?2 and a.id = ?3 and a.disabled_at is null and s.ended_at is null
    and ${belongsText('a')}`
const live = liveFrom('session')
/** Of a session in memory: what belongs to the account and its person. */
const liveUnwritten = `${liveFrom(`(select ?2 as id, ?3 as account_id, null as browser, null as system, null as started_at,
    null as seen_at, null as sheet_opened_at, null as ended_at)`)} and a.password_hash = ?`

/** Null where the session is over or none of this account, or the account may not be used (disabled, left). */
export async function liveSession({ accountId, sessionId }: HeldSession): Promise<LiveSession | null> {
  const at = now()
  const asked = [dayOf(at), sessionId, accountId, ...belongingDays(dayOf(at))]
  const unwritten = unwrittenSession(sessionId)
  const row = unwritten
    ? await firstRow(liveUnwritten, [...asked, unwritten.passwordHash])
    : await firstRow(live, asked)
  if (!row || (unwritten && unwritten.accountId !== accountId)) return null
  const [id, browser, system, startedAt, seenAt, sheetOpenedAt, endedAt, ...more] = row
  const [ofAccount, personId, name, locale, mustChange, holdsRole, hasFactor, isAsked, ...limits] = more
  const [idleMinutes, leftOn] = limits
  const needsFactor = Boolean(holdsRole && isAsked)
  const stored = {
    ...{ id, browser, system, startedAt, seenAt, sheetOpenedAt, endedAt, personId, name, locale, leftOn },
    ...{ accountId: ofAccount, holdsRole: Boolean(holdsRole), needsFactor },
    owes: mustChange ? 'password' : needsFactor && !hasFactor ? 'secondFactor' : null,
    idleMinutes: Number(idleMinutes),
    ...(unwritten
      ? {
          browser: unwritten.browser,
          system: unwritten.system,
          startedAt: unwritten.startedAt,
          seenAt: unwritten.startedAt,
          readsOnly: true,
        }
      : {}),
  } as LiveSession
  const found = { ...stored, ...lastSeen(stored) }
  return isSessionOver(found, at) ? null : found
}

/** `address`: where it was signed in from, as the log says; null where that was cleared or could not be written. */
export type OwnSession = LiveSession & { address: string | null }

/** The viewer's sessions that are not over, the last used first. */
export async function ownSessions(viewer: Viewer): Promise<OwnSession[]> {
  const accountId = viewer.accountId ?? 0
  const rows = await db
    .select({ sessionId: session.id, startedAt: session.startedAt })
    .from(session)
    .where(and(eq(session.accountId, accountId), isNull(session.endedAt)))
  const since = Math.min(...rows.map(each => each.startedAt)) - WITHIN
  const signIns = await db.all<{ at: number; address: string }>(sql`
    select a.at, t.after ->> 'address' as address from audit a join audit_text t on t.audit_id = a.id
    where a.subject = 'account' and a.subject_id = ${String(accountId)} and a.action = 'account.signIn'
      and a.at >= ${rows.length > 0 ? since : 0} and t.after is not null`)
  // A session is begun in the transaction that writes this entry; nothing else leads from one to the other.
  const addressAt = (startedAt: number) =>
    signIns
      .filter(({ at, address }) => Math.abs(at - startedAt) < WITHIN && address !== 'unknown')
      .sort((a, b) => Math.abs(a.at - startedAt) - Math.abs(b.at - startedAt))[0]?.address ?? null
  const unwritten = unwrittenSessionsOf(accountId).map(({ id, startedAt }) => ({ sessionId: id, startedAt }))
  const found = await Promise.all(
    [...rows, ...unwritten].map(async ({ sessionId, startedAt }) => {
      const live = await liveSession({ accountId, sessionId })
      return live && { ...live, address: addressAt(startedAt) }
    }),
  )
  return found.filter(each => each !== null).sort((a, b) => b.seenAt - a.seenAt || b.startedAt - a.startedAt)
}

/** Milliseconds between a session and the entry of its signing in. */
const WITHIN = 10_000
