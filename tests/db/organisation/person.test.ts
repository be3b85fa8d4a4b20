import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { membership, person, unit } from '@/db/schema/roster'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { addPerson, changePerson, withdrawEntry } from '@/lib/organisation/people/person.commands'
import { newPersonInput, personInput } from '@/lib/organisation/people/person.input'
import { personById, rosterOf, unitsFor, unitTree } from '@/lib/organisation/people/person.queries'
import { addTag, endTag } from '@/lib/organisation/people/tag.commands'
import { addUnit, removeUnit, shiftUnit } from '@/lib/organisation/units/unit.commands'
import { changeUnitNow } from '../../unit-now'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  leaveNow,
  moveNow,
  openWorld,
  people,
  units,
  versionOf,
  type World,
} from '../../world'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => atTime('2023-03-10T09:00:00+08:00'))
afterAll(closeWorld)

describe('the roster of a day', () => {
  test('people stand in the order of the units and then of the office', async () => {
    const { rows, total } = await rosterOf(world.viewers.administrator, { on: '2023-03-10' })

    expect(total).toBe(12)
    expect(rows.slice(0, 6).map(row => row.name)).toEqual([
      '陈志强',
      '林静',
      '黄丽娟',
      '吴建国',
      '郑晓燕',
      '蔡文辉',
    ])
  })

  test('the organiser of a community sees its own people only', async () => {
    const { rows } = await rosterOf(world.viewers.dongpuOrganiser, { on: '2023-03-10' })

    expect(rows.map(row => row.name)).toEqual(['苏美玲', '许国华', '庄雅芳'])
  })

  test('asking for a unit outside the scope gives nobody', async () => {
    const { total } = await rosterOf(world.viewers.dongpuOrganiser, {
      on: '2023-03-10',
      unitId: units.heping,
    })

    expect(total).toBe(0)
  })

  test('a cadre sees nobody', async () => {
    expect((await rosterOf(world.viewers.cadre, { on: '2023-03-10' })).total).toBe(0)
  })

  test.each([
    ['a part of the name', '国华'],
    ['pinyin initials', 'xgh'],
    ['the beginning of the staff number', 'S008'],
    ['full-width letters and a space', 'ｘｇ ｈ'],
  ])('is searched by %s', async (_, search) => {
    const { rows } = await rosterOf(world.viewers.administrator, { on: '2023-03-10', search })

    expect(rows.map(row => row.name)).toEqual(['许国华'])
  })

  test('a percent sign is a character to look for, not everybody', async () => {
    expect((await rosterOf(world.viewers.administrator, { on: '2023-03-10', search: '%' })).total).toBe(0)
  })

  test('phones are there for the organiser of the unit and not for a leader', async () => {
    await changePerson(world.viewers.administrator, facts(people.linjing, { phone: '13800000001' }))

    const seen = async (role: 'organiser' | 'leader') =>
      (await rosterOf(world.viewers[role], { on: '2023-03-10', search: '林静' })).rows[0]?.phone

    expect(await seen('organiser')).toBe('13800000001')
    expect(await seen('leader')).toBeNull()
  })
})

describe('a person over time', () => {
  test('a transfer ends the old unit the day before, and the past stays', async () => {
    const id = await joins('调动人', units.dongpu)

    await move(id, units.heping, '2023-03-15')

    expect(await placesOf(id)).toEqual([
      { unitId: units.dongpu, fromDay: '2022-01-01', toDay: '2023-03-14', isPrimary: true },
      { unitId: units.heping, fromDay: '2023-03-15', toDay: null, isPrimary: true },
    ])
    const nameOn = async (on: string) =>
      (await rosterOf(world.viewers.administrator, { on, search: '调动人' })).rows[0]?.unitName
    expect(await nameOn('2023-03-14')).toBe('东埔社区')
    expect(await nameOn('2023-03-15')).toBe('和平社区')
  })

  test('the same transfer sent twice is one', async () => {
    const id = await joins('两次', units.dongpu)

    await move(id, units.heping, '2023-03-15')
    const again = await move(id, units.heping, '2023-03-15')

    expect(again).toMatchObject({ ok: true })
    expect(await placesOf(id)).toHaveLength(2)
  })

  test('a transfer from before the beginning of the present unit is refused', async () => {
    const id = await joins('太早', units.dongpu, { fromDay: '2023-02-01' })

    expect(await move(id, units.heping, '2023-02-01')).toMatchObject({ ok: false, reason: 'beforeStart' })
  })

  test('a second unit leaves the first, and the person is listed once', async () => {
    const id = await joins('兼任人', units.justice)

    await moveNow(world.viewers.administrator, {
      personId: id,
      unitId: units.heping,
      day: '2023-03-01',
      how: 'join',
    })

    const { rows, total } = await rosterOf(world.viewers.administrator, {
      on: '2023-03-10',
      search: '兼任人',
    })
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({ unitName: '司法所', alsoIn: ['和平社区'] })
  })

  test('who leaves is there on the last day and not on the next, and the tags end too', async () => {
    const id = await joins('离岗人', units.dongpu, { tagIds: [3] })

    await leaveNow(world.viewers.administrator, { personId: id, membershipId: 'all', lastDay: '2023-03-20' })

    const there = async (on: string) =>
      (await rosterOf(world.viewers.administrator, { on, search: '离岗人' })).total
    expect([await there('2023-03-20'), await there('2023-03-21')]).toEqual([1, 0])
    const { tags } = await personById(world.viewers.administrator, id, '2023-03-10')
    expect(tags).toMatchObject([{ name: '党员', toDay: '2023-03-20' }])
  })

  test('what has not begun is withdrawn, and what it ended goes on', async () => {
    const id = await joins('撤回人', units.dongpu)
    await move(id, units.heping, '2023-03-15')
    const [, planned] = await rowsOf(id)

    await withdrawEntry(world.viewers.administrator, {
      personId: id,
      what: 'membership',
      id: planned?.id ?? 0,
    })

    expect(await placesOf(id)).toEqual([
      { unitId: units.dongpu, fromDay: '2022-01-01', toDay: null, isPrimary: true },
    ])
  })

  test('a move that is withdrawn leaves the end that was planned before it', async () => {
    const id = await joins('挂职人', units.office)
    await leaveNow(world.viewers.administrator, { personId: id, membershipId: 'all', lastDay: '2023-12-31' })
    await move(id, units.dongpu, '2023-06-01')
    await move(id, units.heping, '2023-08-01')

    const withdrawLast = async () =>
      withdrawEntry(world.viewers.administrator, {
        personId: id,
        what: 'membership',
        id: (await rowsOf(id)).at(-1)?.id ?? 0,
      })
    await withdrawLast()
    expect((await placesOf(id)).map(each => each.toDay)).toEqual(['2023-05-31', null])
    await withdrawLast()
    expect((await placesOf(id)).map(each => each.toDay)).toEqual(['2023-12-31'])
  })

  test('a unit that was left the day before a move began stays left when the move is withdrawn', async () => {
    const id = await joins('先离岗', units.office)
    await leaveNow(world.viewers.administrator, { personId: id, membershipId: 'all', lastDay: '2023-05-31' })
    await move(id, units.dongpu, '2023-06-01')

    await withdrawEntry(world.viewers.administrator, {
      personId: id,
      what: 'membership',
      id: (await rowsOf(id)).at(-1)?.id ?? 0,
    })

    expect((await placesOf(id)).map(each => each.toDay)).toEqual(['2023-05-31'])
  })

  test('what has begun is not withdrawn', async () => {
    const id = await joins('已开始', units.dongpu)
    await move(id, units.heping, '2023-03-09')
    const [, begun] = await rowsOf(id)

    expect(
      await withdrawEntry(world.viewers.administrator, {
        personId: id,
        what: 'membership',
        id: begun?.id ?? 0,
      }),
    ).toEqual({ ok: false, reason: 'begunAlready' })
  })

  test('units outside the scope are counted, not named', async () => {
    const id = await joins('来过', units.dongpu)
    await move(id, units.heping, '2023-03-01')

    const seen = await personById(world.viewers.dongpuOrganiser, id, '2023-03-10')

    expect(seen.memberships.map(each => each.unitName)).toEqual(['东埔社区'])
    expect(seen.hiddenMemberships).toBe(1)
  })

  test('somebody of another community is not there', async () => {
    await expect(personById(world.viewers.dongpuOrganiser, people.fuming, '2023-03-10')).rejects.toThrow(
      NotFound,
    )
  })

  test('an organiser does not change the roster', async () => {
    const asked = moveNow(world.viewers.organiser, {
      personId: people.xieyong,
      unitId: units.dongpu,
      day: '2023-03-15',
      how: 'move',
    })

    await expect(asked).rejects.toThrow(Forbidden)
  })
})

describe('an administrator of some units', () => {
  const administratorOf = (...unitIds: number[]) => ({
    ...world.viewers.administrator,
    grants: unitIds.map(unitId => ({ role: 'administrator' as const, unitId, unitPath: `/1/${unitId}/` })),
  })

  test('does not move somebody out of a unit of others', async () => {
    const id = await joins('兼在机关', units.heping)
    const join = { personId: id, unitId: units.office, day: '2023-03-01', how: 'join' } as const
    await moveNow(world.viewers.administrator, join)
    const toJustice = { personId: id, unitId: units.justice, day: '2023-03-15', how: 'move' } as const

    await expect(moveNow(administratorOf(units.office, units.justice), toJustice)).rejects.toThrow(Forbidden)
    expect((await placesOf(id)).map(each => each.toDay)).toEqual([null, null])

    const answer = await moveNow(administratorOf(units.office, units.justice, units.heping), toJustice)
    expect(answer).toEqual({ ok: true, personId: id })
  })

  test('withdraws neither what begins in a unit of others nor a move that had ended one there', async () => {
    const joining = await joins('将兼任', units.dongpu)
    const join = { personId: joining, unitId: units.heping, day: '2023-03-15', how: 'join' } as const
    await moveNow(world.viewers.administrator, join)
    const moving = await joins('将调来', units.heping)
    await move(moving, units.dongpu, '2023-03-15')

    for (const personId of [joining, moving]) {
      const planned = (await rowsOf(personId)).at(-1)
      const entry = { personId, what: 'membership', id: planned?.id ?? 0 } as const
      await expect(withdrawEntry(administratorOf(units.dongpu), entry)).rejects.toThrow(Forbidden)
      expect(await rowsOf(personId)).toHaveLength(2)
      expect(await withdrawEntry(administratorOf(units.dongpu, units.heping), entry)).toEqual({ ok: true })
    }
  })
})

describe('a new person', () => {
  const input = (more: Record<string, unknown> = {}) =>
    newPersonInput.parse({
      idempotencyKey: 'a key of this form',
      name: '买买提 · 吐尔逊',
      unitId: units.justice,
      fromDay: '2023-03-01',
      ...more,
    })

  test('gets a number where the office has none, and the form sent twice makes one person', async () => {
    const first = await addPerson(world.viewers.administrator, input())
    const second = await addPerson(world.viewers.administrator, input())

    expect(second).toEqual(first)
    const found = await db.select().from(person).where(eq(person.name, '买买提·吐尔逊'))
    expect(found).toMatchObject([{ staffNo: 'X0001', initials: 'mmttex' }])
  })

  test('does not take the number of somebody else', async () => {
    const answer = await addPerson(
      world.viewers.administrator,
      input({ idempotencyKey: 'another key of a form', staffNo: 'S001' }),
    )

    expect(answer).toEqual({ ok: false, reason: 'staffNoTaken', field: 'staffNo' })
  })

  test('refused and corrected in the same form is added, once', async () => {
    const form = { idempotencyKey: 'a form that is corrected', name: '更正人' }
    const add = (staffNo: string) => addPerson(world.viewers.administrator, input({ ...form, staffNo }))
    await add('S001')

    const corrected = await add('N901')
    const again = await add('N901')

    expect(corrected).toMatchObject({ ok: true })
    expect(again).toEqual(corrected)
    const found = await db.select().from(person).where(eq(person.name, '更正人'))
    expect(found.map(each => each.staffNo)).toEqual(['N901'])
  })

  test('is due for what lies ahead, and who gets a tag too', async () => {
    const meeting = await hasActivity(world.viewers.administrator, {
      day: '2023-03-20',
      title: '党员学习',
      audienceWords: '司法所党员',
    })
    const answer = await addPerson(
      world.viewers.administrator,
      input({ idempotencyKey: 'a third key for it', name: '新党员' }),
    )
    const id = 'personId' in answer ? answer.personId : 0
    const standing = async () =>
      (
        await db
          .select()
          .from(attendance)
          .where(and(eq(attendance.activityId, meeting), eq(attendance.personId, id)))
      )[0]?.standing

    expect(await standing()).toBeUndefined()
    await addTag(world.viewers.administrator, { personId: id, tag: '党员', fromDay: '2023-03-05' })
    expect(await standing()).toBe('required')
    const [held] = (await personById(world.viewers.administrator, id, '2023-03-10')).tags
    await endTag(world.viewers.administrator, {
      personId: id,
      personTagId: held?.id ?? 0,
      version: 0,
      lastDay: '2023-03-19',
    })
    expect(await standing()).toBe('withdrawn')
  })
})

describe('the tree of units', () => {
  test('counts each person once, those below included', async () => {
    const tree = await unitTree(world.viewers.dongpuOrganiser, '2022-06-01')

    expect(tree).toMatchObject([{ name: '东埔社区', depth: 0 }])
  })

  test('a new unit stands last among its sisters and can be moved up', async () => {
    const answer = await addUnit(world.viewers.administrator, {
      name: '南桥社区',
      kind: 'community',
      shortName: null,
      code: null,
      parentId: units.street,
      firstDay: null,
    })
    const id = answer.ok ? answer.unitId : 0

    await shiftUnit(world.viewers.administrator, { unitId: id, way: 'up' })

    const names = (await unitsFor(world.viewers.administrator)).map(each => each.name)
    expect(names).toEqual(['演示街道', '党政办公室', '司法所', '东埔社区', '南桥社区', '和平社区'])
  })

  test('a unit that moves takes those below with it', async () => {
    const [made] = await db.select().from(unit).where(eq(unit.name, '南桥社区'))
    const id = made?.id ?? 0

    await changeUnitNow(world.viewers.administrator, {
      unitId: id,
      name: '南桥社区',
      kind: 'community',
      shortName: null,
      code: null,
      parentId: units.heping,
      aliases: ['南桥'],
    })

    const [moved] = await db.select().from(unit).where(eq(unit.id, id))
    expect(moved?.path).toBe(`/1/5/${id}/`)
  })

  test('a unit stands never below itself', async () => {
    const answer = await changeUnitNow(world.viewers.administrator, {
      unitId: units.heping,
      name: '和平社区',
      kind: 'community',
      shortName: null,
      code: 'HP',
      parentId: (await db.select().from(unit).where(eq(unit.name, '南桥社区')))[0]?.id ?? 0,
      aliases: [],
    })

    expect(answer).toEqual({ ok: false, reason: 'belowItself', field: 'parentId' })
  })

  test('a unit with people stays, one that was never used goes', async () => {
    const [made] = await db.select().from(unit).where(eq(unit.name, '南桥社区'))

    const used = await removeUnit(world.viewers.administrator, {
      unitId: units.dongpu,
      version: await versionOf(unit, units.dongpu),
    })
    const unused = await removeUnit(world.viewers.administrator, {
      unitId: made?.id ?? 0,
      version: made?.version ?? 0,
    })

    expect(used).toEqual({ ok: false, reason: 'inUse' })
    expect(unused).toEqual({ ok: true })
  })
})

function move(personId: number, unitId: number, day: string) {
  return moveNow(world.viewers.administrator, { personId, unitId, day, how: 'move' })
}

function rowsOf(personId: number) {
  return db.select().from(membership).where(eq(membership.personId, personId)).orderBy(membership.fromDay)
}

async function placesOf(id: number) {
  const rows = await rowsOf(id)
  return rows.map(({ unitId, fromDay, toDay, isPrimary }) => ({ unitId, fromDay, toDay, isPrimary }))
}

function facts(personId: number, more: Record<string, unknown>) {
  return personInput.parse({ personId, version: 0, name: '林静', staffNo: 'S002', post: '科员', ...more })
}

describe('staff numbers and phones are one space of names, because both sign in', () => {
  const facts = { name: '新人', post: null, rankBand: null, position: null, unitId: units.dongpu }
  const added = (key: string, names: { staffNo: string | null; phone: string | null }) =>
    addPerson(world.viewers.administrator, {
      ...{ ...facts, ...names, idempotencyKey: key.repeat(16), fromDay: '2023-01-01', tags: [] },
    })

  test('a number that is the phone of somebody else is refused, and a phone that is a number', async () => {
    expect(await added('a', { staffNo: 'D1', phone: '13700000001' })).toMatchObject({ ok: true })

    expect(await added('b', { staffNo: '13700000001', phone: null })).toMatchObject({
      ...{ ok: false, reason: 'staffNoIsPhone', field: 'staffNo' },
    })
    expect(await added('c', { staffNo: '13700000002', phone: '13700000002' })).toMatchObject({ ok: true })
    expect(await added('d', { staffNo: null, phone: '13700000002' })).toMatchObject({
      ...{ ok: false, reason: 'phoneTaken', field: 'phone' },
    })
    expect(await added('e', { staffNo: '13700000003', phone: null })).toMatchObject({ ok: true })
    expect(await added('f', { staffNo: null, phone: '13700000003' })).toMatchObject({
      ...{ ok: false, reason: 'phoneIsStaffNo', field: 'phone' },
    })
  })
})
