import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { historyOf } from '@/lib/access/audit.sql'
import { activityById } from '@/lib/activity/activity.queries'
import { cancelActivity, moveActivity } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { Conflict, Forbidden } from '@/lib/core/errors'
import { instantOf } from '@/lib/core/time'
import { atTime, closeWorld, hasActivity, openWorld, people, type World } from '../../world'

let world: World
const organiser = () => world.viewers.organiser
const reason = '场地调整'

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const rowOf = async (id: number) => (await activityById(organiser(), id)).activity
const versions = () =>
  db.all<{ ownerId: number; version: number }>(
    sql`select owner_id as ownerId, version from calendar_version where kind = 'person' order by 1`,
  )

test('it keeps its hours and its length, raises the sequence once and every calendar once, and is logged with its reason', async () => {
  const id = await hasActivity(organiser(), {
    day: '2023-03-15',
    lastDay: '2023-03-16',
    starts: '15:00',
    ends: '16:30',
  })
  const before = await rowOf(id)
  const told = await versions()

  const answer = await moveActivity(organiser(), { activityId: id, day: '2023-03-22', reason, version: 0 })

  expect(answer).toMatchObject({ ok: true, from: '2023-03-15', to: '2023-03-22', version: 1 })
  expect(await rowOf(id)).toMatchObject({
    day: '2023-03-22',
    lastDay: '2023-03-23',
    startsAt: instantOf('2023-03-22', '15:00'),
    endsAt: instantOf('2023-03-23', '16:30'),
    originalDay: '2023-03-15',
    status: 'scheduled',
    sequence: before.sequence + 1,
  })
  expect((await versions()).map(each => each.version)).toEqual(told.map(each => each.version + 1))
  expect(await db.all(sql`select distinct day from attendance where activity_id = ${id}`)).toEqual([
    { day: '2023-03-22' },
  ])
  expect((await historyOf('activity', id)).at(-1)).toMatchObject({ action: 'activity.postpone', reason })
})

test('undoing it restores the original day, without a trace of the move, by one more change', async () => {
  const id = await hasActivity(organiser(), { title: '撤销的', day: '2023-03-15', starts: '09:00' })
  const moved = await moveActivity(organiser(), { activityId: id, day: '2023-03-17', reason, version: 0 })
  if (!moved.ok) throw new Error(moved.reason)

  await moveActivity(organiser(), {
    activityId: id,
    day: moved.from,
    reason: '撤销',
    version: moved.version,
  })

  expect(await rowOf(id)).toMatchObject({
    day: '2023-03-15',
    startsAt: instantOf('2023-03-15', '09:00'),
    originalDay: null,
    sequence: 2,
  })
})

test('the same request twice moves once', async () => {
  const id = await hasActivity(organiser(), { title: '双击', day: '2023-03-15' })
  const input = { activityId: id, day: '2023-03-20', reason, version: 0 }

  const first = await moveActivity(organiser(), input, 'key')
  const second = await moveActivity(organiser(), input, 'key')

  expect(second).toEqual(first)
  expect((await rowOf(id)).version).toBe(1)
})

test('an older version moves nothing', async () => {
  const id = await hasActivity(organiser(), { title: '旧的', day: '2023-03-15' })
  await moveActivity(organiser(), { activityId: id, day: '2023-03-20', reason, version: 0 })

  await expect(
    moveActivity(organiser(), { activityId: id, day: '2023-03-21', reason, version: 0 }),
  ).rejects.toThrow(Conflict)
})

test.each([
  ['a day that is past', 'inPast', '2023-03-09', async () => hasActivity(organiser(), { day: '2023-03-20' })],
  ['the day it has', 'sameDay', '2023-03-20', async () => hasActivity(organiser(), { day: '2023-03-20' })],
  [
    'a draft',
    'notScheduled',
    '2023-03-21',
    async () => hasActivity(organiser(), { day: '2023-03-20', draft: true }),
  ],
  [
    'what is cancelled',
    'cancelled',
    '2023-03-21',
    async () => {
      const id = await hasActivity(organiser(), { day: '2023-03-20' })
      await cancelActivity(organiser(), { id, version: 0, reason })
      return id
    },
  ],
  ['what is over', 'begun', '2023-03-21', async () => hasActivity(organiser(), { day: '2023-03-08' })],
  [
    'what has begun',
    'begun',
    '2023-03-21',
    async () => {
      atTime('2023-03-10T08:00:00+08:00')
      const id = await hasActivity(organiser(), { day: '2023-03-13', starts: '08:30' })
      atTime('2023-03-13T09:00:00+08:00')
      return id
    },
  ],
  [
    'what has a mark before its start',
    'rollOpen',
    '2023-03-21',
    async () => {
      const id = await hasActivity(organiser(), { title: '有登记', day: '2023-03-13', starts: '18:00' })
      const mark = { activityId: id, personId: people.linjing, mark: 'present' as const, version: 0 }
      await markAttendance(organiser(), mark)
      return id
    },
  ],
])('%s is not moved', async (_, refusal, day, make) => {
  const id = await make()
  const { version, day: was } = await rowOf(id)

  expect(await moveActivity(organiser(), { activityId: id, day, reason, version })).toEqual({
    ok: false,
    reason: refusal,
  })
  expect((await rowOf(id)).day).toBe(was)
})

test('only its organiser moves it', async () => {
  atTime('2023-03-10T09:00:00+08:00')
  const id = await hasActivity(organiser(), { title: '别人的', day: '2023-03-20', isPublic: true })
  const input = { activityId: id, day: '2023-03-21', reason, version: 0 }

  for (const viewer of ['cadre', 'leader', 'dongpuOrganiser'] as const)
    await expect(moveActivity(world.viewers[viewer], input)).rejects.toThrow(Forbidden)
})
