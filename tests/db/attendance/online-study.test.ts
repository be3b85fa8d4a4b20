import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { activityList, rollByUnit } from '@/lib/activity/activity.queries'
import { markAttendance, markRest } from '@/lib/attendance/attendance.commands'
import { rowHistory } from '@/lib/attendance/attendance.queries'
import { recordCompletion } from '@/lib/attendance/online-study.commands'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const { huanglijuan } = people

function hasStudy() {
  return hasActivity(world.viewers.organiser, {
    title: '网上学法',
    form: '网上学法',
    day: '2023-03-01',
    lastDay: '2023-11-30',
  })
}

function complete(activityId: number, completedOn: string | null, version = 0) {
  return recordCompletion(world.viewers.organiser, {
    activityId,
    personId: huanglijuan,
    completedOn,
    version,
  })
}

async function rowNow(activityId: number) {
  const [row] = await db
    .select()
    .from(attendance)
    .where(and(eq(attendance.activityId, activityId), eq(attendance.personId, huanglijuan)))
  return row
}

test('a completion is written with its day, counts in the lists, and is taken back', async () => {
  const id = await hasStudy()

  await complete(id, '2023-03-08')

  expect(await rowNow(id)).toMatchObject({ completedOn: '2023-03-08', mark: null, version: 1 })
  const span = { from: '2023-01-01', to: '2023-12-31' }
  const listed = await activityList(world.viewers.organiser, span, '2023-03-10')
  expect(listed.find(row => row.id === id)).toMatchObject({ status: 'scheduled', roll: { came: 1 } })
  const office = (await rollByUnit(world.viewers.organiser, id)).find(row => row.unitId === units.office)
  expect(office).toMatchObject({ came: 1, unmarked: (office?.required ?? 0) - 1 })

  await complete(id, null, 1)

  expect(await rowNow(id)).toMatchObject({ completedOn: null, version: 2 })
  const { entries } = await rowHistory(world.viewers.organiser, id, huanglijuan)
  expect(entries.map(entry => [entry.action, entry.after.completedOn])).toEqual([
    ['study.complete', '2023-03-08'],
    ['study.complete', null],
  ])
})

test('the same day twice changes nothing, and an older page nothing either', async () => {
  const id = await hasStudy()

  await complete(id, '2023-03-08')
  await complete(id, '2023-03-08')
  const older = complete(id, '2023-03-09')

  await expect(older).rejects.toThrow(Conflict)
  expect(await rowNow(id)).toMatchObject({ completedOn: '2023-03-08', version: 1 })
})

test.each([
  ['before the study began', '2023-02-28', 'beforeStudy'],
  ['after today', '2023-03-11', 'inFuture'],
])('not on a day %s', async (_, day, reason) => {
  const id = await hasStudy()

  expect(await complete(id, day)).toEqual({ ok: false, reason, field: 'completedOn' })
})

test('only an organiser of the host records it, and only of an online study', async () => {
  const id = await hasStudy()
  const lecture = await hasActivity(world.viewers.organiser)
  const input = { activityId: id, personId: huanglijuan, completedOn: '2023-03-08', version: 0 }

  await expect(recordCompletion(world.viewers.leader, input)).rejects.toThrow(Forbidden)
  await expect(complete(lecture, '2023-03-08')).rejects.toThrow(NotFound)
})

test('no mark is set in an online study', async () => {
  const id = await hasStudy()
  const input = { activityId: id, personId: huanglijuan, mark: 'present' as const, version: 0 }

  expect(await markAttendance(world.viewers.organiser, input)).toEqual({ ok: false, reason: 'onlineStudy' })
  expect(await markRest(world.viewers.organiser, { activityId: id })).toEqual({
    ok: false,
    reason: 'onlineStudy',
  })
})
