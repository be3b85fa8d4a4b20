import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { audience } from '@/db/schema/audience'
import { changeActivity, createActivity } from '@/lib/activity/activity.commands'
import { activityInput, changeInput, postponeInput } from '@/lib/activity/activity.input'
import { scheduleConflictsOf, scheduleConflictsOfMove } from '@/lib/activity/conflicts/conflict.queries'
import { moveActivity, postponeActivity } from '@/lib/activity/status.commands'
import { dateExam, dateOccurrence, dateOccurrences } from '@/lib/calendar/scheduling/scheduling.commands'
import { dateAllInput, dateExamInput, dateInput } from '@/lib/calendar/scheduling/scheduling.input'
import { undatedTimes } from '@/lib/calendar/scheduling/scheduling.queries'
import { Forbidden } from '@/lib/core/errors'
import { instantOf } from '@/lib/core/time'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { itemOf } from '@/lib/plan/plan.queries'
import { closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World
let year = 2023

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

/** An item of the office in a draft plan, each call in another year, with its twelve occurrences. */
async function hasItem(facts: Record<string, string> = {}) {
  const { organiser } = world.viewers
  year += 1
  const made = await createPlan(organiser, { year, kind: 'officials', unitId: units.street, title: '' })
  if (!made.ok) throw new Error(made.reason)
  const saved = await saveItem(
    organiser,
    itemInput.parse({
      planId: made.planId,
      time: '每月第二个星期三',
      content: '中心组学习',
      form: '中心组学习',
      audience: '中心组成员',
      unitId: units.office,
      ...facts,
    }),
  )
  if (!saved.ok) throw new Error(saved.reason)
  return saved.itemId
}

const timesOf = async (itemId: number) =>
  (await itemOf(world.viewers.organiser, itemId, '2023-03-10')).item.occurrences

test('twelve occurrences are scheduled at once, and a repeated request makes no more', async () => {
  const itemId = await hasItem()
  const times = await timesOf(itemId)
  const days = Object.fromEntries(times.map(each => [`day-${each.id}`, `${each.fromDay.slice(0, 8)}20`]))
  const input = dateAllInput.parse({
    itemId,
    idempotencyKey: 'once',
    title: '中心组学习',
    despite: 'on',
    ...days,
  })

  const answers = [
    await dateOccurrences(world.viewers.organiser, input),
    await dateOccurrences(world.viewers.organiser, input),
  ]

  expect(answers[0]).toMatchObject({ ok: true, count: 12 })
  expect(answers[1]).toEqual(answers[0])
  const after = await timesOf(itemId)
  expect(after.map(each => each.state)).toEqual(Array.from({ length: 12 }, () => 'scheduled'))
  expect(after.map(each => each.activity?.day.slice(5))).toEqual(
    Array.from({ length: 12 }, (_, n) => `${String(n + 1).padStart(2, '0')}-20`),
  )
})

test('a time whose field is left empty stays without a day', async () => {
  const itemId = await hasItem()
  const [first, second] = await timesOf(itemId)
  const input = dateAllInput.parse({
    itemId,
    idempotencyKey: '',
    title: '中心组学习',
    despite: 'on',
    [`day-${first?.id}`]: `${year}-01-10`,
    [`day-${second?.id}`]: '',
  })

  expect(await dateOccurrences(world.viewers.organiser, input)).toMatchObject({ ok: true, count: 1 })
  expect((await timesOf(itemId)).map(each => each.state).slice(0, 2)).toEqual(['scheduled', 'undated'])
})

test('a day that is none is answered beside its own field', () => {
  const parsed = dateAllInput.safeParse({
    itemId: 1,
    idempotencyKey: '',
    title: '学习',
    'day-7': '2023-13-45',
  })

  expect(parsed.error?.issues.map(each => [each.path, each.message])).toEqual([
    [['day-7'], 'common.form.notADay'],
  ])
})

test('one day with a conflict keeps all of them from being written, until it is confirmed', async () => {
  const itemId = await hasItem()
  const [first, second] = await timesOf(itemId)
  const days = { [`day-${first?.id}`]: `${year}-01-01`, [`day-${second?.id}`]: `${year}-02-06` }
  const send = (more = {}) =>
    dateOccurrences(
      world.viewers.organiser,
      dateAllInput.parse({ itemId, idempotencyKey: JSON.stringify(more), title: '学习', ...days, ...more }),
    )

  expect(await send()).toMatchObject({
    ok: false,
    reason: 'conflicts',
    conflicting: [{ day: `${year}-01-01`, conflicts: [{ kind: 'dayOff' }] }],
  })
  expect((await timesOf(itemId)).every(each => each.state === 'undated')).toBe(true)
  expect(await send({ despite: 'on' })).toMatchObject({ ok: true, count: 2 })
})

test('a day outside the planned month is reported, whether scheduled, moved or postponed, and can be confirmed', async () => {
  const { organiser } = world.viewers
  const itemId = await hasItem()
  const [first] = await timesOf(itemId)
  const outside = { kind: 'outside', fromDay: `${year}-01-01`, toDay: `${year}-01-31` }
  const typed = { occurrenceId: first?.id, title: '学习', day: `${year}-02-06` }

  const told = await dateOccurrence(organiser, dateInput.parse(typed))
  const made = await dateOccurrence(organiser, dateInput.parse({ ...typed, despite: 'on' }))
  if (!made.ok) throw new Error(made.reason)
  const { activityId } = made
  const move = { activityId, day: `${year}-02-07`, reason: '场地', version: 0, asksConflicts: true }

  expect(told.ok || !('conflicting' in told) ? null : told.conflicting[0]?.conflicts[0]).toEqual(outside)
  expect((await scheduleConflictsOfMove(organiser, activityId, `${year}-02-07`))[0]).toEqual(outside)
  expect(await moveActivity(organiser, move, 'key')).toMatchObject({
    conflicting: [{ conflicts: expect.arrayContaining([outside]) }],
  })
  expect(await moveActivity(organiser, { ...move, despite: true }, 'key')).toMatchObject({ ok: true })
  const postponed = {
    id: activityId,
    version: 1,
    newDay: `${year}-02-08`,
    reason: '场地',
    asksConflicts: 'on',
  }
  expect(await postponeActivity(organiser, postponeInput.parse(postponed))).toMatchObject({
    conflicting: [{ conflicts: expect.arrayContaining([outside]) }],
  })
})

test('two occurrences of one form on the same day are reported once', async () => {
  const itemId = await hasItem({ time: '全年', times: '4' })
  const [first, second, third] = await timesOf(itemId)
  const [same, other] = [`${year}-03-05`, `${year}-03-06`]
  const days = {
    [`day-${first?.id}`]: same,
    [`day-${second?.id}`]: same,
    [`day-${third?.id}`]: other,
  }

  const input = dateAllInput.parse({ itemId, idempotencyKey: '', title: '学习', ...days })
  const answer = await dateOccurrences(world.viewers.organiser, input)

  const told = answer.ok || !('conflicting' in answer) ? [] : answer.conflicting
  expect(told.flatMap(({ day, conflicts }) => conflicts.map(each => [day, each]))).toContainEqual([
    same,
    { kind: 'twice', count: 2 },
  ])
  expect(JSON.stringify(told).match(/twice/g)).toHaveLength(1)
})

test('an exam whose window leaves the planned span is reported', async () => {
  const itemId = await hasItem({ time: '5月', content: '学法考试', form: '年度考试', audience: '应考人员' })
  const [only] = await timesOf(itemId)
  const typed = {
    occurrenceId: only?.id,
    title: `${year}年学法考试`,
    opensOn: `${year}-05-20`,
    closesOn: `${year}-06-02`,
    fullMark: '100',
    passMark: '60',
  }

  const told = await dateExam(world.viewers.organiser, dateExamInput.parse(typed))
  const made = await dateExam(world.viewers.organiser, dateExamInput.parse({ ...typed, despite: 'on' }))

  expect(told).toMatchObject({ reason: 'conflicts', conflicting: [{ conflicts: [{ kind: 'outside' }] }] })
  expect(made).toMatchObject({ ok: true })
})

test('the calendar offers the undated occurrences of its days to those who may schedule them', async () => {
  const { organiser, leader, hepingOrganiser } = world.viewers
  const itemId = await hasItem()
  const [first] = await timesOf(itemId)
  const days = { from: `${year}-01-01`, to: `${year}-02-28` }
  const idsFor = async (viewer = organiser, unitId: number | null = null) =>
    (await undatedTimes(viewer, days, unitId, '2023-03-10')).map(each => each.id)
  expect(await idsFor()).toEqual([])

  const { plan } = await itemOf(organiser, itemId, '2023-03-10')
  await issuePlan(leader, { planId: plan.id, version: plan.version })

  const [january, february] = (await timesOf(itemId)).map(each => each.id)
  expect(await idsFor()).toEqual([january, february])
  expect(await idsFor(organiser, units.office)).toEqual([january, february])
  expect(await idsFor(organiser, units.dongpu)).toEqual([])
  expect(await idsFor(hepingOrganiser)).toEqual([])
  const dated = { occurrenceId: first?.id, title: '学习', day: `${year}-01-10`, despite: 'on' }
  await dateOccurrence(organiser, dateInput.parse(dated))
  expect(await idsFor()).toEqual([february])
})

test('only an organiser of the item’s unit can schedule it', async () => {
  const itemId = await hasItem()
  const [first] = await timesOf(itemId)
  const all = dateAllInput.parse({
    itemId,
    idempotencyKey: '',
    title: '学习',
    [`day-${first?.id}`]: `${year}-01-10`,
  })
  const one = dateInput.parse({ occurrenceId: first?.id, title: '学习', day: `${year}-01-10` })

  await expect(dateOccurrences(world.viewers.leader, all)).rejects.toThrow(Forbidden)
  await expect(dateOccurrence(world.viewers.leader, one)).rejects.toThrow(Forbidden)
})

test('the same lecturer, the same place and people due elsewhere are reported with names', async () => {
  const { organiser } = world.viewers
  await hasActivity(organiser, {
    title: '宪法讲座',
    day: '2023-06-14',
    starts: '15:00',
    ends: '16:30',
    place: '三楼会议室',
    lecturer: '王 教授',
    audienceWords: '党政办公室',
  })
  const planned = {
    day: '2023-06-14',
    lastDay: '2023-06-14',
    startsAt: instantOf('2023-06-14', '16:00'),
    endsAt: null,
    place: '三楼会议室',
    lecturer: '王教授',
    hostUnitId: units.office,
    audienceId: null,
    isPublic: false,
  }
  const other = { title: '宪法讲座', hostName: '演示街道' }

  expect(await scheduleConflictsOf(organiser, planned)).toMatchObject([
    { kind: 'lecturer', name: '王教授', other },
    { kind: 'place', name: '三楼会议室', other },
  ])
  // Half an hour later the room is free.
  const later = { ...planned, startsAt: instantOf('2023-06-14', '16:30') }
  expect(await scheduleConflictsOf(organiser, later)).toEqual([])
})

test('more than a tenth of the people due elsewhere are named', async () => {
  const { organiser } = world.viewers
  await hasActivity(organiser, { title: '党员学习', day: '2023-06-20', audienceWords: '东埔社区' })
  const itemId = await hasItem({ audience: '东埔社区、和平社区' })
  const { item } = await itemOf(organiser, itemId, '2023-03-10')
  const planned = {
    day: '2023-06-20',
    lastDay: '2023-06-20',
    startsAt: null,
    endsAt: null,
    place: null,
    lecturer: null,
    hostUnitId: units.street,
    audienceId: item.audienceId,
    isPublic: false,
  }

  expect(await scheduleConflictsOf(organiser, planned)).toMatchObject([
    {
      kind: 'people',
      count: 3,
      of: 6,
      names: ['苏美玲', '许国华', '庄雅芳'],
      others: [{ title: '党员学习' }],
    },
  ])
})

test('of an activity that the viewer may not see only the host is named', async () => {
  await hasActivity(world.viewers.organiser, {
    title: '不公开的会',
    day: '2023-06-21',
    lecturer: '李老师',
    hostUnitId: units.dongpu,
    audienceWords: '东埔社区',
  })
  const planned = {
    day: '2023-06-21',
    lastDay: '2023-06-21',
    startsAt: null,
    endsAt: null,
    place: null,
    lecturer: '李老师',
    hostUnitId: units.heping,
    audienceId: null,
    isPublic: false,
  }

  expect(await scheduleConflictsOf(world.viewers.hepingOrganiser, planned)).toEqual([
    {
      kind: 'lecturer',
      name: '李老师',
      other: { id: null, title: null, hostName: '东埔社区', startsAt: null },
    },
  ])
})

test('a form that asks gets the conflict and nothing is written; confirmed, it is written', async () => {
  const { organiser } = world.viewers
  const typed = {
    title: '普法讲座',
    form: '法治专题讲座',
    hostUnitId: units.street,
    day: '2023-06-24',
    audienceWords: '司法所',
    compulsory: 'on',
    asksConflicts: 'on',
  }
  const audiences = async () => (await db.select().from(audience)).length
  const before = await audiences()

  const first = await createActivity(organiser, activityInput.parse(typed))
  expect(first).toMatchObject({ ok: false, reason: 'conflicts', conflicting: [{ day: '2023-06-24' }] })
  expect(await audiences()).toBe(before)

  const second = await createActivity(organiser, activityInput.parse({ ...typed, despite: 'on' }))
  if (!second.ok) throw new Error(second.reason)
  const renamed = { ...typed, id: second.id, version: 0, title: '普法讲座（第一讲）' }
  // Only a changed time, place or lecturer is checked for conflicts.
  expect(await changeActivity(organiser, changeInput.parse(renamed))).toMatchObject({ ok: true })
  const moved = { ...renamed, version: 1, day: '2023-06-25' }
  expect(await changeActivity(organiser, changeInput.parse(moved))).toMatchObject({ reason: 'conflicts' })
  const postponed = postponeInput.parse({ ...moved, newDay: '2023-06-25', reason: '场地' })
  expect(await postponeActivity(organiser, postponed)).toMatchObject({ reason: 'conflicts' })
  expect(await postponeActivity(organiser, { ...postponed, newDay: '2023-06-27' })).toMatchObject({
    ok: true,
  })
})

test('conflicts of moving an activity, at its own hours, are reported to its organiser alone', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const id = await hasActivity(organiser, {
    title: '要改期的',
    day: '2023-09-05',
    starts: '09:00',
    place: '大礼堂',
  })
  await hasActivity(organiser, {
    title: '已占大礼堂',
    day: '2023-09-12',
    starts: '10:00',
    place: '大礼堂',
    audienceWords: '东埔社区',
  })
  await hasActivity(organiser, {
    title: '下午才用',
    day: '2023-09-13',
    starts: '14:00',
    place: '大礼堂',
    audienceWords: '东埔社区',
  })

  expect(await scheduleConflictsOfMove(organiser, id, '2023-09-12')).toMatchObject([
    { kind: 'place', other: { title: '已占大礼堂' } },
  ])
  expect(await scheduleConflictsOfMove(organiser, id, '2023-09-13')).toEqual([])
  expect(await scheduleConflictsOfMove(organiser, id, '2023-12-04')).toMatchObject([
    { kind: 'campaign', name: '国家宪法日' },
  ])
  // 国际禁毒日 is not confirmed by the office yet.
  expect(await scheduleConflictsOfMove(organiser, id, '2023-06-26')).toEqual([])
  expect(await scheduleConflictsOfMove(dongpuOrganiser, id, '2023-09-12')).toEqual([])
})
