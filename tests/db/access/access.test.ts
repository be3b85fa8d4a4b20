import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { account, grant } from '@/db/schema/access'
import { audit, auditText } from '@/db/schema/audit'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { checkSignIn, type SignInAnswer } from '@/lib/access/access.commands'
import { viewerOf } from '@/lib/access/access.queries'
import { canAdminister } from '@/lib/access/access.rules'
import { deviceOf } from '@/lib/access/device.rules'
import { firstPassword, hashPassword, makeFirstRunCode } from '@/lib/access/password.crypto'
import { knownBrowserWith } from '@/lib/access/source'
import { Forbidden, NotFound } from '@/lib/core/errors'
import {
  disableAccount,
  grantRole,
  issueAccounts,
  openFirstAccount,
  resetPassword,
  withdrawGrant,
} from '@/lib/organisation/accounts/account.commands'
import { accountById, accountsOf, signInCollisions } from '@/lib/organisation/accounts/account.queries'
import { changePassword, replaceFirstPassword } from '@/lib/organisation/accounts/own-account.commands'
import { atTime, closeWorld, joins, openWorld, people, units, viewerFor, type World } from '../../world'

let world: World
let keys = 0
const newKey = () => `${'k'.repeat(40)}${keys++}`
const device = deviceOf(null)
const strong = '纸船 与 灯塔 三十里'

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = 'a secret for tests'
  world = await openWorld()
})
afterAll(closeWorld)

describe('issuing accounts', () => {
  test('everybody of the unit who has none gets a slip, and the slip opens the account once', async () => {
    const answer = await issueAccounts(world.viewers.administrator, {
      idempotencyKey: newKey(),
      unitId: units.heping,
    })

    const slips = answer.ok ? answer.slips : []
    expect(slips.map(each => each.name)).toEqual(['曾玉兰', '谢勇'])
    expect(await signIn('S012', slips[1]?.password ?? '')).toMatchObject({ ok: true, mustChange: true })
  })

  test('the same form sent twice gives the same slips, one account each', async () => {
    const key = newKey()
    const asked = () =>
      issueAccounts(world.viewers.administrator, { idempotencyKey: key, unitId: units.justice })

    const [first, second] = await Promise.all([asked(), asked()])

    expect(first).toEqual(second)
    expect(first).toMatchObject({ ok: true, slips: [{ name: '郑晓燕' }, { name: '蔡文辉' }] })
  })

  test('another form afterwards finds nobody left', async () => {
    const again = await issueAccounts(world.viewers.administrator, {
      idempotencyKey: newKey(),
      unitId: units.justice,
    })

    expect(again).toEqual({ ok: false, reason: 'nobody' })
  })

  test('an organiser issues none, nor anybody for a unit outside the scope', async () => {
    const asked = (viewer: keyof World['viewers']) =>
      issueAccounts(world.viewers[viewer], { idempotencyKey: newKey(), unitId: units.dongpu })

    await expect(asked('dongpuOrganiser')).rejects.toThrow(NotFound)
    await expect(asked('hepingOrganiser')).rejects.toThrow(NotFound)
  })

  test('an unused first password expires after seven days', async () => {
    const key = newKey()
    const id = await accountOf(people.caiwenhui)
    await resetPassword(world.viewers.administrator, { idempotencyKey: key, accountId: id })
    const password = firstPassword(key, people.caiwenhui)

    atTime('2023-03-17T09:00:01+08:00')
    const late = await signIn('S006', password)
    atTime('2023-03-10T09:00:00+08:00')

    expect(late).toEqual({ ok: false, reason: 'wrong' })
  })

  test('no hash, key or password stands in the log', async () => {
    const rows = JSON.stringify([await db.select().from(audit), await db.select().from(auditText)])

    expect(rows).toContain('account.issue')
    expect(rows).not.toMatch(/argon2|kkkk|password_hash|passwordHash/)
  })
})

describe('signing in', () => {
  test('a first password is changed before anything else, and then no longer opens', async () => {
    const key = newKey()
    const id = await accountOf(people.zengyulan)
    await resetPassword(world.viewers.administrator, { idempotencyKey: key, accountId: id })
    const viewer = await viewerNow(people.zengyulan)

    const weak = await replaceFirstPassword(viewer, { newPassword: 'zengyulan2023' }, device)
    const changed = await replaceFirstPassword(viewer, { newPassword: strong }, device)

    expect(weak).toMatchObject({ ok: false, reason: 'ownWords' })
    expect(changed).toMatchObject({ ok: true })
    expect(await signIn('S011', firstPassword(key, people.zengyulan))).toMatchObject({ ok: false })
    expect(await signIn('S011', strong)).toMatchObject({ ok: true, mustChange: false })
  })

  test('an unknown name and a wrong password get the same answer', async () => {
    const unknown = await signIn('nobody', 'x', '10.0.0.1')
    const wrong = await signIn('S011', 'x', '10.0.0.1')

    expect(unknown).toEqual(wrong)
  })

  test('after five failures the pair of name and address has to wait, and the answer gives the seconds', async () => {
    for (let n = 0; n < 5; n++) await signIn('S012', 'x', '10.0.0.2')

    expect(await signIn('S012', 'x', '10.0.0.2')).toEqual({
      ok: false,
      reason: 'wait',
      places: { seconds: 1 },
    })
  })

  test('a hundred parallel attempts are limited too', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => signIn('S011', 'x', '10.0.0.3')))

    expect(answers.filter(each => !each.ok && each.reason === 'wrong')).toHaveLength(5)
  })

  test('one password cannot be tried on every number from one address, neither one by one nor all at once', async () => {
    const names = Array.from({ length: 300 }, (_, n) => `N${n}`)
    const oneByOne = []
    for (const name of names.slice(0, 80)) oneByOne.push(await signIn(name, 'x', '10.0.1.1'))
    const atOnce = await Promise.all(names.map(name => signIn(name, 'x', '10.0.1.2')))

    const wrong = (answers: SignInAnswer[]) =>
      answers.filter(each => !each.ok && each.reason === 'wrong').length
    expect(wrong(oneByOne)).toBe(60)
    expect(wrong(atOnce)).toBeGreaterThanOrEqual(60)
    expect(wrong(atOnce)).toBeLessThan(60 + 8)
    expect(await signIn('S011', strong, '10.0.1.3')).toMatchObject({ ok: true })
  })

  test('failures at an address do not delay a browser there that signed in before', async () => {
    const id = await accountOf(people.zengyulan)
    const known = knownBrowserWith(id, undefined)
    for (let n = 0; n < 20; n++) await signIn('S011', 'x', '10.0.0.4')

    const own = await checkSignIn({
      name: 'S011',
      password: strong,
      address: '10.0.0.4',
      knownBrowser: known,
      device,
    })

    expect(own).toMatchObject({ ok: true })
  })

  test('a browser known for one account is no known browser for another', async () => {
    const known = knownBrowserWith(await accountOf(people.zengyulan), undefined)
    const tried = () =>
      checkSignIn({ name: 'S012', password: 'x', address: '10.0.0.5', knownBrowser: known, device })
    for (let n = 0; n < 5; n++) await tried()

    expect(await checkSignIn({ name: 'S012', password: 'x', address: '10.0.0.5', device })).toMatchObject({
      reason: 'wait',
    })
  })

  test('a cookie without our signature is ignored', async () => {
    const id = await accountOf(people.zengyulan)
    for (let n = 0; n < 5; n++) await signIn('S011', 'x', '10.0.0.6')

    const forged = await checkSignIn({
      name: 'S011',
      password: strong,
      address: '10.0.0.6',
      knownBrowser: `00.${id}.00`,
      device,
    })

    expect(forged).toMatchObject({ ok: false, reason: 'wait' })
  })

  test('one’s own password is changed with the present one', async () => {
    const viewer = await viewerNow(people.zengyulan)
    const given = { newPassword: '四月的雨下在老旧码头上', repeatPassword: '四月的雨下在老旧码头上' }

    const wrong = await changePassword(viewer, { currentPassword: 'x', ...given }, device)
    const right = await changePassword(viewer, { currentPassword: strong, ...given }, device)

    expect(wrong).toMatchObject({ ok: false, reason: 'wrongPassword' })
    expect(right).toMatchObject({ ok: true })
    expect(await signIn('S011', strong)).toMatchObject({ ok: false })
    expect(await signIn('S011', given.newPassword)).toMatchObject({ ok: true })
  })
})

describe('grants', () => {
  test('a grant counts on the next request, and withdrawn it no longer does', async () => {
    const accountId = await accountOf(people.zengyulan)
    await grantRole(world.viewers.administrator, { accountId, role: 'administrator', unitId: units.heping })
    const granted = await viewerNow(people.zengyulan)

    const [mine] = (await accountById(world.viewers.administrator, accountId)).grants
    await withdrawGrant(world.viewers.administrator, { accountId, grantId: mine?.id ?? 0 })
    const afterwards = await viewerNow(people.zengyulan)

    expect(canAdminister(granted, '/1/5/')).toBe(true)
    expect(canAdminister(afterwards, '/1/5/')).toBe(false)
  })

  test('the administrator of a community grants nothing beyond it', async () => {
    const heping = await hepingAdministrator()
    const accountId = await accountOf(people.xieyong)

    const beyond = grantRole(heping, { accountId, role: 'organiser', unitId: units.street })

    await expect(beyond).rejects.toThrow(Forbidden)
    expect(await grantRole(heping, { accountId, role: 'organiser', unitId: units.heping })).toEqual({
      ok: true,
    })
  })

  test('a password is reset only where every grant of the account lies within the scope', async () => {
    const heping = await hepingAdministrator()
    const accountId = await accountOf(people.xieyong)
    await grantRole(world.viewers.administrator, { accountId, role: 'leader', unitId: units.street })

    await expect(resetPassword(heping, { idempotencyKey: newKey(), accountId })).rejects.toThrow(Forbidden)
    await expect(disableAccount(heping, { accountId, state: 'disabled' })).rejects.toThrow(Forbidden)
  })

  test('accounts of people elsewhere are not there for the administrator of a community', async () => {
    const heping = await hepingAdministrator()
    const accountId = await accountOf(people.sumeiling)

    await expect(accountById(heping, accountId)).rejects.toThrow(NotFound)
    await expect(resetPassword(heping, { idempotencyKey: newKey(), accountId })).rejects.toThrow(NotFound)
    const { rows } = await accountsOf(heping, {})
    expect(rows.map(row => row.name)).toEqual(['傅明', '曾玉兰', '谢勇'])
  })

  test('the last administrator of the top unit stays', async () => {
    const accountId = await accountOf(people.huanglijuan)
    const second = await accountOf(people.zhengxiaoyan)
    await grantRole(world.viewers.administrator, {
      accountId: second,
      role: 'administrator',
      unitId: units.street,
    })
    await disableAccount(world.viewers.administrator, { accountId: second, state: 'disabled' })
    const [own] = await db
      .select()
      .from(grant)
      .where(and(eq(grant.accountId, accountId), eq(grant.role, 'administrator')))

    const withdrawn = await withdrawGrant(world.viewers.administrator, { accountId, grantId: own?.id ?? 0 })

    expect(withdrawn).toEqual({ ok: false, reason: 'lastAdministrator' })
  })

  test('a disabled account is out at once, and enabled it is back with its password', async () => {
    const accountId = await accountOf(people.xieyong)

    await disableAccount(world.viewers.administrator, { accountId, state: 'disabled' })

    expect(await viewerOf(accountId)).toBeNull()
    await disableAccount(world.viewers.administrator, { accountId, state: 'enabled' })
    expect(await viewerNow(people.xieyong)).toMatchObject({ name: '谢勇' })
  })
})

test('once there is an account, the first run is not there, even with the right code', async () => {
  const code = makeFirstRunCode()

  const again = openFirstAccount(
    { code, unitName: '别处', name: '某某', staffNo: null, newPassword: strong, repeatPassword: strong },
    '10.0.0.9',
    device,
  )

  await expect(again).rejects.toThrow(NotFound)
})

function signIn(name: string, password: string, address = '127.0.0.1') {
  return checkSignIn({ name, password, address, device })
}

async function held(personId: number) {
  const [found] = await db.select().from(account).where(eq(account.personId, personId))
  if (!found) throw new Error(`person ${personId} has no account`)
  return found
}

async function accountOf(personId: number): Promise<number> {
  return (await held(personId)).id
}

async function viewerNow(personId: number) {
  const viewer = await viewerOf(await accountOf(personId))
  if (!viewer) throw new Error('the account is disabled')
  return viewer
}

async function hepingAdministrator() {
  const accountId = await accountOf(people.fuming)
  await write(tx =>
    tx.insert(grant).values({ accountId, role: 'administrator', unitId: units.heping }).onConflictDoNothing(),
  )
  return viewerNow(people.fuming)
}

describe('a staff number that is the phone of somebody else', () => {
  test('signs in by the staff number alone, and is listed until it is mended', async () => {
    const number = '13800138007'
    const hash = await hashPassword(strong)
    const numbered = await joins('工号在先', units.dongpu)
    const called = await joins('手机在先', units.heping)
    await write(async tx => {
      await tx.update(person).set({ phone: number }).where(eq(person.id, called))
      await tx.insert(account).values({ personId: called, passwordHash: hash, mustChange: false })
    })
    expect(await signIn(number, strong)).toMatchObject({ ok: true })
    await write(tx => tx.update(person).set({ staffNo: number }).where(eq(person.id, numbered)))

    // The holder of the number has no account: the phone is no name for anybody.
    expect(await signIn(number, strong)).toEqual({ ok: false, reason: 'wrong' })
    const [own] = await write(tx =>
      tx
        .insert(account)
        .values({ personId: numbered, passwordHash: hash, mustChange: false })
        .returning({ id: account.id }),
    )
    expect(await signIn(number, strong)).toMatchObject({ ok: true, accountId: own?.id })
    const dongpu = await viewerFor(await joins('东埔管理', units.dongpu), 'administrator', units.dongpu)
    expect(await signInCollisions(world.viewers.administrator)).toEqual([
      {
        number,
        numbered: { id: numbered, name: '工号在先' },
        called: { id: called, name: '手机在先' },
      },
    ])
    expect(await signInCollisions(dongpu)).toEqual([
      { number, numbered: { id: numbered, name: '工号在先' }, called: null },
    ])
    expect(await signInCollisions(world.viewers.organiser)).toEqual([])
  })
})
