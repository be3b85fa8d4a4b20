import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { account, grant, recoveryCode, secondFactor } from '@/db/schema/access'
import { boundDevice } from '@/db/schema/attendance'
import { feed } from '@/db/schema/feed'
import { membership, person, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import { recordAudit } from '@/lib/access/audit.commands'
import { hashPassword } from '@/lib/access/password.crypto'
import { dropFactor } from '@/lib/access/second-factor.commands'
import { now } from '@/lib/core/clock'
import { gathered } from '@/lib/core/gathered'
import { eraseAgain } from '@/lib/organisation/accounts/erasure.commands'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { endMemberships as putEnds, putMemberships } from '@/lib/organisation/people/membership.commands'
import { raiseMemberships } from '@/lib/organisation/people/person.commands'
import { type LetIn, letSomebodyIn, topAdministrators } from './let-in'
import { kinshipOf, type Old, type OldAccount, type OldMembership } from './reading'
import { tightenSignIn } from './tighten-sign-in'

/** What took access away after the copy was made, by kind: how many were taken away again. */
export type Carried = Record<
  | 'disabled'
  | 'passwords'
  | 'grants'
  | 'feeds'
  | 'memberships'
  | 'phones'
  | 'factors'
  | 'settings'
  | 'erased',
  number
>
export type NotCarried = keyof Carried | 'everything'

/** Somebody whose membership ended and whose unit of now is younger than the copy. */
export type Unplaced = { name: string; staffNo: string }

type Outcome = { carried: Carried; notCarried: NotCarried[]; letIn: LetIn | null; unplaced: Unplaced[] }

/**
 * Takes away in the open copy what was taken away in the database that it replaces: disabled accounts, changed
 * passwords and second factors, withdrawn roles, revoked addresses, ended memberships, unbound phones, and of the
 * settings of signing in the stricter. Gives nothing that the copy does not give, with two exceptions: somebody who was
 * moved also gets the new unit, and how an account signs in is as it was last, also where its second factor was reset.
 * Who was taken out (注销) is taken out again. Names what could not be read.
 */
export async function carryOver(old: Old): Promise<Outcome> {
  const kinship = kinshipOf(old)
  const carried = {
    disabled: 0,
    passwords: 0,
    grants: 0,
    feeds: 0,
    memberships: 0,
    phones: 0,
    factors: 0,
    settings: 0,
    erased: 0,
  }
  const none = { carried, letIn: null, unplaced: [] }
  if (kinship === 'earlier') return { ...none, notCarried: [] }
  if (kinship === 'foreign') return { ...none, notCarried: ['everything'] }
  const isLater = kinship === 'later'
  const nobodysHash = await hashPassword(randomBytes(24).toString('base64url'))
  return write(async tx => {
    const administrators = await topAdministrators(tx)
    const accounts = await sameAccounts(tx, old, isLater)
    carried.passwords = await takePasswords(tx, accounts)
    carried.factors = await takeFactors(tx, accounts, old, isLater)
    carried.disabled = await disable(tx, accounts)
    carried.grants = await withdraw(tx, accounts, old)
    carried.feeds = await revoke(tx, old, isLater)
    carried.phones = await unbind(tx, old)
    carried.settings = await tightenSignIn(tx, old)
    const ended = isLater ? await endMemberships(tx, old) : { count: 0, unplaced: [] }
    carried.memberships = ended.count
    if (carried.memberships > 0) await syncAudiences(tx)
    // The last, because nothing of theirs is found afterwards.
    if (isLater) carried.erased = await takeOutAgain(tx, old, nobodysHash)
    const letIn = await letSomebodyIn(tx, administrators)
    await recordAudit(tx, await systemViewer('命令行', tx), {
      action: 'restore.carryOver',
      subject: 'restore',
      subjectId: 0,
      after: { ...carried, letIn: letIn?.name },
    })
    return { carried, notCarried: unread(old, isLater), letIn, unplaced: ended.unplaced }
  })
}

function unread(old: Old, isLater: boolean): NotCarried[] {
  const partly: [NotCarried, boolean][] = [
    ['disabled', old.accounts.isWhole],
    ['passwords', old.accounts.isWhole],
    ['factors', old.factors.isWhole && old.codes.isWhole && old.accounts.isWhole],
    ['grants', old.grants.isWhole && old.accounts.isWhole],
    ['feeds', old.feeds.isWhole],
    ['phones', old.phones.isWhole],
    ['settings', old.settings.isWhole],
    // Rows are found again by their ids, which mean the same only in a database that went on from the copy.
    ['memberships', old.memberships.isWhole && isLater],
    ['erased', old.erased.isWhole && (isLater || old.erased.rows.length === 0)],
  ]
  return partly.filter(([, isWhole]) => !isWhole).map(([kind]) => kind)
}

type Pair = { id: number; passwordHash: string; disabledAt: number | null; old: OldAccount }

async function sameAccounts(tx: Tx, old: Old, isLater: boolean): Promise<Pair[]> {
  const there = await tx
    .select({ account, staffNo: person.staffNo })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
  const before = new Map(old.accounts.rows.map(row => [row.id, row]))
  return there.flatMap(({ account: { id, personId, passwordHash, disabledAt }, staffNo }) => {
    const row = before.get(id)
    const isSame = row?.personId === personId && (isLater || row.staffNo === staffNo)
    return row && isSame ? [{ id, passwordHash, disabledAt, old: row }] : []
  })
}

/** The password before may be known to whom it was changed for. */
async function takePasswords(tx: Tx, accounts: Pair[]): Promise<number> {
  const changed = accounts.filter(each => each.old.passwordHash !== each.passwordHash)
  for (const { id, old } of changed)
    await tx
      .update(account)
      .set({
        passwordHash: old.passwordHash,
        mustChange: old.mustChange === 1,
        firstPasswordUntil: old.firstPasswordUntil,
      })
      .where(eq(account.id, id))
  return changed.length
}

/**
 * The second factor and its recovery codes as they stood last: without, a password that was found out would open the
 * account again. The secret may be unreadable under the new secret of the server; the recovery codes are not.
 */
async function takeFactors(tx: Tx, accounts: Pair[], old: Old, isLater: boolean): Promise<number> {
  const there = new Map((await tx.select().from(secondFactor)).map(row => [row.accountId, row]))
  const codesThere = gathered(await tx.select().from(recoveryCode), row => row.accountId)
  const before = new Map(old.factors.rows.map(row => [row.accountId, row]))
  const codesBefore = gathered(old.codes.rows, row => row.accountId)
  let changed = 0
  for (const { id } of accounts) {
    const [has, had] = [there.get(id), before.get(id)]
    const [hasCodes, hadCodes] = [codesThere.get(id) ?? [], codesBefore.get(id) ?? []]
    if (!had) {
      // A row that could not be read, or of a time that is not that of the copy, may be there still.
      if (!has || !isLater || !old.factors.isWhole) continue
      await dropFactor(tx, id)
      changed++
      continue
    }
    const isSame = has?.secret === had.secret
    const codes = codesOf(isSame && !old.codes.isWhole ? hasCodes : hadCodes, hadCodes)
    const values = { accountId: id, secret: had.secret, enrolledAt: had.enrolledAt }
    const lastStep = isSame ? Math.max(has.lastStep, had.lastStep) : had.lastStep
    if (isSame && lastStep === has.lastStep && isDeepStrictEqual(codes, codesOf(hasCodes, hasCodes))) continue
    await dropFactor(tx, id)
    await tx.insert(secondFactor).values({ ...values, lastStep })
    if (codes.length > 0)
      await tx.insert(recoveryCode).values(codes.map(each => ({ ...each, accountId: id })))
    changed++
  }
  return changed
}

type Code = { hash: string; usedAt: number | null }

/** In one order, each as used as it is in either. */
function codesOf(codes: Code[], last: Code[]): Code[] {
  const used = new Map(last.map(each => [each.hash, each.usedAt]))
  return codes
    .map(({ hash, usedAt }) => ({ hash, usedAt: usedAt ?? used.get(hash) ?? null }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
}

async function disable(tx: Tx, accounts: Pair[]): Promise<number> {
  const gone = accounts.filter(each => each.disabledAt === null && each.old.disabledAt !== null)
  for (const { id, old } of gone)
    await tx.update(account).set({ disabledAt: old.disabledAt }).where(eq(account.id, id))
  return gone.length
}

async function withdraw(tx: Tx, accounts: Pair[], old: Old): Promise<number> {
  // A role that could not be read may be there still.
  if (!old.grants.isWhole) return 0
  const ids = new Set(accounts.map(each => each.id))
  const kept = new Set(old.grants.rows.map(row => `${row.accountId} ${row.role} ${row.unitId}`))
  const held = await tx.select().from(grant)
  const gone = held.filter(
    row => ids.has(row.accountId) && !kept.has(`${row.accountId} ${row.role} ${row.unitId}`),
  )
  for (const { id } of gone) await tx.delete(grant).where(eq(grant.id, id))
  return gone.length
}

async function revoke(tx: Tx, old: Old, isLater: boolean): Promise<number> {
  const before = new Map(old.feeds.rows.map(row => [row.tokenHash, row]))
  const living = await tx.select().from(feed).where(isNull(feed.revokedAt))
  const gone = living.filter(({ tokenHash }) => {
    const row = before.get(tokenHash)
    return row ? row.revokedAt !== null : isLater && old.feeds.isWhole
  })
  for (const { id, tokenHash } of gone)
    await tx
      .update(feed)
      .set({ revokedAt: before.get(tokenHash)?.revokedAt ?? now() })
      .where(eq(feed.id, id))
  return gone.length
}

/** A phone that is not bound any more may be lost; binding one again is a sign-in. */
async function unbind(tx: Tx, old: Old): Promise<number> {
  if (!old.phones.isWhole) return 0
  const kept = new Set(old.phones.rows.map(row => `${row.device} ${row.personId}`))
  const gone = (await tx.select().from(boundDevice)).filter(row => !kept.has(`${row.device} ${row.personId}`))
  for (const { device } of gone) await tx.delete(boundDevice).where(eq(boundDevice.device, device))
  return gone.length
}

/** Of whom a membership ended or was withdrawn: the memberships as they stood last. */
async function endMemberships(
  tx: Tx,
  { memberships, accounts }: Old,
): Promise<{ count: number; unplaced: Unplaced[] }> {
  if (!memberships.isWhole || !accounts.isWhole) return { count: 0, unplaced: [] }
  const keyOf = (row: { personId: number; unitId: number; fromDay: string }) =>
    `${row.personId} ${row.unitId} ${row.fromDay}`
  const before = new Map(memberships.rows.map(row => [keyOf(row), row]))
  const there = await tx.select().from(membership)
  const known = new Set((await tx.select({ id: unit.id }).from(unit)).map(row => row.id))
  const endsEarlier = (end: string | null, row: OldMembership) =>
    row.toDay !== null && (end === null || row.toDay < end)
  const ended = there.flatMap(row => {
    const last = before.get(keyOf(row))
    if (last) return endsEarlier(row.toDay, last) ? [{ ...row, lastDay: last.toDay }] : []
    // 撤回: withdrawn before it began.
    const hasOther = memberships.rows.some(each => each.personId === row.personId)
    return hasOther ? [{ ...row, lastDay: null }] : []
  })
  for (const { id, lastDay } of ended)
    if (lastDay === null) await tx.delete(membership).where(eq(membership.id, id))
  await putEnds(
    tx,
    ended.flatMap(({ id, lastDay }) => (lastDay === null ? [] : [{ id, lastDay }])),
  )
  const moved = new Set(ended.map(row => row.personId))
  const have = new Set(there.map(keyOf))
  const begun = memberships.rows.filter(
    row => moved.has(row.personId) && known.has(row.unitId) && !have.has(keyOf(row)),
  )
  await putMemberships(
    tx,
    begun.map(row => ({ ...row, id: null, isPrimary: row.isPrimary === 1 })),
  )
  await raiseMemberships(tx, [...moved])
  const lost = memberships.rows.filter(
    row => moved.has(row.personId) && !known.has(row.unitId) && row.toDay === null,
  )
  const unplaced = await tx
    .select({ name: person.name, staffNo: person.staffNo })
    .from(person)
    .where(inArray(person.id, [...new Set(lost.map(row => row.personId))]))
    .orderBy(person.staffNo)
  return { count: ended.length, unplaced }
}

/** 注销 again, under the number of then: a copy made before it still has name, texts and log. */
async function takeOutAgain(tx: Tx, { erased }: Old, nobodysHash: string): Promise<number> {
  const viewer = await systemViewer('命令行', tx)
  let done = 0
  for (const { personId, number, keepsProofs } of erased.rows)
    if (await eraseAgain(tx, viewer, { personId, number, keepsProofs: keepsProofs === 1, nobodysHash }))
      done++
  return done
}
