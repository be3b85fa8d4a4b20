import { afterAll, beforeAll, expect, test } from 'vitest'
import { activityById } from '@/lib/activity/activity.queries'
import { closeRoll } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { addDays, dayOf, instantOf } from '@/lib/core/time'
import { figuresBy, figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { reportOf } from '@/lib/statistics/report/report.queries'
import { atTime, closeWorld, hasActivity, openWorld, people, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const LAST = '2023-12-31T23:59:59.999+08:00'
const FIRST = '2024-01-01T00:00:00.000+08:00'

async function yearOf(year: number, asOf = '2024-01-02') {
  const days = { from: `${year}-01-01`, to: `${year}-12-31`, asOf }
  return filterFor(world.viewers.administrator, days)
}

test('fault 25: the last millisecond of the year and the first of the next are of their own years', () => {
  expect([LAST, FIRST].map(at => dayOf(Date.parse(at)))).toEqual(['2023-12-31', '2024-01-01'])
  expect(instantOf('2024-01-01', '00:00') - Date.parse(LAST)).toBe(1)
  expect(addDays('2023-12-31', 1)).toBe('2024-01-01')
})

test('fault 25: an activity across midnight counts once, in the year in which it began, whenever it is marked', async () => {
  const { organiser } = world.viewers
  atTime('2023-12-01T09:00:00+08:00')
  const across = await hasActivity(organiser, {
    day: '2023-12-31',
    lastDay: '2024-01-01',
    starts: '23:30',
    ends: '00:30',
  })
  const atOnce = await hasActivity(organiser, { day: '2024-01-01', starts: '00:00', ends: '01:00' })
  const mark = (activityId: number, personId: number) =>
    markAttendance(organiser, { activityId, personId, mark: 'present', version: 0 })

  atTime(LAST)
  await mark(across, people.linjing)
  atTime(FIRST)
  await mark(across, people.huanglijuan)
  await mark(atOnce, people.linjing)
  atTime('2024-01-01T01:30:00+08:00')
  for (const id of [across, atOnce]) {
    const { version } = (await activityById(organiser, id)).activity
    await closeRoll(organiser, { id, version })
  }

  const [year2023, year2024] = [await figuresOf(await yearOf(2023)), await figuresOf(await yearOf(2024))]
  const both = await figuresOf({ ...(await yearOf(2023)), to: '2024-12-31' })
  const byMonth = await figuresBy({ ...(await yearOf(2023)), to: '2024-12-31' }, ['month'])
  expect([year2023, year2024, both].map(each => each.rates.attendanceRate.numerator)).toEqual([2, 1, 3])
  expect(
    [...byMonth].filter(([, each]) => each.rates.attendanceRate.numerator > 0).map(([month]) => month),
  ).toEqual(['2023-12', '2024-01'])
})

test('fault 25: the report of the old year looks at its own days, in the first second of the new one too', async () => {
  const asked: string[] = []
  for (const at of [LAST, FIRST]) {
    atTime(at)
    asked.push(JSON.stringify({ ...(await reportOf(world.viewers.administrator, 2023)), computedAt: 0 }))
  }

  expect(asked[1]).toBe(asked[0])
})
