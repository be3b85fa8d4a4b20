import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { awaitsRecord } from '@/lib/activity/activity.rules'
import { closeRoll, holdActivity } from '@/lib/activity/status.commands'
import { markAttendance, markRest, undoRest } from '@/lib/attendance/attendance.commands'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { now } from '@/lib/core/clock'
import { dayOf, instantOf } from '@/lib/core/time'
import { isOver } from '@/lib/organisation/audience/frozen.rules'
import { awaitsRecordBy, isOverBy } from '@/lib/organisation/audience/over.sql'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { atTime, closeWorld, hasActivity, joins, openWorld, people, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

/** A meeting of the office from 15:00 to 17:00 on 10 March 2023, made the day before. */
async function hasMeeting(title: string, times = { starts: '15:00', ends: '17:00' } as object) {
  atTime('2023-03-09T09:00:00+08:00')
  return hasActivity(world.viewers.organiser, { title, ...times })
}

async function versions(id: number) {
  const [row] = await db.select().from(activity).where(eq(activity.id, id))
  if (!row) throw new Error('The activity is not there.')
  return row
}

function mark(activityId: number, to: Mark | null, version = 0) {
  return markAttendance(world.viewers.organiser, {
    activityId,
    personId: people.huanglijuan,
    mark: to,
    version,
  })
}

async function figures() {
  const filter = await filterFor(world.viewers.organiser, {
    from: '2023-01-01',
    to: '2023-12-31',
    asOf: '2023-03-10',
  })
  const { awaitingRecord, headings } = await figuresOf(filter)
  return { awaitingRecord, studies: headings.collectiveStudies }
}

test('a mark before the start makes nothing held, and the last one taken back shuts the roll again', async () => {
  const id = await hasMeeting('上午误点')
  const before = await figures()
  atTime('2023-03-10T09:16:00+08:00')

  await mark(id, 'present')

  expect(await versions(id)).toMatchObject({ status: 'scheduled', rollOpenedAt: expect.any(Number) })
  expect(await figures()).toEqual(before)

  const newcomer = await joins('新来的', units.office, { fromDay: '2023-03-10' })
  await mark(id, null, 1)

  expect(await versions(id)).toMatchObject({ status: 'scheduled', rollOpenedAt: null })
  const rows = await db.select().from(attendance).where(eq(attendance.activityId, id))
  expect(rows.map(row => row.personId)).toContain(newcomer)
})

test('all marked before the start and taken back at once leaves the roll shut', async () => {
  const id = await hasMeeting('上午全部出席')
  atTime('2023-03-10T09:16:00+08:00')

  const rest = await markRest(world.viewers.organiser, { activityId: id, unitId: undefined })
  expect(rest.ok && rest.count > 0).toBe(true)
  if (rest.ok) await undoRest(world.viewers.organiser, { activityId: id, at: rest.at })

  expect(await versions(id)).toMatchObject({ status: 'scheduled', rollOpenedAt: null })
})

test('a mark during the meeting makes it held, and it counts from its end on', async () => {
  const id = await hasMeeting('下午的会')
  const { studies } = await figures()
  atTime('2023-03-10T15:30:00+08:00')

  await mark(id, 'present')

  expect(await versions(id)).toMatchObject({ status: 'held' })
  expect(await figures()).toMatchObject({ studies })
  atTime('2023-03-10T17:00:00+08:00')
  expect(await figures()).toMatchObject({ studies: studies + 1 })
  await mark(id, null, 1)
  expect(await versions(id)).toMatchObject({ rollOpenedAt: expect.any(Number) })
})

test('what has not begun is neither held nor confirmed', async () => {
  const id = await hasMeeting('还没开始')
  atTime('2023-03-10T14:59:00+08:00')

  const { version } = await versions(id)
  const answers = [
    await holdActivity(world.viewers.organiser, { id, version }),
    await closeRoll(world.viewers.organiser, { id, version }),
  ]

  expect(answers).toEqual([
    { ok: false, reason: 'notYet' },
    { ok: false, reason: 'notYet' },
  ])
})

test('考勤未登记 is what is over and not confirmed, whether anybody touched it or not', async () => {
  atTime('2023-03-10T17:00:00+08:00')
  const before = (await figures()).awaitingRecord
  await hasMeeting('没人登记', {})
  atTime('2023-03-10T17:00:00+08:00')

  expect(await figures()).toMatchObject({ awaitingRecord: before + 1 })
  const filter = await filterFor(world.viewers.organiser, {
    from: '2023-01-01',
    to: '2023-12-31',
    asOf: '2023-03-10',
  })
  const { rows } = await rowsBehind(filter, 'awaitingRecord')
  expect(rows).toHaveLength(before + 1)
})

test('SQL and TypeScript say alike what is over, and what awaits its record', async () => {
  const days = ['2023-03-09', '2023-03-10', '2023-03-11'] as const
  const times = [null, '09:00', '15:00', '17:00'] as const
  for (const at of ['2023-03-10T09:00:00+08:00', '2023-03-10T15:00:00+08:00', '2023-03-11T00:00:00+08:00']) {
    atTime(at)
    const today = dayOf(now())
    for (const lastDay of days)
      for (const from of times)
        for (const until of times) {
          const [startsAt, endsAt] = [from, until].map(time => (time ? instantOf(lastDay, time) : null)) as [
            number | null,
            number | null,
          ]
          const [found] = await db.all<{ over: number }>(sql`
            select ${isOverBy(today)} as over
            from (select ${lastDay} as last_day, ${startsAt} as starts_at, ${endsAt} as ends_at) a`)
          const here = { at, lastDay, from, until }
          const over = isOver({ lastDay, startsAt, endsAt }, now())
          expect({ ...here, over: Boolean(found?.over) }).toEqual({ ...here, over })
        }
  }
  const all = await db.all<{ id: number; awaits: number }>(
    sql`select a.id, ${awaitsRecordBy(dayOf(now()))} as awaits from activity a`,
  )
  for (const { id, awaits } of all) expect(awaitsRecord(await versions(id), 1, now())).toBe(Boolean(awaits))
})

test('a meeting put later keeps no open roll once its last mark is gone', async () => {
  const id = await hasMeeting('改了时间的会')
  atTime('2023-03-10T15:30:00+08:00')
  await mark(id, 'present')
  await write(tx =>
    tx.run(sql`update activity set starts_at = ${instantOf('2023-03-10', '19:00')} where id = ${id}`),
  )

  await mark(id, null, 1)

  expect(await versions(id)).toMatchObject({ status: 'scheduled', rollOpenedAt: null })
})
