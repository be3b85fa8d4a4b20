import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { requestKey } from '@/db/schema/audit'
import { membership, person, unit } from '@/db/schema/roster'
import { canAdminister, type GrantedRole, holds, scopeOf, type Viewer } from '@/lib/access/access.rules'
import { firstPassword } from '@/lib/access/password.crypto'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { type Day, dayOf } from '@/lib/core/time'
import { rosterOf } from '@/lib/organisation/people/person.queries'
import { type AccountState, accountState, mayCommand } from './account.rules'
import { type AccountGrant, accountAndScope, grantsWhere, isLastAdministrator } from './account.sql'

export type AccountRow = {
  personId: number
  name: string
  staffNo: string
  unitName: string
  accountId: number | null
  state: AccountState
  firstPasswordUntil: number | null
  lastSignInAt: number | null
  grants: AccountGrant[]
}

/** The people whom the viewer administers today, with the state of their accounts, in the office's order. */
export async function accountsOf(
  viewer: Viewer,
  filter: { unitId?: number; search?: string; state?: AccountState },
): Promise<{ rows: AccountRow[]; total: number; withoutAccount: number }> {
  if (!holds(viewer, 'administrator')) throw new NotFound()
  const { rows: people } = await rosterOf(onlyAdministering(viewer), { on: dayOf(now()), ...filter })
  const ids = JSON.stringify(people.map(each => each.id))
  const [kept, grants] = await Promise.all([
    db.select().from(account).where(sql`${account.personId} in (select value from json_each(${ids}))`),
    grantsWhere(sql`${account.personId} in (select value from json_each(${ids}))`),
  ])
  const byPerson = new Map(kept.map(each => [each.personId, each]))
  const rows = people.map(each => {
    const held = byPerson.get(each.id)
    return {
      personId: each.id,
      name: each.name,
      staffNo: each.staffNo,
      unitName: each.unitName,
      accountId: held?.id ?? null,
      state: stateOf(held),
      firstPasswordUntil: held?.firstPasswordUntil ?? null,
      lastSignInAt: held?.lastSignInAt ?? null,
      grants: grants.filter(granted => granted.accountId === held?.id),
    }
  })
  return {
    rows: filter.state ? rows.filter(each => each.state === filter.state) : rows,
    total: rows.length,
    withoutAccount: rows.filter(each => each.state === 'none').length,
  }
}

/** One account, for the page that changes it. Throws NotFound where the viewer administers none of its units. */
export async function accountById(viewer: Viewer, accountId: number) {
  const held = await accountAndScope(accountId)
  if (!held?.unitPaths.some(path => canAdminister(viewer, path))) throw new NotFound()
  return {
    ...held,
    state: stateOf(held.account),
    isOwn: held.account.id === viewer.accountId,
    mayChange: mayCommand(viewer, held.unitPaths, held.grants),
    /** The last administrator of the top unit cannot be removed. */
    isLast: await isLastAdministrator(held.grants),
  }
}

export type Slip = {
  personId: number
  name: string
  staffNo: string
  unitName: string
  password: string
  untilDay: Day
}

// Slips are shown once; a repeated request within the hour counts as the same time.
const SHOWN_FOR = 3_600_000

/**
 * The slips made under a key, their passwords derived from it again; none where the key made none, or another
 * account asks.
 */
export async function slipsOf(viewer: Viewer, key: string, on: On = db): Promise<Slip[]> {
  const name = createHash('sha256').update(`${viewer.accountId} ${key}`).digest('hex')
  const [made] = await on.select().from(requestKey).where(eq(requestKey.key, name))
  if (!made || made.at < now() - SHOWN_FOR) return []
  const { personIds = [] } = JSON.parse(made.answer) as { personIds?: number[] }
  const rows = await on
    .select({
      personId: person.id,
      name: person.name,
      staffNo: person.staffNo,
      until: account.firstPasswordUntil,
      unitName: sql<string>`coalesce((select u.name from membership m join unit u on u.id = m.unit_id
        where m.person_id = "person"."id" order by m.to_day is not null, m.is_primary desc, m.from_day desc limit 1), '')`,
    })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
    // Accounts whose password was changed meanwhile have no slip to show.
    .where(
      sql`${account.mustChange} and ${person.id} in (select value from json_each(${JSON.stringify(personIds)}))`,
    )
  const order = new Map(personIds.map((id, n) => [id, n]))
  return rows
    .sort((a, b) => (order.get(a.personId) ?? 0) - (order.get(b.personId) ?? 0))
    .map(({ until, ...each }) => ({
      ...each,
      untilDay: dayOf(until ?? 0),
      password: firstPassword(key, each.personId),
    }))
}

/** The viewer's own account and roles, for the page 我的账号. */
export async function ownAccount(viewer: Viewer) {
  const held = await accountAndScope(viewer.accountId ?? 0)
  if (!held) throw new NotFound()
  return held
}

function stateOf(held: typeof account.$inferSelect | undefined): AccountState {
  return accountState(
    {
      accountId: held?.id ?? null,
      mustChange: held?.mustChange ?? null,
      firstPasswordUntil: held?.firstPasswordUntil ?? null,
      disabledAt: held?.disabledAt ?? null,
    },
    now(),
  )
}

/** The viewer reduced to administrator grants: limits the roster to administered units. */
function onlyAdministering(viewer: Viewer): Viewer {
  const paths = scopeOf(viewer, 'administrator')
  return {
    ...viewer,
    grants: viewer.grants.filter(each => each.role === 'administrator' && paths.includes(each.unitPath)),
  }
}
