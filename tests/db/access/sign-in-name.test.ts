import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import { requestKey } from '@/db/schema/audit'
import { membership, person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { checkSignIn } from '@/lib/access/access.commands'
import { deviceOf } from '@/lib/access/device.rules'
import { firstPassword, hashPassword } from '@/lib/access/password.crypto'
import { issueAccounts } from '@/lib/organisation/accounts/account.commands'
import { slipsOf } from '@/lib/organisation/accounts/account.queries'
import { loadKnown } from '@/lib/organisation/lookup/known.sql'
import { addPerson, changePerson } from '@/lib/organisation/people/person.commands'
import { newPersonInput, personInput } from '@/lib/organisation/people/person.input'
import { closeWorld, openWorld, people, units, type World } from '../../world'

const key = 'a key of forty characters and some more of them'
const own = '纸船 与 灯塔 三十里'

let world: World

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = 'a secret for tests'
  world = await openWorld()
  await issueAccounts(world.viewers.administrator, { idempotencyKey: key, unitId: units.heping })
  await write(tx => tx.update(person).set({ phone: '13800000012' }).where(eq(person.id, people.xieyong)))
})
afterAll(closeWorld)

test.each([
  'S012',
  's012',
  ' S012 ',
  'ｓ０１２',
  's 012',
  '13800000012',
  '138 0000 0012',
  '138-0000-0012',
  '138－0000–0012',
])('who types “%s” is meant by number or phone', async name => {
  expect(await signIn(name, firstPassword(key, people.xieyong))).toMatchObject({ ok: true })
})

test.each([
  ['as printed', (slip: string) => slip],
  ['without the dashes', (slip: string) => slip.replaceAll('-', '')],
  ['in capitals, with spaces', (slip: string) => ` ${slip.toUpperCase().replaceAll('-', ' ')} `],
  [
    'in full width',
    (slip: string) => slip.replace(/./g, each => String.fromCharCode(each.charCodeAt(0) + 0xfee0)),
  ],
])('a first password opens %s', async (_, typed) => {
  expect(await signIn('S012', typed(firstPassword(key, people.xieyong)))).toMatchObject({ ok: true })
})

test('a first password with another letter does not open, nor does one that was chosen in other spelling', async () => {
  const slip = firstPassword(key, people.xieyong)
  const other = `${slip.slice(0, -1)}${slip.endsWith('a') ? 'c' : 'a'}`
  await withOwnPassword('acde-fhjk-mnpr', people.zengyulan)

  expect(await signIn('S012', other, '10.0.0.2')).toEqual({ ok: false, reason: 'wrong' })
  expect(await signIn('S011', 'ACDE FHJK MNPR', '10.0.0.2')).toEqual({ ok: false, reason: 'wrong' })
  expect(await signIn('S011', 'acde-fhjk-mnpr', '10.0.0.2')).toMatchObject({ ok: true })
})

test('a slip of an earlier release still opens, as it was printed', async () => {
  const printed = 'aBcDeFgHjK23'
  const id = await accountOf(people.zengyulan)
  const passwordHash = await hashPassword(printed)
  await write(tx => tx.update(account).set({ passwordHash, mustChange: true }).where(eq(account.id, id)))

  expect(await signIn('S011', printed)).toMatchObject({ ok: true, mustChange: true })
})

test('a slip made by an earlier release is not shown again: its password was another', async () => {
  expect(await slipsOf(world.viewers.administrator, key)).toHaveLength(2)
  await write(tx =>
    tx.update(requestKey).set({ answer: JSON.stringify({ personIds: [people.zengyulan, people.xieyong] }) }),
  )

  expect(await slipsOf(world.viewers.administrator, key)).toEqual([])
})

test('numbers that differ in case alone are one number to whoever adds or changes a person', async () => {
  const taken = { ok: false, reason: 'staffNoTaken', field: 'staffNo' }
  const form = {
    idempotencyKey: `${key} again`,
    name: '新人',
    unitId: String(units.heping),
    fromDay: '2023-03-01',
    staffNo: 's001',
  }

  expect(await addPerson(world.viewers.administrator, newPersonInput.parse(form))).toEqual(taken)
  expect(await changePerson(world.viewers.administrator, changed(people.xieyong, 's001'))).toEqual(taken)
  expect(await changePerson(world.viewers.administrator, changed(people.xieyong, 's012'))).toMatchObject({
    ok: true,
  })
})

test('numbers of earlier releases that differ in case alone each mean their own person', async () => {
  const [upper, lower] = [await twin('Q7'), await twin('q7')]
  await withOwnPassword(own, upper)
  await withOwnPassword(`${own} 二`, lower)
  const known = await loadKnown(db, { aliases: {} })

  expect(await signIn('Q7', own, '10.0.0.3')).toMatchObject({ ok: true, accountId: await accountOf(upper) })
  expect(await signIn('q7', `${own} 二`, '10.0.0.3')).toMatchObject({
    ok: true,
    accountId: await accountOf(lower),
  })
  expect(await signIn('q7', own, '10.0.0.3')).toEqual({ ok: false, reason: 'wrong' })
  expect(await changePerson(world.viewers.administrator, changed(lower, 'q7'))).toMatchObject({ ok: true })
  for (const [staffNo, value] of [
    ['Q7', upper],
    ['q7', lower],
  ] as const)
    expect(
      known.personMeant(world.viewers.administrator, { staffNo, name: '', unit: '' }, '2023-03-10'),
    ).toEqual({
      ok: true,
      value,
    })
})

test('where two numbers differ in case alone, a third spelling means neither', async () => {
  const [upper, lower] = [await twin('AB1'), await twin('ab1')]
  await withOwnPassword(own, upper)
  await withOwnPassword(own, lower)

  expect(await signIn('Ab1', own, '10.0.0.4')).toEqual({ ok: false, reason: 'wrong' })
})

function signIn(name: string, password: string, address = '127.0.0.1') {
  return checkSignIn({ name, password, address, device: deviceOf(null) })
}

function changed(personId: number, staffNo: string) {
  return personInput.parse({ personId: String(personId), version: '0', name: '某人', staffNo })
}

async function twin(staffNo: string): Promise<number> {
  const [made] = await write(tx =>
    tx
      .insert(person)
      .values({ staffNo, name: `人${staffNo}`, position: 900 })
      .returning(),
  )
  const personId = made?.id ?? 0
  await write(tx => tx.insert(membership).values({ personId, unitId: units.heping, fromDay: '2023-01-01' }))
  return personId
}

async function withOwnPassword(password: string, personId: number): Promise<void> {
  const passwordHash = await hashPassword(password)
  const values = { personId, passwordHash, mustChange: false, firstPasswordUntil: null }
  await write(tx =>
    tx.insert(account).values(values).onConflictDoUpdate({ target: account.personId, set: values }),
  )
}

async function accountOf(personId: number): Promise<number> {
  const [held] = await db.select().from(account).where(eq(account.personId, personId))
  return held?.id ?? 0
}
