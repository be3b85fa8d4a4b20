import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { db, type On } from '@/db/client'
import { account, grant } from '@/db/schema/access'
import { membership, person, unit } from '@/db/schema/roster'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { canOrganise, type GrantedRole, grantedRoles, scopeOf, type Viewer } from './access.rules'
import { belongs } from './belonging.sql'
import { type HeldSession, type LiveSession, liveSession } from './session.queries'
import { isWithin } from './unit-path.sql'

/** SQL condition: the unit's path lies where the viewer holds one of the roles (any granted role by default). */
export function inScope(viewer: Viewer, path: SQLiteColumn | SQL, ...roles: GrantedRole[]): SQL {
  const paths = scopeOf(viewer, ...(roles.length > 0 ? roles : grantedRoles))
  return or(...paths.map(above => isWithin(path, above))) ?? sql`0`
}

/** Throws NotFound for a unit that does not exist, Forbidden for a viewer who does not organise it. */
export async function requireOrganiser(viewer: Viewer, unitId: number, on: On): Promise<void> {
  const [host] = await on.select({ path: unit.path }).from(unit).where(eq(unit.id, unitId))
  if (!host) throw new NotFound()
  if (!canOrganise(viewer, host.path)) throw new Forbidden()
}

let anAccountIsThere = false

/** Whether the first run is over. Accounts are never deleted, so a positive answer is cached. */
export async function hasAccounts(on: On = db): Promise<boolean> {
  if (anAccountIsThere && on === db) return true
  const [one] = await on.select({ id: account.id }).from(account).limit(1)
  anAccountIsThere = one !== undefined
  return anAccountIsThere
}

/** Session → account → grants. Null where the session is over or the account disabled. */
export async function viewerOfSession(
  held: HeldSession,
): Promise<(Viewer & { mustChange: boolean; session: LiveSession }) | null> {
  const [session, rights] = await Promise.all([liveSession(held), rightsOf(held.accountId)])
  if (!session) return null
  const { accountId, personId, name, locale, mustChange, readsOnly } = session
  return { accountId, personId, name, locale, mustChange, readsOnly, ...rights, session }
}

/** Account → grants, without a session: for what acts in the name of an account. Null for a disabled one, or whose person left. */
export async function viewerOf(accountId: number): Promise<(Viewer & { mustChange: boolean }) | null> {
  const [[found], rights] = await Promise.all([
    db
      .select({ account, name: person.name })
      .from(account)
      .innerJoin(person, eq(person.id, account.personId))
      .where(and(eq(account.id, accountId), belongs(account, dayOf(now())))),
    rightsOf(accountId),
  ])
  if (!found || found.account.disabledAt !== null) return null
  const { personId, locale, mustChange } = found.account
  return { accountId, personId, name: found.name, locale, mustChange, ...rights }
}

async function rightsOf(accountId: number): Promise<Pick<Viewer, 'grants' | 'ownUnitPaths'>> {
  const today = dayOf(now())
  const [grants, own] = await Promise.all([
    db
      .select({ role: grant.role, unitId: grant.unitId, unitPath: unit.path })
      .from(grant)
      .innerJoin(unit, eq(unit.id, grant.unitId))
      .where(eq(grant.accountId, accountId)),
    db
      .select({ path: unit.path })
      .from(account)
      .innerJoin(membership, eq(membership.personId, account.personId))
      .innerJoin(unit, eq(unit.id, membership.unitId))
      .where(
        and(
          eq(account.id, accountId),
          sql`${membership.fromDay} <= ${today} and (${membership.toDay} is null or ${membership.toDay} >= ${today})`,
        ),
      ),
  ])
  return { grants, ownUnitPaths: own.map(each => each.path) }
}

/** The viewer of the command line and the demo's loader: administrator of every top unit. */
export async function systemViewer(name: string, on: On = db): Promise<Viewer> {
  const tops = await on
    .select({ unitId: unit.id, unitPath: unit.path })
    .from(unit)
    .where(sql`${unit.parentId} is null`)
  return {
    accountId: null,
    personId: null,
    name,
    // Before the first unit exists: a path that covers whatever will be created.
    grants:
      tops.length > 0
        ? tops.map(top => ({ role: 'administrator' as const, ...top }))
        : [{ role: 'administrator', unitId: 0, unitPath: '/' }],
    ownUnitPaths: [],
    locale: 'zh',
  }
}
