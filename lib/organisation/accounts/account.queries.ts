import { createHash } from 'node:crypto'
import { eq, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { requestKey } from '@/db/schema/audit'
import { person } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canAdminister, holds, scopeOf, type Viewer } from '@/lib/access/access.rules'
import { belongs } from '@/lib/access/belonging.sql'
import { firstPassword } from '@/lib/access/password.crypto'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
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

/** Accounts that are not disabled and whose people left (离岗): each under the last unit, of those administered. */
export async function accountsLeft(viewer: Viewer, { unitId }: { unitId?: number }) {
  const today = dayOf(now())
  const within = unitId ? isWithin(sql`u.path`, pathOfUnit(unitId)) : sql`1`
  return db.all<{ accountId: number; name: string; staffNo: string; unitName: string; lastDay: Day }>(sql`
    select ${account.id} as accountId, p.name, p.staff_no as staffNo, u.name as unitName, m.to_day as lastDay
    from ${account} join person p on p.id = ${account.personId} join membership m on m.id = (
        select last.id from membership last where last.person_id = p.id order by last.from_day desc, last.id desc limit 1)
      join unit u on u.id = m.unit_id
    where ${account.disabledAt} is null and not ${belongs(account, today)}
      and (m.to_day is not null and m.to_day < ${today}) and (${inScope(viewer, sql`u.path`, 'administrator')}) and ${within}
    order by u.tree_order, p.position, p.id`)
}

/**
 * Staff numbers that are another person's phone: each signs in by the staff number alone until one is changed.
 * Those of the people whom the viewer administers; who lies outside is not named.
 */
export async function signInCollisions(viewer: Viewer) {
  const seen = (id: SQL) => sql`exists (select 1 from membership m join unit u on u.id = m.unit_id
    where m.person_id = ${id} and (${inScope(viewer, sql`u.path`, 'administrator')}))`
  const found = await db.all<Collision & { numberedSeen: number; calledSeen: number }>(sql`
    select numbered.staff_no as number, numbered.id as numberedId, numbered.name as numberedName,
      called.id as calledId, called.name as calledName, ${seen(sql`numbered.id`)} as numberedSeen, ${seen(sql`called.id`)} as calledSeen
    from person numbered join person called on called.phone = numbered.staff_no and called.id <> numbered.id
    order by numbered.id`)
  return found
    .filter(each => each.numberedSeen || each.calledSeen)
    .map(({ number, numberedSeen, calledSeen, ...each }) => ({
      number,
      numbered: numberedSeen ? { id: each.numberedId, name: each.numberedName } : null,
      called: calledSeen ? { id: each.calledId, name: each.calledName } : null,
    }))
}

type Collision = {
  number: string
  numberedId: number
  numberedName: string
  calledId: number
  calledName: string
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
  const { personIds = [], passwords } = JSON.parse(made.answer) as {
    personIds?: number[]
    passwords?: string
  }
  // An earlier release made other passwords of the same key: its slips are not shown again.
  if (passwords !== 'inGroups') return []
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
