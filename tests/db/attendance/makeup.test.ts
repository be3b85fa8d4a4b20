import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activityTopic } from '@/db/schema/activity'
import { attendance, makeUp } from '@/db/schema/attendance'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { historyOf } from '@/lib/access/audit.sql'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { ownRows } from '@/lib/attendance/attendance.queries'
import type { Mark } from '@/lib/attendance/attendance.rules'
import {
  askMakeUp,
  confirmMakeUp,
  decideStudy,
  recordMakeUp,
  recordSession,
  undoMakeUp,
  withdrawStudy,
} from '@/lib/attendance/makeup/makeup.commands'
import {
  aheadOnTopic,
  debtList,
  ownDebt,
  ownDebts,
  toSettle,
  unitsOwing,
  waitingStudies,
} from '@/lib/attendance/makeup/makeup.queries'
import { debtsOf } from '@/lib/calendar/home/duty.rules'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { addDays } from '@/lib/core/time'
import {
  atTime,
  closeWorld,
  hasActivity,
  makeUpDueOf,
  openWorld,
  people,
  units,
  type World,
} from '../../world'

let world: World
let constitution: number
let civil: number

beforeAll(async () => {
  world = await openWorld()
  const made = await write(tx =>
    tx
      .insert(topic)
      .values([{ name: '宪法' }, { name: '民法典' }])
      .returning({ id: topic.id }),
  )
  constitution = made[0]?.id ?? 0
  civil = made[1]?.id ?? 0
})
afterAll(closeWorld)
beforeEach(() => atTime('2023-03-10T09:00:00+08:00'))

const { wujianguo, caiwenhui, zhuangyafang, xuguohua } = people

async function held(day: string, topics: number[], marks: [number, Mark][], facts = {}): Promise<number> {
  const id = await hasActivity(world.viewers.organiser, { day, audienceWords: '全街道', ...facts })
  if (topics.length > 0)
    await write(tx => tx.insert(activityTopic).values(topics.map(topicId => ({ activityId: id, topicId }))))
  atTime(`${day}T18:00:00+08:00`)
  for (const [personId, mark] of marks)
    await markAttendance(world.viewers.organiser, { activityId: id, personId, mark, version: 0 })
  return id
}

async function rowNow(activityId: number, personId: number) {
  const [row] = await db
    .select()
    .from(attendance)
    .where(and(eq(attendance.activityId, activityId), eq(attendance.personId, personId)))
  return row as typeof attendance.$inferSelect
}

async function madeUps(activityId: number) {
  return db.select().from(makeUp).where(eq(makeUp.activityId, activityId))
}

async function debtIn(viewer: Viewer, activityId: number, personId: number, today = '2023-05-01') {
  const { rows } = await debtList(viewer, { limit: 500 }, today)
  return rows.find(row => row.activityId === activityId && row.personId === personId)
}

async function studyOf(viewer: Viewer, activityId: number): Promise<number> {
  const answer = await askMakeUp(viewer, {
    activityId,
    day: '2023-03-15',
    material: '《民法典》总则编',
    note: '结合物业纠纷读了第二章',
  })
  if (!answer.ok) throw new Error(answer.reason)
  return (await madeUps(activityId)).at(-1)?.id ?? 0
}

const approve = (makeUpId: number, viewer = world.viewers.organiser) =>
  decideStudy(viewer, { makeUpId, decision: 'approve', note: '' })

describe('another activity on the same topic', () => {
  test('attended no earlier than the missed day it is proposed, and one click confirms it', async () => {
    const before = await held('2023-03-01', [constitution], [[wujianguo, 'present']])
    const missed = await held('2023-03-02', [constitution, civil], [[wujianguo, 'absent']])
    await held('2023-03-03', [], [[wujianguo, 'present']])
    const other = await held('2023-03-06', [civil], [[wujianguo, 'late']], { title: '民法典讲座' })
    await held('2023-03-07', [civil], [[wujianguo, 'present']])
    expect((await debtIn(world.viewers.organiser, missed, wujianguo))?.proposal).toEqual({
      id: other,
      title: '民法典讲座',
      day: '2023-03-06',
      topics: '民法典',
    })
    const click = (byActivityId: number) =>
      confirmMakeUp(world.viewers.organiser, {
        confirm: { activityId: missed, personId: wujianguo, byActivityId },
      })

    expect(await click(before)).toEqual({ ok: false, reason: 'notProposed' })
    expect(await click(other)).toEqual({ ok: true, count: 1 })
    expect(await click(other)).toEqual({ ok: true, count: 1 })

    expect(await rowNow(missed, wujianguo)).toMatchObject({ mark: 'absent', madeUpOn: '2023-03-06' })
    expect(await madeUps(missed)).toMatchObject([{ way: 'activity', byActivityId: other, state: 'approved' }])
    expect(await debtIn(world.viewers.organiser, missed, wujianguo)).toBeUndefined()
  })

  test('who was not there, or was somewhere the viewer does not see, is proposed for nothing', async () => {
    const missed = await held(
      '2023-03-02',
      [constitution],
      [
        [zhuangyafang, 'leave'],
        [caiwenhui, 'absent'],
      ],
    )
    await held('2023-03-06', [constitution], [[caiwenhui, 'leave']])
    expect((await debtIn(world.viewers.organiser, missed, caiwenhui))?.proposal).toBe(null)

    const elsewhere = await held('2023-03-08', [constitution], [[zhuangyafang, 'present']], {
      title: '司法所内部学习',
      hostUnitId: units.justice,
    })
    await write(tx =>
      tx.update(attendance).set({ unitId: units.justice }).where(eq(attendance.activityId, elsewhere)),
    )
    expect((await debtIn(world.viewers.organiser, missed, zhuangyafang))?.proposal?.id).toBe(elsewhere)
    expect((await debtIn(world.viewers.dongpuOrganiser, missed, zhuangyafang))?.proposal).toBe(null)
  })

  test('what is ahead on the topic is named to who owes', async () => {
    const missed = await held('2023-03-02', [constitution], [[wujianguo, 'absent']])
    const ahead = await hasActivity(world.viewers.organiser, {
      day: '2023-04-01',
      audienceWords: '全街道',
      topics: [constitution],
    })
    await hasActivity(world.viewers.organiser, {
      day: '2023-04-02',
      audienceWords: '和平社区',
      topics: [constitution],
    })

    expect((await aheadOnTopic(world.viewers.cadre, missed, '2023-03-10')).map(each => each.id)).toEqual([
      ahead,
    ])
  })
})

describe('self-study', () => {
  test('handed in, it waits; approved, it makes up on its own day and ends the debt in the feed', async () => {
    const missed = await held('2023-03-08', [], [[wujianguo, 'absent']])
    expect((await rowNow(missed, wujianguo)).feedSequence).toBe(1000)
    atTime('2023-03-16T09:00:00+08:00')

    const study = await studyOf(world.viewers.cadre, missed)
    await studyOf(world.viewers.cadre, missed)
    expect(await madeUps(missed)).toHaveLength(1)
    expect((await ownDebt(world.viewers.cadre, missed, '2023-03-16')).study).toMatchObject({ state: 'asked' })
    expect((await rowNow(missed, wujianguo)).madeUpOn).toBe(null)

    expect(await approve(study)).toEqual({ ok: true })
    expect(await approve(study)).toEqual({ ok: true })
    expect(await rowNow(missed, wujianguo)).toMatchObject({ madeUpOn: '2023-03-15', feedSequence: 2000 })
    expect((await historyOf('attendance', `${missed}/${wujianguo}`)).map(each => each.action)).toEqual([
      'attendance.mark',
      'attendance.askMakeUp',
      'attendance.makeUp',
    ])
  })

  test('sent back with a reason, which its person reads, and may hand in anew', async () => {
    const missed = await held('2023-03-08', [], [[wujianguo, 'leave']])
    atTime('2023-03-16T09:00:00+08:00')
    const study = await studyOf(world.viewers.cadre, missed)

    await decideStudy(world.viewers.organiser, {
      makeUpId: study,
      decision: 'refuse',
      note: '请写明读了哪几条',
    })

    expect((await ownDebt(world.viewers.cadre, missed, '2023-03-16')).study).toMatchObject({
      state: 'refused',
      decisionNote: '请写明读了哪几条',
    })
    expect(
      await decideStudy(world.viewers.administrator, { makeUpId: study, decision: 'approve', note: '' }),
    ).toEqual({
      ok: false,
      reason: 'alreadySentBack',
      places: { who: '林静', time: '2023-03-16 09:00' },
    })
    await studyOf(world.viewers.cadre, missed)
    expect((await madeUps(missed)).map(each => each.state)).toEqual(['refused', 'asked'])
  })

  test.each([
    ['before the activity', '2023-03-07', 'beforeActivity'],
    ['ahead', '2023-03-17', 'inFuture'],
  ])('a day %s is refused', async (_, day, reason) => {
    const missed = await held('2023-03-08', [], [[wujianguo, 'absent']])
    atTime('2023-03-16T09:00:00+08:00')
    const input = { activityId: missed, material: '宪法', note: '读了', day }

    expect(await askMakeUp(world.viewers.cadre, input)).toEqual({
      ok: false,
      reason,
      field: 'day',
      places: { name: '' },
    })
  })

  test('only the own, only what is owed, and approved by an organiser of the host alone', async () => {
    const missed = await held(
      '2023-03-08',
      [],
      [
        [wujianguo, 'absent'],
        [zhuangyafang, 'present'],
      ],
    )
    atTime('2023-03-16T09:00:00+08:00')
    const input = { activityId: missed, day: '2023-03-15', material: '宪法', note: '读了' }
    const study = await studyOf(world.viewers.cadre, missed)

    expect(await askMakeUp(world.viewers.dongpuCadre, input)).toMatchObject({ ok: false, reason: 'attended' })
    expect(await askMakeUp(world.viewers.leader, input)).toEqual({ ok: false, reason: 'notOwed' })
    await expect(withdrawStudy(world.viewers.dongpuCadre, { makeUpId: study })).rejects.toThrow(NotFound)
    for (const viewer of [world.viewers.cadre, world.viewers.leader, world.viewers.dongpuOrganiser])
      await expect(approve(study, viewer), viewer.name).rejects.toThrow(Forbidden)
    await withdrawStudy(world.viewers.cadre, { makeUpId: study })
    expect(await approve(study)).toMatchObject({ ok: false, reason: 'alreadyWithdrawn' })
    expect((await rowNow(missed, wujianguo)).madeUpOn).toBe(null)
  })
})

describe('a make-up session', () => {
  test('records several people at once, or nobody where one does not owe it', async () => {
    const [first, second] = [
      await held(
        '2023-03-01',
        [],
        [
          [wujianguo, 'absent'],
          [caiwenhui, 'leave'],
        ],
      ),
      await held(
        '2023-03-02',
        [],
        [
          [wujianguo, 'leave'],
          [zhuangyafang, 'present'],
        ],
      ),
    ]
    atTime('2023-03-20T09:00:00+08:00')
    const session = (...rows: [number, number][]) =>
      recordSession(world.viewers.organiser, { day: '2023-03-18', note: '补学场次：宪法', rows })

    const refused = await session([first, wujianguo], [second, zhuangyafang])
    expect(refused).toMatchObject({
      ok: false,
      reason: 'attended',
      field: 'rows',
      places: { name: '庄雅芳' },
    })
    expect((await rowNow(first, wujianguo)).madeUpOn).toBe(null)

    const all: [number, number][] = [
      [first, wujianguo],
      [first, caiwenhui],
      [second, wujianguo],
    ]
    expect(await session(...all)).toEqual({ ok: true, count: 3 })
    expect(await session(...all)).toEqual({ ok: true, count: 3 })
    expect((await madeUps(first)).map(each => [each.personId, each.way, each.day])).toEqual([
      [wujianguo, 'session', '2023-03-18'],
      [caiwenhui, 'session', '2023-03-18'],
    ])
  })

  test('is not for the activities of another unit', async () => {
    const missed = await held('2023-03-01', [], [[zhuangyafang, 'absent']])
    const rows: [number, number][] = [[missed, zhuangyafang]]

    await expect(
      recordSession(world.viewers.dongpuOrganiser, { day: '2023-03-02', note: '补学', rows }),
    ).rejects.toThrow(Forbidden)
  })
})

test('a session settles a study that waited: nobody is asked to decide it any more', async () => {
  const missed = await held('2023-03-01', [], [[wujianguo, 'absent']])
  atTime('2023-03-20T09:00:00+08:00')
  const study = await studyOf(world.viewers.cadre, missed)
  const waits = async () =>
    (await waitingStudies(world.viewers.organiser, '2023-03-20')).filter(row => row.activityId === missed)
      .length
  expect(await waits()).toBe(1)

  await recordSession(world.viewers.organiser, {
    day: '2023-03-18',
    note: '补学场次',
    rows: [[missed, wujianguo]],
  })
  expect(await waits()).toBe(0)
  await undoMakeUp(world.viewers.organiser, { activityId: missed, personId: wujianguo, reason: '登记错人' })

  expect((await madeUps(missed)).map(each => [each.way, each.state])).toEqual([
    ['selfStudy', 'withdrawn'],
    ['session', 'withdrawn'],
  ])
  expect(await approve(study)).toMatchObject({ ok: false, reason: 'alreadyWithdrawn' })
})

describe('undone', () => {
  test('the debt stands again, in the list and in the feed, with why in the log', async () => {
    const missed = await held('2023-03-01', [], [[wujianguo, 'absent']])
    await recordMakeUp(world.viewers.organiser, {
      ...{ activityId: missed, personId: wujianguo, day: '2023-03-01', way: 'session', note: '' },
    })
    const input = { activityId: missed, personId: wujianguo, reason: '登记错人' }

    await undoMakeUp(world.viewers.organiser, input)
    await undoMakeUp(world.viewers.organiser, input)

    expect(await rowNow(missed, wujianguo)).toMatchObject({ madeUpOn: null, feedSequence: 3000 })
    expect((await madeUps(missed)).map(each => each.state)).toEqual(['withdrawn'])
    expect((await historyOf('attendance', `${missed}/${wujianguo}`)).at(-1)?.reason).toBe('登记错人')
  })
})

describe('待补学', () => {
  const due = makeUpDueOf('2023-03-01')
  const after = addDays(due, 1)

  test('an organiser sees the scope, a cadre the own; each with its last day', async () => {
    const missed = await held(
      '2023-03-01',
      [],
      [
        [zhuangyafang, 'absent'],
        [xuguohua, 'leave'],
        [wujianguo, 'absent'],
      ],
    )
    const listed = async (viewer: Viewer, asked = {}) =>
      (await debtList(viewer, { limit: 500, ...asked }, after)).rows
        .filter(row => row.activityId === missed)
        .map(row => row.personId)

    expect(await listed(world.viewers.organiser)).toEqual([wujianguo, xuguohua, zhuangyafang])
    expect(await listed(world.viewers.leader)).toHaveLength(3)
    expect(await listed(world.viewers.dongpuOrganiser)).toEqual([xuguohua, zhuangyafang])
    expect(await listed(world.viewers.hepingOrganiser)).toEqual([])
    expect(await listed(world.viewers.cadre)).toEqual([])
    expect(await listed(world.viewers.organiser, { unitId: units.dongpu })).toEqual([xuguohua, zhuangyafang])
    expect((await ownDebts(world.viewers.dongpuCadre, after)).map(row => row.activityId)).toContain(missed)
    await expect(ownDebt(world.viewers.dongpuOrganiser, missed, after)).rejects.toThrow(NotFound)
    expect(await debtIn(world.viewers.dongpuOrganiser, missed, zhuangyafang)).toMatchObject({
      due,
      maySettle: false,
    })
    expect((await unitsOwing(world.viewers.dongpuOrganiser, after)).map(each => each.id)).toEqual([
      units.dongpu,
    ])
  })

  test('the filters count what they show, and past its day it says so', async () => {
    await held('2023-03-01', [], [[zhuangyafang, 'absent']])
    const { viewers } = world
    for (const state of ['all', 'overdue', 'asked', 'proposed'] as const) {
      const { rows, ...counts } = await debtList(viewers.organiser, { limit: 500, state }, after)
      const wanted = state === 'all' ? counts.total : counts[state]
      expect(rows, state).toHaveLength(wanted)
    }
    const onDue = await debtList(viewers.organiser, { limit: 500 }, due)
    const past = await debtList(viewers.organiser, { limit: 500 }, after)
    expect(past.overdue).toBeGreaterThan(onDue.overdue)
    const { asked, proposed } = await debtList(viewers.organiser, { limit: 1 }, after)
    expect(await toSettle(viewers.organiser, after)).toEqual({ asked, proposed })
    expect(await toSettle(viewers.leader, after)).toEqual({ asked: 0, proposed: 0 })
  })

  test('the list of a person and the home page tell the same debts', async () => {
    atTime('2023-04-20T09:00:00+08:00')
    const listed = await ownRows(world.viewers.cadre, '2023-01-01', '2023-12-31')

    expect((await ownDebts(world.viewers.cadre, '2023-04-20')).map(row => row.activityId).sort()).toEqual(
      debtsOf(listed, '2023-04-20')
        .map(debt => debt.activityId)
        .sort(),
    )
  })
})
