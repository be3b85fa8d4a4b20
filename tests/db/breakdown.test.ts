import { afterAll, beforeAll, expect, test } from 'vitest'
import { breakDown, linkOutput, unlinkOutput } from '@/lib/breakdown/commands'
import { breakDownInput } from '@/lib/breakdown/input'
import { scoresOfPlan } from '@/lib/breakdown/queries'
import { Conflict, Forbidden } from '@/lib/errors'
import { addOutput } from '@/lib/output/commands'
import { outputInput } from '@/lib/output/input'
import { createPlan, issuePlan, setDone } from '@/lib/plan/commands'
import { itemInput } from '@/lib/plan/input'
import { planDocument, planOf, revisionsOf } from '@/lib/plan/queries'
import { saveItem } from '@/lib/planitem/commands'
import { channels } from '@/lib/setting/queries'
import { closeWorld, openWorld, units, type World } from '../world'

let world: World
let planId: number
let point: number

const version = async () => (await planOf(world.viewers.organiser, planId)).version
const parts = async () =>
  (await planDocument(world.viewers.organiser, planId, '2023-03-10')).items
    .filter(item => item.parentId === point)
    .map(item => [item.unitName, item.weight, item.timeWords])
const sharing = (weights: Record<number, [weight: string, time: string]>, more: object = {}) => ({
  itemId: point,
  version: 0,
  ...Object.fromEntries(
    Object.entries(weights).flatMap(([unit, [weight, time]]) => [
      [`weight-${unit}`, weight],
      [`time-${unit}`, time],
    ]),
  ),
  ...more,
})

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

test('each unit with a weight gets a part; sent twice it changes nothing, sent anew it changes the part', async () => {
  const { organiser } = world.viewers
  const first = sharing({
    [units.office]: ['20', '6月'],
    [units.dongpu]: ['10', '3月5日'],
    [units.heping]: ['', '12月'],
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

  const second = sharing({ [units.office]: ['25', '6月'] })
  await expect(breakDown(organiser, breakDownInput.parse(second))).rejects.toThrow(Conflict)
  await breakDown(organiser, breakDownInput.parse({ ...second, version: after }))
  expect((await parts())[0]).toEqual(['党政办公室', 25, '6月'])
})

test('a faulty weight and a time that cannot be read are told beside their fields', async () => {
  const faulty = breakDownInput.safeParse(
    sharing({ [units.office]: ['很多', '6月'], [units.dongpu]: ['10', ''] }),
  )
  expect(faulty.error?.issues.map(each => each.path)).toEqual([
    [`weight-${units.office}`],
    [`time-${units.dongpu}`],
  ])

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
  const more = sharing({ [units.heping]: ['10', '3月5日'] }, { version: await version() })

  expect(await breakDown(organiser, breakDownInput.parse(more))).toMatchObject({ reason: 'reasonNeeded' })
  await expect(breakDown(leader, breakDownInput.parse(more))).rejects.toThrow(Forbidden)
  await breakDown(organiser, breakDownInput.parse({ ...more, reason: '补充和平社区' }))

  expect((await revisionsOf(organiser, planId)).revisions.map(each => each.reason)).toEqual([
    '补充和平社区',
    null,
  ])
})

test('a unit scores by what discharges its part: materials, or a day with its evidence', async () => {
  const { organiser } = world.viewers
  const { items } = await planDocument(organiser, planId, '2023-03-10')
  const partOf = (unitId: number) =>
    items.find(item => item.parentId === point && item.unitId === unitId)?.id ?? 0
  const [way] = await channels()
  const made = await addOutput(
    organiser,
    outputInput.parse({ day: '2023-03-04', channelId: way?.id, quantity: 50, unitId: units.dongpu }),
  )
  if (!made.ok) throw new Error('addOutput')
  const scores = async () =>
    (await scoresOfPlan(organiser, planId, '2023-03-10')).scores.map(each => [
      each.unitName,
      each.points,
      each.full,
      each.later,
    ])
  expect(await scores()).toEqual([
    ['党政办公室', 0, 25, 25],
    ['东埔社区', 0, 10, 0],
    ['和平社区', 0, 10, 0],
  ])

  const link = { itemId: partOf(units.dongpu), outputId: made.id }
  expect(await linkOutput(organiser, link)).toMatchObject({ ok: true })
  await setDone(organiser, { itemId: partOf(units.office), doneOn: '2023-03-09', doneNote: '责任清单' })
  expect(await scores()).toEqual([
    ['党政办公室', 25, 25, 0],
    ['东埔社区', 10, 10, 0],
    ['和平社区', 0, 10, 0],
  ])

  expect(await linkOutput(organiser, { ...link, itemId: partOf(units.heping) })).toMatchObject({
    reason: 'joinedElsewhere',
  })
  await unlinkOutput(organiser, link)
  expect((await scores())[1]).toEqual(['东埔社区', 0, 10, 0])
})
