import { and, eq, isNull } from 'drizzle-orm'
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
    mustChange: boolean
    readsOnly?: true
  }

// Read in every request: drizzle builds the text anew each time, which costs four times as much as the read. The
// setting is read here because its room lies above this one.
const liveFrom = (sessions: string) => `
  select s.id, s.browser, s.system, s.started_at, s.seen_at, s.sheet_opened_at, s.ended_at,
    a.id, a.person_id, p.name, a.locale, a.must_change,
    exists (select 1 from "grant" g where g.account_id = a.id),
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
  const [ofAccount, personId, name, locale, mustChange, holdsRole, idleMinutes, leftOn] = more
  const stored = {
    ...{ id, browser, system, startedAt, seenAt, sheetOpenedAt, endedAt, personId, name, locale, leftOn },
    ...{ accountId: ofAccount, mustChange: Boolean(mustChange), holdsRole: Boolean(holdsRole) },
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

/** The viewer's sessions that are not over, the last used first. */
export async function ownSessions(viewer: Viewer): Promise<LiveSession[]> {
  const accountId = viewer.accountId ?? 0
  const rows = await db
    .select({ sessionId: session.id })
    .from(session)
    .where(and(eq(session.accountId, accountId), isNull(session.endedAt)))
  const unwritten = unwrittenSessionsOf(accountId).map(({ id }) => ({ sessionId: id }))
  const found = await Promise.all(
    [...rows, ...unwritten].map(({ sessionId }) => liveSession({ accountId, sessionId })),
  )
  return found.filter(each => each !== null).sort((a, b) => b.seenAt - a.seenAt || b.startedAt - a.startedAt)
}
