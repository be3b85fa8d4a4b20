import { eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { account, grant } from '@/db/schema/access'
import { membership, person, unit } from '@/db/schema/roster'
import type { GrantedRole } from '@/lib/access/access.rules'
import { belongs } from '@/lib/access/belonging.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import type { UnitKind } from '@/lib/organisation/people/person.rules'
import { isTopAdministrator } from './account.rules'

export type AccountGrant = {
  id: number
  role: GrantedRole
  unitId: number
  unitName: string
  unitKind: UnitKind
  unitPath: string
}

/**
 * The account, its person, the paths of the person's units today (or of the last unit), its grants; null where the
 * person was taken out (注销): the account is nobody's to command, unless a restore had to open it again.
 */
export async function accountAndScope(accountId: number, on: On = db) {
  const today = dayOf(now())
  const [[found], paths, grants] = await Promise.all([
    on
      .select({ account, name: person.name, staffNo: person.staffNo })
      .from(account)
      .innerJoin(person, eq(person.id, account.personId))
      .where(
        sql`${account.id} = ${accountId} and (${account.disabledAt} is null
          or ${account.personId} not in (select person_id from erased_person))`,
      ),
    on
      .select({
        path: unit.path,
        fromDay: membership.fromDay,
        toDay: membership.toDay,
        unitName: unit.name,
      })
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
    /** Whether the person has a unit, now or soon, or the account a role: without, nobody signs in with it. */
    belongs: belongs({ grants, memberships: paths }, today),
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

/** Grants with their units, in the office's order. */
export function grantsWhere(condition: ReturnType<typeof eq>, on: On = db) {
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
