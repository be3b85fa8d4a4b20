import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { account, grant } from '@/db/schema/access'
import { requestKey } from '@/db/schema/audit'
import { membership, person, unit } from '@/db/schema/roster'
import { canAdminister, type GrantedRole, holds, scopeOf, type Viewer } from '@/lib/access/access.rules'
import { firstPassword } from '@/lib/access/password.crypto'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { type Day, dayOf } from '@/lib/core/time'
import { rosterOf } from '@/lib/organisation/people/person.queries'
import type { UnitKind } from '@/lib/organisation/people/person.rules'
import { type AccountState, accountState, isTopAdministrator, mayCommand } from './account.rules'

export type AccountGrant = {
  id: number
  role: GrantedRole
  unitId: number
  unitName: string
  unitKind: UnitKind
  unitPath: string
}

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

/** The account, its person, the paths of the person's units today (or of the last unit), its grants. */
export async function accountAndScope(accountId: number, on: On = db) {
  const today = dayOf(now())
  const [[found], paths, grants] = await Promise.all([
    on
      .select({ account, name: person.name, staffNo: person.staffNo })
      .from(account)
      .innerJoin(person, eq(person.id, account.personId))
      .where(eq(account.id, accountId)),
    on
      .select({ path: unit.path, toDay: membership.toDay, unitName: unit.name })
      .from(account)
      .innerJoin(membership, eq(membership.personId, account.personId))
      .innerJoin(unit, eq(unit.id, membership.unitId))
      .where(eq(account.id, accountId))
      .orderBy(sql`${membership.fromDay} desc`),
    grantsWhere(eq(account.id, accountId), on),
  ])
  if (!found) return null
  const present = paths.filter(each => each.toDay === null || each.toDay >= today)
  const deciding = present.length > 0 ? present : paths.slice(0, 1)
  return {
    ...found,
    unitNames: deciding.map(each => each.unitName),
    unitPaths: deciding.map(each => each.path),
    grants,
  }
}

/** Whether nobody could administer the top unit without these grants. */
export async function isLastAdministrator(grants: AccountGrant[], on: On = db): Promise<boolean> {
  const tops = grants.filter(isTopAdministrator)
  if (tops.length === 0) return false
  const [others] = await on
    .select({ count: sql<number>`count(*)` })
    .from(grant)
    .innerJoin(account, eq(account.id, grant.accountId))
    .innerJoin(unit, eq(unit.id, grant.unitId))
    .where(
      sql`${grant.role} = 'administrator' and ${unit.parentId} is null and ${account.disabledAt} is null
        and ${grant.id} not in (select value from json_each(${JSON.stringify(tops.map(each => each.id))}))`,
    )
  return others?.count === 0
}

export type Todo = {
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
export async function todosOf(viewer: Viewer, key: string, on: On = db): Promise<Todo[]> {
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

function grantsWhere(condition: ReturnType<typeof eq>, on: On = db) {
  return on
    .select({
      id: grant.id,
      accountId: grant.accountId,
      role: grant.role,
      unitId: grant.unitId,
      unitName: unit.name,
      unitKind: unit.kind,
      unitPath: unit.path,
    })
    .from(grant)
    .innerJoin(account, eq(account.id, grant.accountId))
    .innerJoin(unit, eq(unit.id, grant.unitId))
    .where(condition)
    .orderBy(unit.treeOrder, grant.role)
}

/** The viewer reduced to administrator grants: limits the roster to administered units. */
function onlyAdministering(viewer: Viewer): Viewer {
  const paths = scopeOf(viewer, 'administrator')
  return {
    ...viewer,
    grants: viewer.grants.filter(each => each.role === 'administrator' && paths.includes(each.unitPath)),
  }
}
