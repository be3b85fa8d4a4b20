import { afterAll, beforeAll, expect, test } from 'vitest'
import { historyOf } from '@/lib/access/audit.sql'
import { addMaterial } from '@/lib/activity/outreach/material.commands'
import { materialInput } from '@/lib/activity/outreach/material.input'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { channels } from '@/lib/organisation/settings/setting.queries'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { itemOf, planDocument, planOf, revisionsOf } from '@/lib/plan/plan.queries'
import { breakDown, linkMaterial, unlinkMaterial } from '@/lib/plan/work-points/work-point.commands'
import { breakDownInput } from '@/lib/plan/work-points/work-point.input'
import { scoresOfPlan } from '@/lib/plan/work-points/work-point.queries'
import { closeWorld, openWorld, removeItemNow, setDoneNow, units, type World } from '../../world'

let world: World
let planId: number
let point: number

const version = async () => (await planOf(world.viewers.organiser, planId)).version
const parts = async () =>
  (await planDocument(world.viewers.organiser, planId, '2023-03-10')).items
    .filter(item => item.parentId === point)
    .map(item => [item.unitName, item.weight, item.timeWords])
/** Each of the units selected, with its own weight and deadline. */
const sharing = (weights: Record<number, [weight: string, time: string]>, more: object = {}) => ({
  itemId: point,
  version: 0,
  ...Object.fromEntries(
    Object.entries(weights).flatMap(([unit, [weight, time]]) => [
      [`unit-${unit}`, 'on'],
      [`weight-${unit}`, weight],
      [`time-${unit}`, time],
    ]),
  ),
  ...more,
})

const lastAudit = async () => (await historyOf('planItem', point, { actions: ['plan.breakDown'] })).at(-1)

beforeAll(async () => {
  world = await openWorld()
  const { organiser } = world.viewers
  const made = await createPlan(organiser, {
    year: 2023,
    kind: 'workPoints',
    unitId: units.street,
    title: '',
  })
  if (!made.ok) throw new Error(made.reason)
  planId = made.planId
  const item = itemInput.parse({ planId, unitId: units.street, content: '法治任务纳入绩效', time: '12月' })
  const saved = await saveItem(organiser, item)
  if (!saved.ok) throw new Error(saved.reason)
  point = saved.itemId
})
afterAll(closeWorld)

test('each unit with a weight gets a part; sent twice it changes nothing, sent with new values it changes the part', async () => {
  const { organiser } = world.viewers
  const first = sharing({
    [units.office]: ['20', '6月'],
    [units.dongpu]: ['10', '3月5日'],
  })

  expect(
    await breakDown(organiser, breakDownInput.parse({ ...first, version: await version() })),
  ).toMatchObject({
    ok: true,
  })
  const after = await version()
  expect(await breakDown(organiser, breakDownInput.parse({ ...first, version: 0 }))).toMatchObject({
    ok: true,
  })
  expect(await version()).toBe(after)
  expect(await parts()).toEqual([
    ['党政办公室', 20, '6月'],
    ['东埔社区', 10, '3月5日'],
  ])

  const second = sharing({ [units.office]: ['25', '6月'], [units.dongpu]: ['10', '3月5日'] })
  await expect(breakDown(organiser, breakDownInput.parse(second))).rejects.toThrow(Conflict)
  await breakDown(organiser, breakDownInput.parse({ ...second, version: after }))
  expect(await parts()).toEqual([
    ['党政办公室', 25, '6月'],
    ['东埔社区', 10, '3月5日'],
  ])
  expect(await lastAudit()).toMatchObject({
    before: {
      parts: [
        { unitId: units.office, weight: 20, time: '6月' },
        { unitId: units.dongpu, weight: 10, time: '3月5日' },
      ],
    },
    after: { parts: [{ weight: 25 }, { weight: 10 }] },
  })
})

test('how often a point falls due was typed, and is so again once its last part is gone', async () => {
  const { organiser } = world.viewers
  const item = itemInput.parse({
    planId,
    unitId: units.street,
    content: '全年开展四次督查',
    time: '全年',
    times: '4',
  })
  const saved = await saveItem(organiser, item)
  if (!saved.ok) throw new Error(saved.reason)
  const own = async () => (await itemOf(organiser, saved.itemId, '2023-03-10')).item
  const share = async (fields: object) =>
    breakDown(
      organiser,
      breakDownInput.parse({
        itemId: saved.itemId,
        version: await version(),
        weight: '5',
        time: '6月',
        ...fields,
      }),
    )
  expect((await own()).times).toBe(4)

  await share({ [`unit-${units.street}`]: 'on' })
  await share({ [`unit-${units.street}`]: 'on', weight: '6' })
  const broken = await own()
  await share({})

  expect([broken.times, (await own()).times]).toEqual([0, 4])
  expect((await own()).version, 'a form drawn before is told').toBeGreaterThan(broken.version)
})

test('a point is an ordinary one again when nobody takes part any more; done parts stay', async () => {
  const { organiser } = world.viewers
  const item = itemInput.parse({ planId, unitId: units.street, content: '每半年报告一次', time: '每半年' })
  const saved = await saveItem(organiser, item)
  if (!saved.ok) throw new Error(saved.reason)
  const share = async (fields: object) =>
    breakDown(
      organiser,
      breakDownInput.parse({
        itemId: saved.itemId,
        version: await version(),
        weight: '5',
        time: '6月',
        ...fields,
      }),
    )
  const told = async () => {
    const { items } = await planDocument(organiser, planId, '2023-03-10')
    const own = items.find(each => each.id === saved.itemId)
    const under = items.filter(each => each.parentId === saved.itemId)
    return { times: own?.times, due: own?.occurrences.length, parts: under.map(each => each.unitName) }
  }
  const ordinary = { times: 2, due: 2, parts: [] }
  expect(await told()).toEqual(ordinary)

  await share({ 'kind-community': 'on', [`unit-${units.street}`]: 'on' })
  expect(await told()).toEqual({ times: 0, due: 0, parts: ['演示街道', '东埔社区', '和平社区'] })

  const { items } = await planDocument(organiser, planId, '2023-03-10')
  const part = items.find(each => each.parentId === saved.itemId && each.unitId === units.heping)
  await setDoneNow(organiser, { itemId: part?.id ?? 0, doneOn: '2023-03-09', doneNote: '报告' })
  expect(await share({ [`unit-${units.street}`]: 'on' })).toEqual({
    ok: false,
    reason: 'partHeld',
    field: `weight-${units.heping}`,
  })
  expect((await told()).parts).toEqual(['演示街道', '东埔社区', '和平社区'])

  await setDoneNow(organiser, { itemId: part?.id ?? 0, doneOn: '', doneNote: '' })
  const stale = await version()
  expect(await share({})).toMatchObject({ ok: true })
  expect(await told()).toEqual(ordinary)
  // The second click.
  expect(await share({ version: stale })).toMatchObject({ ok: true })
  expect(await share({})).toMatchObject({ reason: 'noUnits' })
})

test('a faulty weight and a time that cannot be read are reported beside their fields', async () => {
  const faulty = breakDownInput.safeParse(
    sharing({ [units.office]: ['很多', '6月'], [units.dongpu]: ['101', '6月'] }, { weight: '1.5' }),
  )
  expect(faulty.error?.issues.map(each => each.path[0]).sort()).toEqual([
    'weight',
    `weight-${units.office}`,
    `weight-${units.dongpu}`,
  ])
  const timeless = breakDownInput.parse(sharing({ [units.dongpu]: ['10', ''] }))
  expect(await breakDown(world.viewers.organiser, timeless)).toMatchObject({
    reason: 'timeMissing',
    field: 'time',
  })

  const unread = breakDownInput.parse(
    sharing({ [units.heping]: ['10', '不知何时'] }, { version: await version() }),
  )
  expect(await breakDown(world.viewers.organiser, unread)).toMatchObject({
    reason: 'timeUnreadable',
    field: `time-${units.heping}`,
  })
})

test('an issued plan asks for the reason and keeps a revision; who only leads breaks nothing down', async () => {
  const { organiser, leader } = world.viewers
  await issuePlan(leader, { planId, version: await version() })
  const more = sharing(
    {
      [units.office]: ['25', '6月'],
      [units.dongpu]: ['10', '3月5日'],
      [units.heping]: ['10', '3月5日'],
    },
    { version: await version() },
  )

  expect(await breakDown(organiser, breakDownInput.parse(more))).toMatchObject({ reason: 'reasonNeeded' })
  await expect(breakDown(leader, breakDownInput.parse(more))).rejects.toThrow(Forbidden)
  await breakDown(organiser, breakDownInput.parse({ ...more, reason: '补充和平社区' }))

  expect((await revisionsOf(organiser, planId)).revisions.map(each => each.reason)).toEqual([
    '补充和平社区',
    null,
  ])
})

test('a unit scores by what completes its part: material, or a day with a note of the proof', async () => {
  const { organiser } = world.viewers
  const { items } = await planDocument(organiser, planId, '2023-03-10')
  const partOf = (unitId: number) =>
    items.find(item => item.parentId === point && item.unitId === unitId)?.id ?? 0
  const [way] = await channels()
  const made = await addMaterial(
    organiser,
    materialInput.parse({ day: '2023-03-04', channelId: way?.id, quantity: 50, unitId: units.dongpu }),
  )
  if (!made.ok) throw new Error('addOutput')
  const scores = async () =>
    (await scoresOfPlan(organiser, planId, '2023-03-10')).scores.map(each => [
      each.unitName,
      each.tenths / 10,
      each.full,
      each.later,
    ])
  expect(await scores()).toEqual([
    ['党政办公室', 0, 25, 25],
    ['东埔社区', 0, 10, 0],
    ['和平社区', 0, 10, 0],
  ])

  const link = { itemId: partOf(units.dongpu), outputId: made.id }
  expect(await linkMaterial(organiser, link)).toMatchObject({ ok: true })
  await setDoneNow(organiser, { itemId: partOf(units.office), doneOn: '2023-03-09', doneNote: '责任清单' })
  expect(await scores()).toEqual([
    ['党政办公室', 25, 25, 0],
    ['东埔社区', 10, 10, 0],
    ['和平社区', 0, 10, 0],
  ])

  expect(await linkMaterial(organiser, { ...link, itemId: partOf(units.heping) })).toMatchObject({
    reason: 'joinedElsewhere',
  })
  // A part with linked activities cannot be removed from the plan.
  const { item } = await itemOf(organiser, link.itemId, '2023-03-10')
  expect(await removeItemNow(organiser, { itemId: item.id, reason: '不再承担' })).toMatchObject({
    reason: 'joined',
  })
  await unlinkMaterial(organiser, link)
  expect((await scores())[1]).toEqual(['东埔社区', 0, 10, 0])
})

test('what a unit did for its own part its own organiser counts, and nobody else below', async () => {
  const { organiser, dongpuOrganiser, hepingOrganiser } = world.viewers
  const { items } = await planDocument(organiser, planId, '2023-03-10')
  const part = items.find(item => item.parentId === point && item.unitId === units.dongpu)
  const [way] = await channels()
  const facts = { day: '2023-03-05', channelId: way?.id, quantity: 20, unitId: units.dongpu }
  const made = await addMaterial(dongpuOrganiser, materialInput.parse(facts))
  if (!made.ok) throw new Error('addOutput')
  const link = { itemId: part?.id ?? 0, outputId: made.id }

  await expect(linkMaterial(hepingOrganiser, link)).rejects.toThrow(NotFound)
  expect(await linkMaterial(dongpuOrganiser, link)).toMatchObject({ ok: true })
  await expect(
    setDoneNow(hepingOrganiser, { itemId: link.itemId, doneOn: '2023-03-09', doneNote: '别人的' }),
  ).rejects.toThrow(Forbidden)
})

test('a duty of each quarter is scored by quarters: one tick is one of four', async () => {
  const { organiser } = world.viewers
  const saved = await saveItem(
    organiser,
    itemInput.parse({
      planId,
      unitId: units.justice,
      content: '每季度开展法治宣传不少于1次',
      time: '12月31日',
      weight: '40',
      reason: '补充',
    }),
  )
  if (!saved.ok) throw new Error(saved.reason)
  const own = async () => (await itemOf(organiser, saved.itemId, '2023-03-10')).item
  const at = async (asOf: string) => {
    const { scores } = await scoresOfPlan(organiser, planId, asOf)
    const score = scores.find(each => each.unitId === units.justice)
    return [score?.tenths, score?.full]
  }
  const [first, second] = (await own()).occurrences
  const tick = (occurrenceId: number | undefined, doneOn: string, doneNote = '小结') =>
    setDoneNow(organiser, { itemId: saved.itemId, occurrenceId: occurrenceId ?? 0, doneOn, doneNote })

  expect((await own()).occurrences.map(each => each.toDay)).toEqual([
    '2023-03-31',
    '2023-06-30',
    '2023-09-30',
    '2023-12-31',
  ])
  expect(await tick(second?.id, '2023-03-01')).toMatchObject({ reason: 'beforeItsTime', field: 'doneOn' })
  // As it was before there were times: for the item as a whole, which is one time and no more.
  await setDoneNow(organiser, { itemId: saved.itemId, doneOn: '2023-02-01', doneNote: '旧记录' })
  expect(await at('2023-12-31')).toEqual([100, 40])
  expect((await own()).occurrences.map(each => each.state)).toEqual(['held', 'undated', 'undated', 'undated'])

  await tick(first?.id, '2023-03-02', '新记录')
  const noted = await own()
  expect([noted.doneOn, ...noted.occurrences.map(each => each.doneNote)]).toEqual([
    null,
    '新记录',
    null,
    null,
    null,
  ])
  expect(await at('2023-12-31')).toEqual([100, 40])
  await tick(first?.id, '')
  expect(await at('2023-12-31')).toEqual([0, 40])
})
