import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { write } from '@/db/write'
import { activityById } from '@/lib/activity/activity.queries'
import { cancelActivity, moveActivity, postponeActivity } from '@/lib/activity/status.commands'
import { markRest } from '@/lib/attendance/attendance.commands'
import { ownEntries } from '@/lib/calendar/calendar.queries'
import { readChanges } from '@/lib/calendar/changes/change.commands'
import { countChanges, ownChanges } from '@/lib/calendar/changes/change.queries'
import { now } from '@/lib/core/clock'
import { dayOf, instantOf } from '@/lib/core/time'
import { createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { atTime, closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World
const ids: Record<string, number> = {}
const reason = '场地调整'

beforeAll(async () => {
  world = await openWorld()
  const { organiser } = world.viewers
  atTime('2023-03-01T09:00:00+08:00')
  for (const title of ['要改期的', '要取消的', '要延期的', '不变的', '不再应学的', '已开展的'])
    ids[title] = await hasActivity(organiser, {
      title,
      day: title === '已开展的' ? '2023-03-09' : '2023-03-20',
      starts: '15:00',
      ends: '16:00',
    })
  atTime('2023-03-08T09:00:00+08:00')
  await readChanges(world.viewers.cadre, { until: now() })
  atTime('2023-03-10T09:00:00+08:00')
  const move = { activityId: ids.要改期的 ?? 0, day: '2023-03-22', reason, version: 0 }
  await moveActivity(organiser, move)
  await moveActivity(organiser, { ...move, day: '2023-03-23', version: 1 })
  await cancelActivity(organiser, { id: ids.要取消的 ?? 0, version: 0, reason })
  await postponeActivity(organiser, {
    id: ids.要延期的 ?? 0,
    version: 0,
    newDay: null,
    starts: null,
    ends: null,
    reason,
  })
  ids.新的 = await hasActivity(organiser, { title: '新的', day: '2023-03-24' })
  await createExam(
    organiser,
    examInput.parse({
      hostUnitId: units.street,
      title: '新考试',
      opensOn: '2023-03-20',
      closesOn: '2023-04-20',
      fullMark: 100,
      passMark: 60,
      counting: 'best',
      audienceWords: '机关',
    }),
  )
  // As after an import of a roster without the person.
  await write(tx =>
    tx.run(sql`update attendance set standing = 'withdrawn', feed_sequence = 1, feed_changed_at = ${now()}
      where activity_id = ${ids.不再应学的} and person_id = ${people.wujianguo}`),
  )
  await markRest(organiser, { activityId: ids.已开展的 ?? 0 })
})
afterAll(closeWorld)

test('entries that are new, moved, cancelled, postponed or no longer due are reported once each, and a mark is no change', async () => {
  const { changes } = await ownChanges(world.viewers.cadre, now())

  expect(changes.map(each => [each.title, each.what]).sort()).toEqual(
    [
      ['要改期的', 'moved'],
      ['要取消的', 'cancelled'],
      ['要延期的', 'postponed'],
      ['新的', 'new'],
      ['新考试', 'new'],
      ['不再应学的', 'noLongerDue'],
    ].sort(),
  )
  expect(await countChanges(world.viewers.cadre, now())).toBe(changes.length)
})

test('moved twice, the change is from the state last read to the present one, with the person who made it', async () => {
  const { changes } = await ownChanges(world.viewers.cadre, now())

  expect(changes.find(each => each.what === 'moved')).toMatchObject({
    wasWhen: { day: '2023-03-20', startsAt: instantOf('2023-03-20', '15:00') },
    when: { day: '2023-03-23', startsAt: instantOf('2023-03-23', '15:00') },
    reason,
    hostName: '演示街道',
    at: now(),
  })
})

test('the calendar marks the same', async () => {
  const span = { from: '2023-03-01', to: '2023-03-31' }
  const entries = await ownEntries(world.viewers.cadre, span, now(), dayOf(now()))
  const news = Object.fromEntries(entries.map(each => [each.title, each.news]))

  expect(news).toMatchObject({ 要改期的: 'changed', 要取消的: 'changed', 新的: 'new', 新考试: 'new' })
  expect([news.不变的, news.已开展的]).toEqual([undefined, undefined])
})

test('somebody who never looked gets the changes of the last week alone', async () => {
  const { since } = await ownChanges(world.viewers.leader, now())

  expect(since).toBe(now() - 7 * 86_400_000)
})

test('知道了 reads up to when the list was drawn, and looking at it writes nothing', async () => {
  const { cadre, organiser } = world.viewers
  const drawn = now()
  atTime('2023-03-10T10:00:00+08:00')
  const { activity } = await activityById(organiser, ids.新的 ?? 0)
  await moveActivity(organiser, {
    activityId: activity.id,
    day: '2023-03-27',
    reason,
    version: activity.version,
  })

  await readChanges(cadre, { until: drawn })

  expect((await ownChanges(cadre, now())).changes.map(each => [each.title, each.what])).toEqual([
    ['新的', 'moved'],
  ])
  // An older list submitted late does not make changes unread again.
  await readChanges(cadre, { until: drawn - 1000 })
  expect(await countChanges(cadre, now())).toBe(1)
  await readChanges(cadre, { until: Number.MAX_SAFE_INTEGER })
  expect(await countChanges(cadre, now())).toBe(0)
})

test('a viewer who is no person has no changes', async () => {
  expect(await countChanges({ ...world.viewers.cadre, personId: null }, now())).toBe(0)
})
