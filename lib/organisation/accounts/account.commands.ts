import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { databaseIsFor, db } from '@/db/client'
import { account, grant } from '@/db/schema/access'
import { membership, person, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { forgetTries, takeTry } from '@/lib/access/access.commands'
import type { FirstRunInput } from '@/lib/access/access.input'
import { hasAccounts, systemViewer } from '@/lib/access/access.queries'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import type { Device } from '@/lib/access/device.rules'
import { unbindBrowsers } from '@/lib/access/known-browser.commands'
import { firstPassword, firstPasswordIn, hashPassword, isFirstRunCode } from '@/lib/access/password.crypto'
import { passwordFault } from '@/lib/access/password.rules'
import { endSessionsOf, startSession } from '@/lib/access/session.commands'
import { isWithin } from '@/lib/access/unit-path.sql'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { initialsOf } from '@/lib/core/names'
import { dayOf } from '@/lib/core/time'
import { staffNosAfter } from '@/lib/organisation/people/person.rules'
import type { DisableInput, GrantInput, IssueInput, ResetInput, WithdrawGrantInput } from './account.input'
import { type Slip, slipsOf } from './account.queries'
import { FIRST_PASSWORD_DAYS, isTopAdministrator, mayCommand } from './account.rules'
import { accountAndScope, isLastAdministrator } from './account.sql'
import { ownWords } from './own-account.commands'

type Slips = { ok: true; key: string; slips: Slip[] } | Refused<'nobody'>

/**
 * Accounts with random first passwords for everybody in a unit (and its subtree) who has none. Idempotent: the
 * same form sent twice gives the same slips; a second form finds nobody left.
 */
export async function issueAccounts(
  viewer: Viewer,
  { idempotencyKey: key, unitId }: IssueInput,
): Promise<Slips> {
  const [asked] = await db.select().from(unit).where(eq(unit.id, unitId))
  if (!asked || !canAdminister(viewer, asked.path)) throw new NotFound()
  const today = dayOf(now())
  const people = await db.all<{ id: number }>(sql`
    select person.id from person join membership m on m.person_id = person.id join unit u on u.id = m.unit_id
    where ${isWithin(sql`u.path`, asked.path)} and m.from_day <= ${today} and (m.to_day is null or m.to_day >= ${today})
      and person.id not in (select person_id from account)
    group by person.id order by min(u.tree_order), person.position, person.id`)
  const made = await Promise.all(
    people.map(async ({ id }) => ({
      personId: id,
      passwordHash: await hashPassword(firstPasswordIn(firstPassword(key, id))),
    })),
  )
  await write(tx =>
    idempotent(tx, viewer, key, async () => {
      const issued = await tx.all<{ personId: number }>(sql`
        insert into account (person_id, password_hash, must_change, first_password_until)
        select p.value ->> 'personId', p.value ->> 'passwordHash', 1, ${firstPasswordEnd()}
        from json_each(${JSON.stringify(made)}) p where true
        on conflict (person_id) do nothing returning person_id as personId`)
      const here = new Set(issued.map(each => each.personId))
      const personIds = people.map(each => each.id).filter(id => here.has(id))
      if (personIds.length > 0)
        await recordAudit(tx, viewer, {
          action: 'account.issue',
          subject: 'unit',
          subjectId: unitId,
          after: { unit: asked.name, people: personIds.length, personIds },
        })
      return { personIds, passwords: 'inGroups' }
    }),
  )
  const slips = await slipsOf(viewer, key)
  return slips.length > 0 ? { ok: true, key, slips } : { ok: false, reason: 'nobody' }
}

/** A new first password for one account; its sessions end. The same form sent twice gives the same slip. */
export async function resetPassword(viewer: Viewer, { idempotencyKey: key, accountId }: ResetInput) {
  const held = await commanded(viewer, accountId, db)
  if (accountId === viewer.accountId) return { ok: false, reason: 'ownPassword' } as const
  const { personId } = held.account
  const passwordHash = await hashPassword(firstPasswordIn(firstPassword(key, personId)))
  await write(tx =>
    idempotent(tx, viewer, key, async () => {
      await commanded(viewer, accountId, tx)
      await tx
        .update(account)
        .set({ passwordHash, mustChange: true, firstPasswordUntil: firstPasswordEnd() })
        .where(eq(account.id, accountId))
      await endSessionsOf(tx, accountId, 'reset')
      await unbindBrowsers(tx, personId)
      await recordAudit(tx, viewer, { action: 'account.reset', subject: 'account', subjectId: accountId })
      return { personIds: [personId], passwords: 'inGroups' }
    }),
  )
  return { ok: true, key, slips: await slipsOf(viewer, key) } as const
}

/** 停用 ends the sessions at once; after 启用 the same password works again. */
export async function disableAccount(viewer: Viewer, input: DisableInput) {
  return write(tx => disableIn(tx, viewer, input))
}

/** The same in a transaction that does more. */
export async function disableIn(tx: Tx, viewer: Viewer, { accountId, state }: DisableInput) {
  const held = await commanded(viewer, accountId, tx)
  const isDisabled = held.account.disabledAt !== null
  if (isDisabled === (state === 'disabled')) return { ok: true } as const
  if (state === 'disabled') {
    if (accountId === viewer.accountId) return { ok: false, reason: 'ownAccount' } as const
    if (await isLastAdministrator(held.grants, tx)) return { ok: false, reason: 'lastAdministrator' } as const
  }
  await tx
    .update(account)
    .set({ disabledAt: state === 'disabled' ? now() : null })
    .where(eq(account.id, accountId))
  await endSessionsOf(tx, accountId, 'disabled')
  await recordAudit(tx, viewer, {
    action: state === 'disabled' ? 'account.disable' : 'account.enable',
    subject: 'account',
    subjectId: accountId,
  })
  return { ok: true } as const
}

/** Grants a role for a unit and its subtree. Nobody can grant beyond their own scope. */
export async function grantRole(viewer: Viewer, { accountId, role, unitId }: GrantInput) {
  return write(async tx => {
    const held = await accountAndScope(accountId, tx)
    if (!held?.unitPaths.some(path => canAdminister(viewer, path))) throw new NotFound()
    const [target] = await tx.select().from(unit).where(eq(unit.id, unitId))
    if (!target || !canAdminister(viewer, target.path)) throw new Forbidden()
    const [made] = await tx
      .insert(grant)
      .values({ accountId, role, unitId })
      .onConflictDoNothing()
      .returning()
    if (made)
      await recordAudit(tx, viewer, {
        action: 'account.grant',
        subject: 'account',
        subjectId: accountId,
        after: { role, unitId, unit: target.name },
      })
    return { ok: true } as const
  })
}

/** Revokes a grant, from the next request on. */
export async function withdrawGrant(viewer: Viewer, { accountId, grantId }: WithdrawGrantInput) {
  return write(async tx => {
    const held = await accountAndScope(accountId, tx)
    if (!held?.unitPaths.some(path => canAdminister(viewer, path))) throw new NotFound()
    const taken = held.grants.find(each => each.id === grantId)
    if (!taken) return { ok: true } as const
    if (!canAdminister(viewer, taken.unitPath)) throw new Forbidden()
    if (isTopAdministrator(taken) && (await isLastAdministrator([taken], tx)))
      return { ok: false, reason: 'lastAdministrator' } as const
    await tx.delete(grant).where(eq(grant.id, grantId))
    await recordAudit(tx, viewer, {
      action: 'account.withdrawGrant',
      subject: 'account',
      subjectId: accountId,
      before: { role: taken.role, unitId: taken.unitId, unit: taken.unitName },
    })
    return { ok: true } as const
  })
}

async function commanded(viewer: Viewer, accountId: number, on: Tx | typeof db) {
  const held = await accountAndScope(accountId, on)
  if (!held?.unitPaths.some(path => canAdminister(viewer, path))) throw new NotFound()
  if (!mayCommand(viewer, held.unitPaths, held.grants)) throw new Forbidden()
  return held
}

function firstPasswordEnd(): number {
  return now() + FIRST_PASSWORD_DAYS * 24 * 3_600_000
}

/**
 * The first run: creates the top unit, its first person and the administrator's account. Only while there is no
 * account, and only with the code printed on the console. Where a roster was imported on the command line
 * before, its top unit and person are used.
 */
export async function openFirstAccount(input: FirstRunInput, address: string, device: Device) {
  if (await hasAccounts()) throw new NotFound()
  const wait = await takeTry('first run', address)
  if (wait) return wait
  if (!isFirstRunCode(input.code)) return { ok: false, reason: 'wrongCode', field: 'code' } as const
  const fault = await passwordFault(input.newPassword, ownWords(input.name, [input.staffNo, input.unitName]))
  if (fault) return { ok: false, reason: fault, field: 'newPassword' } as const
  const passwordHash = await hashPassword(input.newPassword)
  const answer = await write(async tx => {
    if (await hasAccounts(tx)) throw new NotFound()
    const [top] = await tx
      .select()
      .from(unit)
      .where(sql`${unit.parentId} is null`)
      .orderBy(unit.position, unit.id)
      .limit(1)
    const [street] = top
      ? [top]
      : await tx
          .insert(unit)
          .values({ name: input.unitName, kind: 'street', path: '/', treeOrder: 1, position: 1 })
          .returning()
    const { id: unitId } = street as { id: number }
    if (!top)
      await tx
        .update(unit)
        .set({ path: `/${unitId}/` })
        .where(eq(unit.id, unitId))
    const personId = await firstPerson(tx, input, unitId)
    if (personId === null) return { ok: false, reason: 'staffNoIsPhone', field: 'staffNo' } as const
    const [made] = await tx
      .insert(account)
      .values({ personId, passwordHash, mustChange: false, lastSignInAt: now() })
      .returning({ id: account.id })
    const { id: accountId } = made as { id: number }
    await tx.insert(grant).values({ accountId, role: 'administrator', unitId })
    await forgetTries(tx, 'first run', address)
    await recordAudit(tx, await systemViewer(input.name, tx), {
      action: 'account.firstRun',
      subject: 'account',
      subjectId: accountId,
      after: { unit: street?.name, name: input.name },
    })
    return { ok: true, accountId, sessionId: await startSession(tx, { accountId, device }) } as const
  })
  if (answer.ok) databaseIsFor('office')
  return answer
}

async function firstPerson(tx: Tx, input: FirstRunInput, unitId: number): Promise<number | null> {
  if (input.staffNo) {
    const [there] = await tx
      .select({ id: person.id })
      .from(person)
      .where(and(eq(sql`upper(${person.staffNo})`, input.staffNo.toUpperCase()), eq(person.name, input.name)))
    if (there) return there.id
    const [other] = await tx.select({ id: person.id }).from(person).where(eq(person.phone, input.staffNo))
    if (other) return null
  }
  const taken = await tx.select({ staffNo: person.staffNo }).from(person)
  const [given = ''] = staffNosAfter(
    taken.map(each => each.staffNo),
    1,
  )
  const [made] = await tx
    .insert(person)
    .values({
      staffNo: input.staffNo ?? given,
      name: input.name,
      initials: initialsOf(input.name),
      position: 1,
    })
    .returning({ id: person.id })
  const { id } = made as { id: number }
  await tx.insert(membership).values({ personId: id, unitId, fromDay: dayOf(now()) })
  return id
}
