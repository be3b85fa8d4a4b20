import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { historyOf } from '@/lib/access/audit.sql'
import { recordHeads } from '@/lib/activity/activity.commands'
import { activityPage } from '@/lib/activity/activity.queries'
import { addHeads, saveStall } from '@/lib/activity/outreach/counter.commands'
import { countInput, stallInput } from '@/lib/activity/outreach/counter.input'
import { countsOf } from '@/lib/activity/outreach/counter.queries'
import { cancelActivity } from '@/lib/activity/status.commands'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { atTime, closeWorld, hasActivity, openWorld, type RoleInWorld, units, type World } from '../../world'

let world: World
let stall: number

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  atTime('2023-03-10T09:00:00+08:00')
  stall = await hasActivity(world.viewers.organiser, {
    hostUnitId: units.dongpu,
    title: '普法集市',
    form: '宣传咨询活动',
    audienceWords: '',
    compulsory: false,
    isPublic: true,
  })
})
afterAll(closeWorld)

let sent = 0
function count(
  heads: number,
  consultations = 0,
  { by = 'dongpuOrganiser', nonce = `batch-${sent++}-of-test` }: { by?: RoleInWorld; nonce?: string } = {},
) {
  return addHeads(world.viewers[by], countInput.parse({ activityId: stall, nonce, heads, consultations }))
}

describe('heads at a stall', () => {
  test('of two helpers add up, whoever sends first', async () => {
    await Promise.all([count(12, 2), count(30, 1, { by: 'organiser' }), count(-1)])

    expect(await countsOf(world.viewers.organiser, stall)).toEqual({ heads: 41, consultations: 3 })
  })

  test('sent again with one nonce count once, with the same answer', async () => {
    const answers = await Promise.all([
      count(5, 0, { nonce: 'the-same-batch' }),
      count(5, 0, { nonce: 'the-same-batch' }),
    ])
    const later = await count(5, 0, { nonce: 'the-same-batch' })

    expect([...answers, later]).toEqual(Array(3).fill({ ok: true, heads: 5, consultations: 0 }))
    expect(await countsOf(world.viewers.organiser, stall)).toEqual({ heads: 5, consultations: 0 })
  })

  test('never become negative: a batch that subtracts too much is refused as a whole', async () => {
    await count(3)

    expect(await count(-4)).toEqual({ ok: false, reason: 'belowZero' })
    expect(await countsOf(world.viewers.organiser, stall)).toEqual({ heads: 3, consultations: 0 })
  })

  test('are not overwritten by a form that had not seen them', async () => {
    const form = {
      id: stall,
      version: 0,
      heads: 100,
      consultations: null,
      headsSeen: null,
      consultationsSeen: null,
    }
    await count(7)

    await expect(recordHeads(world.viewers.organiser, form)).rejects.toThrow(Conflict)
    await recordHeads(world.viewers.organiser, { ...form, headsSeen: 7 })

    expect(await countsOf(world.viewers.organiser, stall)).toEqual({ heads: 100, consultations: 0 })
  })

  test('leave one entry a batch, and a form that was open meanwhile is still good', async () => {
    await count(7, 1)
    await saveStall(
      world.viewers.dongpuOrganiser,
      stallInput.parse({
        id: stall,
        version: 0,
        newTopics: '民法典、反诈',
        coHosts: '司法所、某律所',
        remark: '群众踊跃',
      }),
    )

    const history = await historyOf('activity', stall, { actions: ['stall.count'] })
    expect(history).toMatchObject([
      {
        actor: '苏美玲',
        before: { heads: null, consultations: null },
        after: { heads: 7, consultations: 1 },
      },
    ])
    const page = await activityPage(world.viewers.organiser, stall)
    expect(page.topics.map(each => each.name)).toEqual(['民法典', '反诈'])
    expect(page.hosts.map(({ name, unitId }) => [name, unitId])).toEqual([
      ['司法所', units.justice],
      ['某律所', null],
    ])
    expect(page.activity).toMatchObject({ remark: '群众踊跃', heads: 7, consultations: 1 })
  })

  test('are counted by its organisers alone, on its day or later, unless it is cancelled', async () => {
    await expect(count(1, 0, { by: 'leader' })).rejects.toThrow(Forbidden)
    await expect(count(1, 0, { by: 'cadre' })).rejects.toThrow(Forbidden)
    await expect(countsOf(world.viewers.cadre, stall)).rejects.toThrow(NotFound)

    atTime('2023-03-09T23:59:59+08:00')
    expect(await count(1)).toEqual({ ok: false, reason: 'notYet' })
    // Two hours offline: what was counted on the day is sent after midnight.
    atTime('2023-03-11T01:00:00+08:00')
    expect(await count(1)).toMatchObject({ ok: true })
    await cancelActivity(world.viewers.organiser, { id: stall, version: 0, reason: '下雨' })
    expect(await count(1)).toEqual({ ok: false, reason: 'notScheduled' })
  })
})

test.each([
  { heads: 0, consultations: 0 },
  { heads: 100_001 },
  { heads: 1.5 },
  { heads: 1, nonce: '' },
  { heads: 1, activityId: 'x' },
])('a batch of %j is not understood', given => {
  expect(countInput.safeParse({ activityId: 1, nonce: 'a-number-of-its-own', ...given }).success).toBe(false)
})
