import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { write } from '@/db/write'
import { activityById } from '@/lib/activity/activity.queries'
import { cancelActivity, closeRoll, postponeActivity, reopenRoll } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { recordMakeUp } from '@/lib/attendance/makeup/makeup.commands'
import { setStanding } from '@/lib/attendance/standing.commands'
import { readChanges } from '@/lib/calendar/changes/change.commands'
import { countChanges } from '@/lib/calendar/changes/change.queries'
import { noteFeedUse } from '@/lib/calendar/feeds/feed.commands'
import { setMakeUpDays } from '@/lib/plan/duties/owed.commands'
import { type Event, eventsOf, fetchFeed, newFeed } from '../../feeds'
import { bring } from '../../sheets'
import { atTime, closeWorld, hasActivity, makeUpDueOf, openWorld, people, type World } from '../../world'

let world: World
let token: string
let id: number
let number = 0

beforeAll(async () => {
  world = await openWorld()
  token = await newFeed(world.viewers.cadre)
})
afterAll(closeWorld)
beforeEach(async () => {
  atTime('2023-03-10T09:00:00+08:00')
  id = await hasActivity(world.viewers.organiser, { title: `第${++number}次学法`, day: '2023-03-10' })
})

const { wujianguo } = people

async function mark(given: Mark | null, version: number) {
  await markAttendance(world.viewers.organiser, { activityId: id, personId: wujianguo, mark: given, version })
}

async function versionNow() {
  return (await activityById(world.viewers.organiser, id)).activity.version
}

/** The deadline event of the activity under test in the person's calendar. */
async function deadline(): Promise<Event | undefined> {
  return (await eventsOf(token)).find(each => each.summary.endsWith(`补学截止：第${number}次学法`))
}

describe('a make-up that is owed', () => {
  test.each(['leave', 'absent'] as const)('stands on its last day after the mark %s', async given => {
    const before = await fetchFeed(token)
    expect(await deadline()).toBeUndefined()

    await mark(given, 0)

    expect(await deadline()).toMatchObject({
      summary: `补学截止：第${number}次学法`,
      start: makeUpDueOf('2023-03-10'),
      status: 'CONFIRMED',
      uid: expect.stringMatching(/^make-up-activity-.*@xuefa$/),
    })
    const { status } = await fetchFeed(token, { ifModifiedSince: before.headers['last-modified'] })
    expect(status).toBe(200)
  })

  test.each(['present', 'late', 'leftEarly'] as const)(
    'is not made by %s, nor is any calendar',
    async given => {
      const { etag } = (await fetchFeed(token)).headers

      await mark(given, 0)

      expect(await deadline()).toBeUndefined()
      expect((await fetchFeed(token)).headers.etag).toBe(etag)
    },
  )

  test('is cancelled by the make-up, and the sequence only rises', async () => {
    await mark('absent', 0)
    const owed = await deadline()
    await recordMakeUp(world.viewers.organiser, {
      activityId: id,
      personId: wujianguo,
      day: '2023-03-10',
      way: 'selfStudy',
      note: '',
    })

    const done = await deadline()
    expect(done).toMatchObject({ summary: `【取消】补学截止：第${number}次学法`, status: 'CANCELLED' })
    expect(done?.uid).toBe(owed?.uid)
    expect(done?.sequence).toBeGreaterThan(owed?.sequence ?? Number.NaN)
  })

  test('goes and comes with the mark', async () => {
    const sequences: number[] = []
    for (const [at, each] of (['absent', 'present', 'leave', null] as const).entries()) {
      await mark(each, at)
      const found = await deadline()
      expect(found?.status).toBe(each === 'absent' || each === 'leave' ? 'CONFIRMED' : 'CANCELLED')
      sequences.push(found?.sequence ?? Number.NaN)
    }
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
  })

  test('ends for who is excused, and with the activity', async () => {
    await mark('absent', 0)
    const given = { activityId: id, personId: wujianguo, reason: '产假' }
    await setStanding(world.viewers.organiser, { ...given, standing: 'exempt', version: 1 })
    expect(await deadline()).toMatchObject({ status: 'CANCELLED' })
    await setStanding(world.viewers.organiser, { ...given, standing: 'required', version: 2 })
    expect(await deadline()).toMatchObject({ status: 'CONFIRMED', start: makeUpDueOf('2023-03-10') })
    await cancelActivity(world.viewers.organiser, { id, version: await versionNow(), reason: '误录' })
    expect(await deadline()).toMatchObject({ status: 'CANCELLED' })
  })

  test('is owed by who is unmarked once the roll is closed, and not while it is open again', async () => {
    const { organiser } = world.viewers
    await mark('present', 0)
    await mark(null, 1)
    await closeRoll(organiser, { id, version: await versionNow() })
    expect(await deadline()).toMatchObject({ status: 'CONFIRMED' })
    await reopenRoll(organiser, { id, version: await versionNow(), reason: '漏记' })
    expect(await deadline()).toMatchObject({ status: 'CANCELLED' })
  })

  test('comes and goes with an imported sheet', async () => {
    const heads = '活动名称|日期|工号|状态|补学日期'
    const row = `第${number}次学法|2023-03-10|S004|`
    await bring(world.viewers.organiser, 'attendance', { heads, rows: [`${row}缺席|`] }, { keepOpen: true })
    expect(await deadline()).toMatchObject({ status: 'CONFIRMED' })
    atTime('2023-03-20T09:00:00+08:00')
    const rows = [`${row}缺席|2023-03-15`]
    await bring(world.viewers.organiser, 'attendance', { heads, rows }, { keepOpen: true })
    expect(await deadline()).toMatchObject({ status: 'CANCELLED' })
  })

  test('is not there for an activity that is optional, or studied online', async () => {
    id = await hasActivity(world.viewers.organiser, { title: `第${number}次学法`, compulsory: false })
    await mark('absent', 0)
    expect(await deadline()).toBeUndefined()
  })

  test('may be left out of a calendar', async () => {
    await mark('absent', 0)
    const without = await newFeed(world.viewers.cadre, { shown: ['compulsory'] })

    expect((await eventsOf(without)).filter(each => each.uid.startsWith('make-up'))).toEqual([])
  })

  test('older than this feature is added when a client fetches', async () => {
    await mark('absent', 0)
    // As in a database of an earlier release.
    await write(tx => tx.run(sql`update attendance set feed_sequence = 0 where activity_id = ${id}`))
    expect(await deadline()).toBeUndefined()
    atTime('2023-03-10T11:00:00+08:00')
    const { useOf } = await fetchFeed(token)

    await noteFeedUse(useOf ?? 0)

    expect(await deadline()).toMatchObject({ status: 'CONFIRMED' })
  })
})

test('an activity postponed before anybody was marked causes no debt', async () => {
  const { organiser } = world.viewers
  const given = { id, version: await versionNow(), starts: null, ends: null, reason: '会议' }
  await postponeActivity(organiser, { ...given, newDay: '2023-03-17' })

  expect(await deadline()).toBeUndefined()
})

describe('when a debt last changed', () => {
  /** Somebody else's mark opens the roll. */
  const open = () => {
    const first = { activityId: id, personId: people.linjing, mark: 'present' as const, version: 0 }
    return markAttendance(world.viewers.organiser, first)
  }
  // Later than the clock of the tests before: the times of changes in a calendar only rise.
  const at = (hour: number) => atTime(`2023-03-22T${hour}:00:00+08:00`)

  test('is when its deadline moves with the rules of a plan', async () => {
    at(10)
    await mark('absent', 0)
    expect(await deadline()).toMatchObject({
      start: makeUpDueOf('2023-03-10'),
      changedAt: '2023-03-22T02:00:00Z',
    })
    const before = await fetchFeed(token)
    at(11)

    await write(tx => setMakeUpDays(tx, 10, sql`activity_id = ${id}`))

    expect(await deadline()).toMatchObject({ start: '2023-03-20', changedAt: '2023-03-22T03:00:00Z' })
    const { status } = await fetchFeed(token, { ifModifiedSince: before.headers['last-modified'] })
    expect(status).toBe(200)
  })

  test('is when the roll is closed over who has no mark, and when it is opened again', async () => {
    const { organiser } = world.viewers
    await open()
    at(14)
    await closeRoll(organiser, { id, version: await versionNow() })
    expect(await deadline()).toMatchObject({ status: 'CONFIRMED', changedAt: '2023-03-22T06:00:00Z' })
    at(15)

    await reopenRoll(organiser, { id, version: await versionNow(), reason: '漏记' })

    expect(await deadline()).toMatchObject({ status: 'CANCELLED', changedAt: '2023-03-22T07:00:00Z' })
  })

  test('is unchanged when another mark causes the same debt: the bytes stay', async () => {
    await mark('absent', 0)
    // Each comparison uses another host, so that the body is built anew and not taken from the cache.
    const built = async (base: string) => {
      const { headers, body } = await fetchFeed(token, { base })
      return { etag: headers.etag, text: String(body).replaceAll('\r\n ', '').replaceAll(base, '') }
    }
    const before = await built('http://one')
    at(16)

    await mark('leave', 1)

    expect((await built('http://two')).text).toBe(before.text)
    expect((await built('http://one')).etag).toBe(before.etag)
  })
})

test('a debt is no news of the list: nobody is told that the activity is new', async () => {
  const { cadre } = world.viewers
  atTime('2023-03-10T12:00:00+08:00')
  await readChanges(cadre, { until: Date.parse('2023-03-10T12:00:00+08:00') })
  atTime('2023-03-10T12:10:00+08:00')
  await mark('absent', 0)

  expect(await deadline()).toMatchObject({ status: 'CONFIRMED' })
  expect(await countChanges(cadre, Date.parse('2023-03-10T12:10:00+08:00'))).toBe(0)
})
