import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { account, session } from '@/db/schema/access'
import { person } from '@/db/schema/roster'
import { now } from '@/lib/core/clock'
import { dayOf, type Instant } from '@/lib/core/time'
import type { Viewer } from './access.rules'
import { lastSeen } from './seen'
import { IDLE_MINUTES, isSessionOver } from './session.rules'

/** What the token in the cookie names, not yet looked up. */
export type HeldSession = { accountId: number; sessionId: string }

/** Null where the session is over or none of this account, or the account is disabled. */
export async function liveSession({ accountId, sessionId }: HeldSession, on: On = db) {
  const [live] = await sessionsWhere(eq(session.id, sessionId), accountId, now(), on)
  return live ?? null
}
export type LiveSession = NonNullable<Awaited<ReturnType<typeof liveSession>>>

/** The viewer's sessions that are not over, the last used first. */
export async function ownSessions(viewer: Viewer): Promise<LiveSession[]> {
  const live = await sessionsWhere(undefined, viewer.accountId ?? 0, now())
  return live.sort((a, b) => b.seenAt - a.seenAt || b.startedAt - a.startedAt)
}

async function sessionsWhere(which: SQL | undefined, accountId: number, at: Instant, on: On = db) {
  const today = dayOf(at)
  const isPresent = sql`from_day <= ${today} and (to_day is null or to_day >= ${today})`
  const rows = await on
    .select({
      id: session.id,
      browser: session.browser,
      system: session.system,
      startedAt: session.startedAt,
      seenAt: session.seenAt,
      sheetOpenedAt: session.sheetOpenedAt,
      endedAt: session.endedAt,
      accountId: account.id,
      personId: account.personId,
      name: person.name,
      locale: account.locale,
      holdsRole: sql`exists (select 1 from "grant" g where g.account_id = ${account.id})`.mapWith(Boolean),
      // The setting is read here because its room lies above this one.
      idleMinutes:
        sql`coalesce((select value from setting where name = 'idleMinutes'), ${IDLE_MINUTES})`.mapWith(
          Number,
        ),
      leftOn: sql<
        string | null
      >`(select iif(max(${isPresent}), null, max(iif(from_day <= ${today}, to_day, null)))
        from membership m where m.person_id = ${account.personId})`,
    })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .innerJoin(person, eq(person.id, account.personId))
    .where(and(eq(account.id, accountId), isNull(account.disabledAt), isNull(session.endedAt), which))
  return rows.map(row => ({ ...row, ...lastSeen(row) })).filter(row => !isSessionOver(row, at))
}
