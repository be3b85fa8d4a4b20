import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activityTopic } from '@/db/schema/activity'
import { campaignDay } from '@/db/schema/campaign'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { addMaterial } from '@/lib/activity/outreach/material.commands'
import { materialInput } from '@/lib/activity/outreach/material.input'
import { closeRoll, holdActivity } from '@/lib/activity/status.commands'
import { todosOf } from '@/lib/calendar/home/todo.queries'
import { channels } from '@/lib/organisation/settings/setting.queries'
import { askIssue } from '@/lib/plan/issue-request.commands'
import { saveItem } from '@/lib/plan/items/item.commands'
import { setMustLearn } from '@/lib/plan/items/topic.commands'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput, planInput } from '@/lib/plan/plan.input'
import { planOf } from '@/lib/plan/plan.queries'
import { linkMaterial } from '@/lib/plan/work-points/work-point.commands'
import { closeWorld, hasActivity, openWorld, setDoneNow, units, type World } from '../../world'

let world: World
const today = '2023-03-10'
const kinds = async (viewer = world.viewers.organiser) =>
  (await todosOf(viewer, today)).map(each => each.kind)

beforeAll(async () => {
  world = await openWorld()
  // The built-in publicity days would be in every list, so they are deleted; one of our own is tested below.
  await write(tx => tx.delete(campaignDay))
})
afterAll(closeWorld)

test('with nothing planned only the missing 八进 are listed, and for the street alone', async () => {
  expect(await kinds()).toEqual(['targets'])
  expect(await kinds(world.viewers.dongpuOrganiser)).toEqual([])
  expect(await kinds(world.viewers.cadre)).toEqual([])
})

test('months without 中心组 study and occurrences due within two weeks are listed once the plan is issued', async () => {
  const { organiser, leader } = world.viewers
  const made = await createPlan(organiser, { year: 2023, kind: 'officials', unitId: units.street, title: '' })
  if (!made.ok) throw new Error(made.reason)
  const add = async (facts: Record<string, string>) => {
    const item = itemInput.parse({
      planId: made.planId,
      form: '集中学法',
      audience: '机关',
      unitId: units.office,
      ...facts,
    })
    const saved = await saveItem(organiser, item)
    if (!saved.ok) throw new Error(saved.reason)
  }
  await add({ time: '每月', content: '中心组学习', form: '中心组学习' })
  await add({ time: '1月', content: '一月的会' })
  await add({ time: '3月24日', content: '两周之内' })
  await add({ time: '3月25日', content: '两周以后' })
  expect(await kinds()).toEqual(['targets'])

  const { version } = await planOf(leader, made.planId)
  await issuePlan(leader, { planId: made.planId, version })

  const slips = await todosOf(leader, today)
  expect(slips.map(each => [each.kind, 'toDay' in each && each.toDay])).toEqual([
    ['centreGroup', '2023-01-31'],
    ['undated', '2023-03-24'],
    ['overdue', '2023-01-31'],
    ['targets', false],
  ])
  expect(slips[0]).toMatchObject({
    occurrenceId: null,
    spans: [
      { fromDay: '2023-01-01', toDay: '2023-01-31' },
      { fromDay: '2023-02-01', toDay: '2023-02-28' },
    ],
  })
  expect(slips[2]).toMatchObject({ content: '一月的会', occurrenceId: expect.any(Number) })
  expect(slips[1]).toMatchObject({ content: '两周之内', daysLeft: 14, unitName: '党政办公室' })
})

test('a must-learn topic is listed until an activity of this year or the coming quarter has it', async () => {
  const { organiser } = world.viewers
  await setMustLearn(organiser, { year: 2023, topics: '宪法、民法典', seen: '' })
  const missing = async () => (await todosOf(organiser, today)).find(each => each.kind === 'mustLearn')
  expect(await missing()).toMatchObject({ topics: ['宪法', '民法典'], until: '2023-06-09' })

  const soon = await hasActivity(organiser, { title: '宪法学习', day: '2023-06-09' })
  const late = await hasActivity(organiser, { title: '民法典学习', day: '2023-06-10' })
  const topics = await db.select().from(topic)
  const idOf = (name: string) => topics.find(each => each.name === name)?.id ?? 0
  await write(async tx => {
    await tx.insert(activityTopic).values([
      { activityId: soon, topicId: idOf('宪法') },
      { activityId: late, topicId: idOf('民法典') },
    ])
  })

  expect(await missing()).toMatchObject({ topics: ['民法典'] })
})

test('overdue work points are listed once per plan, until marked as done', async () => {
  const { organiser, leader } = world.viewers
  const made = await createPlan(organiser, {
    year: 2023,
    kind: 'workPoints',
    unitId: units.street,
    title: '',
  })
  if (!made.ok) throw new Error(made.reason)
  const itemIds: number[] = []
  for (const content of ['建立台账', '聘请顾问']) {
    const saved = await saveItem(
      organiser,
      itemInput.parse({ planId: made.planId, time: '2月', content, unitId: units.office, weight: '50' }),
    )
    if (!saved.ok) throw new Error(saved.reason)
    itemIds.push(saved.itemId)
  }
  const { version } = await planOf(leader, made.planId)
  await issuePlan(leader, { planId: made.planId, version })
  const points = async () => (await todosOf(organiser, today)).filter(each => each.kind === 'points')
  expect(await points()).toMatchObject([{ planId: made.planId, count: 2, toDay: '2023-02-28' }])

  await setDoneNow(organiser, { itemId: itemIds[0] ?? 0, doneOn: '2023-03-01', doneNote: '已建立' })
  expect(await points()).toMatchObject([{ count: 1 }])
})

test('a work point that falls due twice is overdue until it was sent out twice, and not ahead of its day', async () => {
  const { organiser, leader } = world.viewers
  const made = await createPlan(
    organiser,
    planInput.parse({ year: 2023, kind: 'workPoints', unitId: units.justice }),
  )
  if (!made.ok) throw new Error(made.reason)
  const given = { planId: made.planId, unitId: units.justice, time: '2月', times: '2', content: '发放资料' }
  const saved = await saveItem(organiser, itemInput.parse({ ...given, weight: '50' }))
  if (!saved.ok) throw new Error(saved.reason)
  const { version } = await planOf(leader, made.planId)
  await issuePlan(leader, { planId: made.planId, version })
  const [way] = await channels()
  const send = async (day: string, topic: string) => {
    const facts = { day, channelId: way?.id, quantity: 30, unitId: units.justice, topic }
    const put = await addMaterial(organiser, materialInput.parse(facts))
    await linkMaterial(organiser, { itemId: saved.itemId, outputId: put.id })
  }
  const told = async () =>
    (await todosOf(organiser, today)).some(each => each.kind === 'points' && each.planId === made.planId)

  await send('2023-02-20', '第一次')
  expect(await told(), 'once of two').toBe(true)
  await send('2023-02-25', '第二次')
  expect(await told(), 'twice').toBe(false)
})

test('a public event not marked as held is listed from the third day on', async () => {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, {
    title: '广场宣传',
    day: '2023-03-07',
    isPublic: true,
    compulsory: false,
  })
  const unsaid = async () => (await todosOf(organiser, today)).filter(each => each.kind === 'unsaid')
  expect(await unsaid()).toMatchObject([{ activityId: id, daysOpen: 3 }])

  await holdActivity(organiser, { id, version: 0 })
  expect(await unsaid()).toEqual([])
})

test('a roll is listed from the third day on, until it is closed', async () => {
  const { organiser } = world.viewers
  const fresh = await hasActivity(organiser, { title: '前天的会', day: '2023-03-08' })
  const old = await hasActivity(organiser, { title: '三天前的会', day: '2023-03-07' })
  const rolls = async () => (await todosOf(organiser, today)).filter(each => each.kind === 'roll')
  expect(await rolls()).toMatchObject([{ activityId: old, daysOpen: 3 }])
  expect(fresh).not.toBe(old)

  await holdActivity(organiser, { id: old, version: 0 })
  expect(await rolls()).toHaveLength(1)
  await closeRoll(organiser, { id: old, version: 1 })
  expect(await rolls()).toEqual([])
})

test('a confirmed publicity day of the next 30 days without an activity is listed, for the street alone', async () => {
  await write(tx =>
    tx.insert(campaignDay).values([
      { rule: '04-09', name: '法律援助日', confirmedAt: 1 },
      { rule: '04-10', name: '太远的一天', confirmedAt: 1 },
      { rule: '03-20', name: '待核实的一天' },
    ]),
  )
  const told = async (viewer = world.viewers.organiser) =>
    (await todosOf(viewer, today)).filter(each => each.kind === 'campaigns')

  expect((await told()).map(each => [each.days.map(day => day.name), each.daysLeft])).toEqual([
    [['法律援助日'], 30],
  ])
  expect(await told(world.viewers.dongpuOrganiser)).toEqual([])
  await hasActivity(world.viewers.organiser, { title: '法律援助日宣传咨询', day: '2023-04-01' })
  expect(await told()).toEqual([])
})

test('a draft whose issue was asked for is listed for those who may issue it, until it is issued', async () => {
  const { organiser, leader } = world.viewers
  const made = await createPlan(organiser, { year: 2030, kind: 'officials', unitId: units.street, title: '' })
  if (!made.ok) throw new Error(made.reason)
  const { planId } = made
  const empty = await askIssue(organiser, { planId })
  const item = itemInput.parse({ planId, time: '3月', content: '学习宪法', unitId: units.office })
  await saveItem(organiser, item)
  const told = async (viewer = leader) =>
    (await todosOf(viewer, today)).flatMap(each => (each.kind === 'toIssue' ? [each.planId] : []))

  expect(empty).toEqual({ ok: false, reason: 'noItems' })
  await askIssue(organiser, { planId })
  await askIssue(organiser, { planId })
  expect([await told(), await told(organiser)]).toEqual([[planId], []])
  const plan = await planOf(organiser, planId)
  expect(plan.request?.by).toBe(organiser.name)
  await issuePlan(leader, { planId, version: plan.version })
  expect([await told(), (await planOf(organiser, planId)).request]).toEqual([[], null])
})
