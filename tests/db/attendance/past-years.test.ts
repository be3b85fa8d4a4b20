import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { historyOf } from '@/lib/access/audit.sql'
import { activityList } from '@/lib/activity/activity.queries'
import { closeRoll, holdActivity } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { debtList, ownDebts } from '@/lib/attendance/makeup/makeup.queries'
import { resume, setAside } from '@/lib/attendance/past-years/past-year.commands'
import { pastYearsOf, unrecordedBefore } from '@/lib/attendance/past-years/past-year.queries'
import { openWork } from '@/lib/calendar/home/duty.queries'
import { Forbidden } from '@/lib/core/errors'
import { figuresBy, filterFor } from '@/lib/statistics/rates/rate.queries'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { atTime, closeWorld, hasActivity, openWorld, people, type World } from '../../world'

let world: World
const TODAY = '2024-03-10'

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)
beforeEach(() => atTime(`${TODAY}T09:00:00+08:00`))

async function held(day: string): Promise<number> {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, { day, audienceWords: '全街道' })
  await holdActivity(organiser, { id, version: await versionOf(id) })
  return id
}

async function versionOf(id: number): Promise<number> {
  const [found] = await db.select({ version: activity.version }).from(activity).where(eq(activity.id, id))
  return found?.version ?? 0
}

async function figures() {
  const filter = await filterFor(world.viewers.administrator, {
    from: '2023-01-01',
    to: '2023-12-31',
    asOf: TODAY,
  })
  const found = (await figuresBy(filter, [])).get('')
  if (!found) throw new Error('There are no figures.')
  return { filter, found }
}

const yearOf2023 = async () =>
  (await pastYearsOf(world.viewers.administrator, TODAY)).find(each => each.year === 2023)

test('不再登记 is one decision over rolls without any mark: they leave 考勤未登记 and are told beside it', async () => {
  const { administrator, organiser } = world.viewers
  const [one, other] = [await held('2023-05-10'), await held('2023-05-11')]
  expect((await yearOf2023())?.unrecorded.map(each => each.id)).toEqual([one, other])
  expect((await figures()).found).toMatchObject({ awaitingRecord: 2, notRecorded: 0 })
  expect(await unrecordedBefore(administrator, TODAY)).toBe(2)

  expect(await setAside(administrator, { what: 'record', ids: [one], reason: '补录无据' })).toEqual({
    ok: true,
    count: 1,
  })

  const { found, filter } = await figures()
  expect(found).toMatchObject({ awaitingRecord: 1, notRecorded: 1 })
  expect((await rowsBehind(filter, 'notRecorded')).rows).toMatchObject([{ activityId: one }])
  const asked = { from: '2023-01-01', to: '2023-12-31', awaiting: true }
  expect((await activityList(administrator, asked, TODAY)).map(each => each.id)).toEqual([other])
  expect(await yearOf2023()).toMatchObject({
    unrecorded: [{ id: other }],
    notRecorded: [{ id: one, reason: '补录无据' }],
  })
  expect((await historyOf('activity', one)).at(-1)).toMatchObject({
    action: 'activity.notRecorded',
    reason: '补录无据',
  })

  const mark = { activityId: one, personId: people.wujianguo, mark: 'present' as const, version: 0 }
  expect(await markAttendance(organiser, mark)).toEqual({ ok: false, reason: 'notRecorded' })
  expect(await closeRoll(organiser, { id: one, version: await versionOf(one) })).toEqual({
    ok: false,
    reason: 'notRecorded',
  })

  await resume(administrator, { what: 'record', id: one })
  expect((await figures()).found).toMatchObject({ awaitingRecord: 2, notRecorded: 0 })
  expect(await markAttendance(organiser, mark)).toMatchObject({ ok: true })
})

test('a list that has changed meanwhile is refused as a whole, and only who may lock the year decides', async () => {
  const { administrator, organiser } = world.viewers
  const [one, other] = [await held('2023-06-10'), await held('2023-06-11')]
  await markAttendance(organiser, {
    activityId: other,
    personId: people.wujianguo,
    mark: 'present',
    version: 0,
  })

  const both = { what: 'record' as const, ids: [one, other], reason: '补录无据' }
  expect(await setAside(administrator, both)).toEqual({ ok: false, reason: 'changedMeanwhile' })
  expect((await yearOf2023())?.unrecorded.map(each => each.id)).toContain(one)
  await expect(setAside(organiser, { ...both, ids: [one] })).rejects.toThrow(Forbidden)
  await expect(resume(organiser, { what: 'record', id: one })).rejects.toThrow(Forbidden)
  expect(await pastYearsOf(organiser, TODAY)).toEqual([])
})

test('不再补学 ends debts whose days are past; no rate moves, and what is still in time cannot be ended', async () => {
  const { administrator, organiser } = world.viewers
  const [old, young] = [await held('2023-07-10'), await held('2024-03-01')]
  for (const activityId of [old, young])
    await markAttendance(organiser, { activityId, personId: people.wujianguo, mark: 'absent', version: 0 })
  const debts = async () => (await debtList(administrator, {}, TODAY)).rows.map(each => each.activityId)
  expect(await debts()).toEqual([old, young])
  const before = (await figures()).found
  expect((await yearOf2023())?.owing).toMatchObject([{ id: old, people: 1 }])

  expect(await setAside(administrator, { what: 'makeUps', ids: [young], reason: '上年' })).toEqual({
    ok: false,
    reason: 'changedMeanwhile',
  })
  await setAside(administrator, { what: 'makeUps', ids: [old], reason: '上年不再补学' })

  expect(await debts()).toEqual([young])
  expect(await ownDebts({ ...organiser, personId: people.wujianguo }, TODAY)).toMatchObject([
    { activityId: young },
  ])
  const { found } = await figures()
  expect(found.rates).toEqual(before.rates)
  await resume(administrator, { what: 'makeUps', id: old })
  expect(await debts()).toEqual([old, young])
})

test('the first page does not list what passed in earlier years', async () => {
  const id = await held('2023-08-10')
  const { rolls } = await openWork(world.viewers.organiser, TODAY)
  expect(rolls.map(each => each.id)).not.toContain(id)
})
