import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { membership, unit, unitPlace } from '@/db/schema/roster'
import { addPerson, movePerson } from '@/lib/organisation/people/person.commands'
import { newPersonInput } from '@/lib/organisation/people/person.input'
import { addUnit } from '@/lib/organisation/units/unit.commands'
import { formerPlaces, restingOn, stillNaming } from '@/lib/organisation/units/unit.queries'
import { closeUnit, mergeUnit, reopenUnit } from '@/lib/organisation/units/unit-life.commands'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { unitNamedThen, unitsBelowThen } from '@/lib/statistics/report/unit-then.sql'
import { changeUnitNow } from '../../unit-now'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  membershipsVersion,
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
afterAll(closeWorld)
beforeEach(() => atTime('2023-06-15T09:00:00+08:00'))

const administrator = () => world.viewers.administrator
const theUnit = async (id: number) => (await db.select().from(unit).where(eq(unit.id, id)))[0]
const merge = async (unitId: number, intoId: number, from: string) =>
  mergeUnit(administrator(), { unitId, intoId, from, version: await versionOf(unit, unitId) })
const close = async (unitId: number, lastDay: string) =>
  closeUnit(administrator(), { unitId, lastDay, version: await versionOf(unit, unitId) })
const made = async (name: string, firstDay: string | null = null, parentId: number = units.street) => {
  const answer = await addUnit(administrator(), {
    name,
    kind: 'community',
    shortName: null,
    code: null,
    parentId,
    firstDay,
  })
  if (!answer.ok) throw new Error(answer.reason)
  return answer.unitId
}
const listOf = async (activityId: number) =>
  (
    await db
      .select({ personId: attendance.personId, unitId: attendance.unitId })
      .from(attendance)
      .where(eq(attendance.activityId, activityId))
      .orderBy(attendance.personId)
  ).map(each => [each.personId, each.unitId])
const stintsOf = (personId: number) =>
  db
    .select({ unitId: membership.unitId, fromDay: membership.fromDay, toDay: membership.toDay })
    .from(membership)
    .where(eq(membership.personId, personId))
    .orderBy(membership.fromDay)

describe('撤并', () => {
  test('moves people, units below and what is ahead from its day on, and nothing before', async () => {
    const [from, into] = [await made('柳荫社区'), await made('槐安社区')]
    const group = await made('柳荫一组', null, from)
    const [anna, berta, both] = [
      await joins('柳一', from),
      await joins('柳二', group),
      await joins('柳槐', from),
    ]
    await movePerson(administrator(), {
      personId: both,
      unitId: into,
      day: '2023-05-01',
      how: 'join',
      version: await membershipsVersion(both),
    })
    const before = await hasActivity(administrator(), {
      title: '合并前',
      hostUnitId: from,
      day: '2023-05-20',
      audienceWords: '柳荫社区',
    })
    const after = await hasActivity(administrator(), {
      title: '合并后',
      hostUnitId: from,
      day: '2023-07-20',
      audienceWords: '槐安社区',
    })
    const forThem = await hasActivity(administrator(), {
      title: '柳荫的学习',
      hostUnitId: units.street,
      day: '2023-07-21',
      audienceWords: '柳荫社区',
    })
    const plan = await createPlan(administrator(), {
      year: 2023,
      kind: 'officials',
      unitId: units.street,
      title: '',
    })
    if (!plan.ok) throw new Error(plan.reason)
    const item = {
      planId: plan.planId,
      unitId: from,
      time: '12月',
      content: '社区学法',
      audience: '柳荫社区',
    }
    const saved = await saveItem(administrator(), itemInput.parse(item))
    if (!saved.ok) throw new Error(saved.reason)
    await saveItem(administrator(), itemInput.parse({ ...item, time: '3月', content: '已过去的' }))
    expect(await restingOn(administrator(), from)).toMatchObject({ people: 2, units: 1, activities: 1 })
    expect(await stillNaming(administrator())).toEqual([])

    expect(await merge(from, into, '2023-06-01')).toEqual({ ok: true })

    expect(await theUnit(from)).toMatchObject({ lastDay: '2023-05-31', mergedIntoId: into })
    expect((await theUnit(group))?.path).toBe(`/1/${into}/${group}/`)
    expect(await stintsOf(anna)).toEqual([
      { unitId: from, fromDay: expect.any(String), toDay: '2023-05-31' },
      { unitId: into, fromDay: '2023-06-01', toDay: null },
    ])
    expect(await stintsOf(both)).toEqual([
      { unitId: from, fromDay: expect.any(String), toDay: '2023-05-31' },
      { unitId: into, fromDay: '2023-05-01', toDay: '2023-05-31' },
      { unitId: into, fromDay: '2023-06-01', toDay: null },
    ])
    expect(await listOf(before)).toEqual([
      [anna, from],
      [berta, group],
      [both, from],
    ])
    expect(await listOf(after)).toEqual([
      [anna, into],
      [berta, group],
      [both, into],
    ])
    const named = { unitId: from, unitName: '柳荫社区', intoName: '槐安社区' }
    const ofPlan = {
      kind: 'item',
      id: saved.itemId,
      planId: plan.planId,
      title: '社区学法',
      day: '2023-12-31',
    }
    expect(await stillNaming(administrator())).toEqual([
      {
        kind: 'activity',
        id: forThem,
        planId: null,
        title: '柳荫的学习',
        day: '2023-07-21',
        how: 'audience',
        ...named,
      },
      { ...ofPlan, how: 'unit', ...named },
      { ...ofPlan, how: 'audience', ...named },
    ])
    const spring = { from: '2023-01-01', to: '2023-05-31' }
    const summer = { from: '2023-06-01', to: '2023-08-31' }
    const groupIn = (unitId: number, span: typeof spring) =>
      unitNamedThen(administrator(), '柳荫一组', { unitId, ...span }, db)
    expect([await groupIn(from, spring), await groupIn(into, spring)]).toEqual([group, null])
    expect([await groupIn(from, summer), await groupIn(into, summer)]).toEqual([null, group])
    expect(await unitsBelowThen({ unitId: from, ...spring }, db)).toEqual([{ id: group, name: '柳荫一组' }])
    expect(await unitsBelowThen({ unitId: from, ...summer }, db)).toEqual([])
    expect(await formerPlaces(administrator(), group)).toEqual([{ parent: '柳荫社区', toDay: '2023-05-31' }])
    expect(await merge(from, into, '2023-06-02')).toMatchObject({ ok: false, reason: 'endedAlready' })
    await expect(
      addPerson(
        administrator(),
        newPersonInput.parse({
          idempotencyKey: 'k'.repeat(32),
          name: '晚来',
          unitId: from,
          fromDay: '2023-06-02',
        }),
      ),
    ).resolves.toMatchObject({ ok: false, reason: 'unitNotThere', field: 'fromDay' })
  })

  test.each([
    ['into what is below it', (id: number, below: number) => merge(id, below, '2023-06-01'), 'belowItself'],
    ['from a day to come', (id: number) => merge(id, units.heping, '2023-06-16'), 'notYet'],
    ['of the top unit', () => merge(units.street, units.heping, '2023-06-01'), 'topUnitStays'],
  ])('is refused %s', async (name, act, reason) => {
    const id = await made(`拒绝${name}`)
    const below = await made(`拒绝${name}一组`, null, id)

    expect(await act(id, below)).toMatchObject({ ok: false, reason })
    expect(await theUnit(id)).toMatchObject({ lastDay: null, mergedIntoId: null })
  })
})

test('撤并 is refused where a unit below came later, or would come below itself', async () => {
  const [from, into] = [await made('早到社区'), await made('接收社区')]
  const below = await made('晚来一组', null, into)
  const facts = { unitId: below, name: '晚来一组', kind: 'community' as const, shortName: null, code: null }
  const moved = { ...facts, aliases: [], parentId: from, movedOn: '2023-06-01', movedAlways: false }
  expect(await changeUnitNow(administrator(), moved)).toEqual({ ok: true })

  for (const day of ['2023-03-01', '2023-06-01'])
    expect(await merge(from, into, day)).toMatchObject({ ok: false, reason: 'movedLater', field: 'from' })
  expect(await merge(from, into, '2023-06-10')).toEqual({ ok: true })
  expect(await formerPlaces(administrator(), below)).toEqual([
    { parent: '接收社区', toDay: '2023-05-31' },
    { parent: '早到社区', toDay: '2023-06-09' },
  ])
})

test('撤销 asks that nobody is left; a closed unit may go on after all', async () => {
  const id = await made('空社区', '2023-02-01')
  expect(await close(units.dongpu, '2023-06-01')).toMatchObject({ ok: false, reason: 'hasPeople' })
  expect(await close(id, '2023-01-31')).toMatchObject({ ok: false, reason: 'beforeStart' })
  expect(await close(id, '2023-06-01')).toEqual({ ok: true })
  expect(
    await movePerson(administrator(), {
      personId: people.wujianguo,
      unitId: id,
      day: '2023-06-10',
      how: 'join',
      version: await membershipsVersion(people.wujianguo),
    }),
  ).toMatchObject({ ok: false, reason: 'unitNotThere' })
  expect(await reopenUnit(administrator(), { unitId: id, version: await versionOf(unit, id) })).toEqual({
    ok: true,
  })
  expect((await theUnit(id))?.lastDay).toBeNull()
})

test('a unit that moves is counted where it stood on the day of the row, and named among its people then', async () => {
  const [west, east] = [await made('西片'), await made('东片')]
  const moving = await made('流动社区', null, west)
  const person = await joins('流动人', moving)
  const facts = {
    unitId: moving,
    name: '流动社区',
    kind: 'community' as const,
    shortName: null,
    code: null,
    aliases: [],
  }
  const moved = await changeUnitNow(administrator(), {
    ...facts,
    parentId: east,
    movedOn: '2023-04-01',
    movedAlways: false,
  })
  expect(moved).toEqual({ ok: true })

  const said = async (day: string, words: string) =>
    listOf(await hasActivity(administrator(), { title: `${words}${day}`, day, audienceWords: words }))
  expect(await said('2023-03-15', '西片')).toEqual([[person, moving]])
  expect(await said('2023-05-15', '西片')).toEqual([])
  expect(await said('2023-05-15', '东片')).toEqual([[person, moving]])
  expect(await db.select().from(unitPlace).where(eq(unitPlace.unitId, moving))).toEqual([
    { unitId: moving, parentId: west, toDay: '2023-03-31' },
  ])

  const again = (movedOn: string | null) =>
    changeUnitNow(administrator(), { ...facts, parentId: west, movedOn, movedAlways: false })
  expect(await again(null)).toMatchObject({ reason: 'dayMissing', field: 'movedOn' })
  expect(await again('2023-03-15')).toMatchObject({ reason: 'movedLater' })
  expect(await again('2023-07-01')).toMatchObject({ reason: 'notYet' })
})
