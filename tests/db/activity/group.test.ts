import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { membership, person, unit } from '@/db/schema/roster'
import type { StatementCache } from '@/db/statement-cache'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { historyOf } from '@/lib/access/audit.sql'
import { mergeActivities, moveAudience, splitActivity } from '@/lib/activity/groups/group.commands'
import { audienceMoveInput, mergeInput, splitInput } from '@/lib/activity/groups/group.input'
import { mergeable, sessionsBeside, sharesOf } from '@/lib/activity/groups/group.queries'
import { Forbidden } from '@/lib/core/errors'
import { atTime, closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const rowOf = async (id: number) => {
  const [found] = await db.select().from(activity).where(eq(activity.id, id))
  if (!found) throw new Error('no such activity')
  return found
}
const listOf = async (id: number) =>
  (await db.select().from(attendance).where(eq(attendance.activityId, id)))
    .sort((a, b) => a.personId - b.personId)
    .map(row => [row.personId, row.standing] as const)
const due = async (id: number) =>
  (await listOf(id)).filter(([, standing]) => standing === 'required').map(([person]) => person)
/** What a client subscribed to the person's feed sees change: the sum of the two counters of each event. */
const sequences = async (person: number) =>
  Object.fromEntries(
    (
      await db
        .select({ id: activity.id, a: activity.sequence, r: attendance.feedSequence })
        .from(attendance)
        .innerJoin(activity, eq(activity.id, attendance.activityId))
        .where(eq(attendance.personId, person))
    ).map(each => [each.id, each.a + each.r]),
  )

const ahead = { day: '2023-03-20', starts: '15:00', ends: '16:30' }
const splitting = (id: number, version: number, unitIds: number[], more: object = {}) =>
  splitInput.parse({
    id,
    version,
    units: unitIds,
    day: '2023-03-21',
    reason: '会议室坐不下',
    despite: 'on',
    ...more,
  })

test('other people are due, and who stays sees no change', async () => {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, { ...ahead, title: '换对象', audienceWords: '党政办公室' })
  const before = await sequences(people.linjing)

  const moved = audienceMoveInput.parse({
    id,
    version: 0,
    audienceWords: '党政办公室中心组成员、司法所',
    reason: '改为中心组扩大学习',
  })
  expect(await moveAudience(organiser, moved)).toEqual({ ok: true, id })

  expect(await due(id)).toEqual([people.chenzhiqiang, people.linjing, people.zhengxiaoyan, people.caiwenhui])
  expect(await sequences(people.linjing)).toEqual(before)
  expect((await sequences(people.wujianguo))[id]).toBe(1)
})

test('split in two, each person is due once, with one change for who goes and none for who stays', async () => {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, { ...ahead, title: '分两场', audienceWords: '机关、东埔社区党员' })
  const whole = await due(id)
  const before = await sequences(people.linjing)

  await write(tx => tx.update(activity).set({ lawContent: false }).where(eq(activity.id, id)))
  const answer = await splitActivity(organiser, splitting(id, 0, [units.justice, units.dongpu]))
  if (!answer.ok) throw new Error(answer.reason)

  expect(await due(answer.id)).toEqual([people.zhengxiaoyan, people.caiwenhui, people.sumeiling])
  expect([...(await due(id)), ...(await due(answer.id))].sort((a, b) => a - b)).toEqual(whole)
  expect(await rowOf(answer.id)).toMatchObject({
    title: '分两场',
    day: '2023-03-21',
    compulsory: true,
    lawContent: false,
  })
  expect(await sequences(people.linjing)).toEqual(before)
  expect(
    (await listOf(id)).filter(([, standing]) => standing === 'withdrawn').map(([person]) => person),
  ).toEqual([people.zhengxiaoyan, people.caiwenhui, people.sumeiling])
  expect((await sequences(people.sumeiling))[id]).toBe(1)
})

test('split with names, who stays sees one change, and each session leads to the other', async () => {
  const { organiser, cadre, hepingOrganiser } = world.viewers
  const id = await hasActivity(organiser, {
    ...ahead,
    title: '学宪法',
    hostUnitId: units.dongpu,
    audienceWords: '党政办公室、司法所',
  })
  const [before, everybody] = [await sequences(people.linjing), await due(id)]

  const named = { firstTitle: '学宪法（第一场）', secondTitle: '学宪法（第二场）' }
  const answer = await splitActivity(organiser, splitting(id, 0, [units.justice], named))
  if (!answer.ok) throw new Error(answer.reason)

  expect((await rowOf(id)).title).toBe('学宪法（第一场）')
  expect((await rowOf(answer.id)).title).toBe('学宪法（第二场）')
  expect(await sequences(people.linjing)).toEqual({ ...before, [id]: (before[id] ?? 0) + 1 })
  const beside = async (viewer: Viewer, of: number) =>
    (await sessionsBeside(viewer, of)).map(each => [each.id, each.joining])
  expect(await beside(organiser, id)).toEqual([[answer.id, 'activity.split']])
  expect(await beside(organiser, answer.id)).toEqual([[id, 'activity.splitOff']])
  expect(await beside(cadre, answer.id)).toEqual([[id, 'activity.splitOff']])
  expect(await beside(hepingOrganiser, answer.id)).toEqual([])
  expect((await historyOf('activity', id)).map(each => each.action)).toEqual([
    'activity.create',
    'activity.split',
  ])

  const words = async () =>
    (
      await db.all<{ words: string }>(
        sql`select words from audience where id = ${(await rowOf(id)).audienceId}`,
      )
    )[0]?.words
  const back = mergeInput.parse({ id, version: 1, otherId: answer.id, reason: '会议室够坐' })
  expect(await mergeActivities(organiser, back)).toEqual({ ok: true, id })
  expect([(await rowOf(id)).title, await words()]).toEqual(['学宪法', '党政办公室、司法所'])
  expect(await due(id)).toEqual(everybody)
})

test('a unit that has others below it is split off as itself, and not as a list of names', async () => {
  const { organiser } = world.viewers
  await write(tx =>
    tx.insert(membership).values({ personId: people.xieyong, unitId: units.street, fromDay: '2023-01-01' }),
  )
  const id = await hasActivity(organiser, {
    ...ahead,
    title: '本级',
    audienceWords: '演示街道本级、党政办公室',
  })

  const shares = await sharesOf(organiser, await rowOf(id))

  expect(shares.map(each => [each.unitName, each.words, each.people])).toEqual([
    ['演示街道', '演示街道本级', []],
    ['党政办公室', '党政办公室', []],
  ])
})

test('who is on the list is asked in as many statements for thirty units as for one', async () => {
  const { organiser } = world.viewers
  await write(async tx => {
    for (let n = 0; n < 30; n++) {
      const name = `第${n + 1}网格`
      const at = { code: `W${n}`, path: `/1/4/${100 + n}/`, treeOrder: 100 + n }
      await tx
        .insert(unit)
        .values({ id: 100 + n, parentId: units.dongpu, name, kind: 'other', position: n, ...at })
      await tx
        .insert(person)
        .values({ id: 100 + n, staffNo: `W${n}`, name: `网格员${n}`, initials: 'wgy', position: 100 + n })
      await tx
        .insert(membership)
        .values({ personId: 100 + n, unitId: 100 + n, fromDay: '2022-01-01', isPrimary: true })
    }
  })
  const few = await rowOf(await hasActivity(organiser, { ...ahead, title: '一', audienceWords: '司法所' }))
  const many = await rowOf(await hasActivity(organiser, { ...ahead, title: '多', audienceWords: '东埔社区' }))

  const [one, all] = [
    await counting(() => sharesOf(organiser, few)),
    await counting(() => sharesOf(organiser, many)),
  ]

  expect(all.answer.length).toBe(31)
  expect(all.answer.every(each => each.people.length === 0)).toBe(true)
  expect(all.statements).toBe(one.statements)
})

/** Counts the statements that `work` sends to the database. */
async function counting<T>(work: () => Promise<T>) {
  const { reads } = (globalThis as unknown as { xuefaDatabase: { reads: StatementCache } }).xuefaDatabase
  const spies = [vi.spyOn(reads, 'execute'), vi.spyOn(reads, 'first')]
  const answer = await work()
  const statements = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
  for (const spy of spies) spy.mockRestore()
  if (statements === 0) throw new Error('nothing was counted')
  return { answer, statements }
}

test('activities to merge are offered nearest day first, on one day the same form first', async () => {
  const { organiser } = world.viewers
  const form = '专题辅导'
  const put = (title: string, day: string, more: object = {}) =>
    hasActivity(organiser, { title, day, audienceWords: '司法所', ...more })
  const here = await put('这一场', '2023-06-15', { form })
  await put('同日另一形式', '2023-06-15')
  await put('次日', '2023-06-16', { form })
  await put('同日同形式', '2023-06-15', { form })

  const offered = await mergeable(organiser, await rowOf(here))

  expect(offered.slice(0, 3).map(each => each.title)).toEqual(['同日同形式', '同日另一形式', '次日'])
})

test('a second session at the same hour, of nobody, or of everybody is none', async () => {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, { ...ahead, title: '分不成', audienceWords: '党政办公室、司法所' })
  const tried = (unitIds: number[], more = {}) => splitActivity(organiser, splitting(id, 0, unitIds, more))

  expect(await tried([units.justice], ahead)).toMatchObject({ reason: 'sameMoment' })
  expect(await tried([units.dongpu])).toMatchObject({ reason: 'nobodyGoes' })
  expect(await tried([units.office, units.justice])).toMatchObject({ reason: 'nobodyStays' })
  // The activity has begun, so its list is frozen.
  atTime('2023-03-20T15:10:00+08:00')
  expect(await tried([units.justice])).toMatchObject({ reason: 'rollOpen' })
  atTime('2023-03-10T09:00:00+08:00')
})

test('merged, everybody of both is due at the one that stays, and the other is cancelled; twice is once', async () => {
  const { organiser } = world.viewers
  const kept = await hasActivity(organiser, { ...ahead, title: '留下的', audienceWords: '党政办公室' })
  const other = await hasActivity(organiser, { ...ahead, title: '并入的', audienceWords: '司法所、林静' })
  const input = mergeInput.parse({ id: kept, version: 0, otherId: other, reason: '合并开展' })

  expect(await mergeActivities(organiser, input)).toEqual({ ok: true, id: kept })
  expect(await mergeActivities(organiser, input)).toEqual({ ok: true, id: kept })

  expect(await due(kept)).toEqual([1, 2, 3, 4, 5, 6])
  expect(await rowOf(other)).toMatchObject({ status: 'cancelled', statusReason: '合并开展' })
  expect((await sessionsBeside(organiser, kept)).map(each => each.joining)).toEqual(['activity.merge'])
  expect((await sessionsBeside(organiser, other)).map(each => each.id)).toEqual([kept])
  expect((await sequences(people.linjing))[kept]).toBe(0)
  expect((await sequences(people.linjing))[other]).toBe(1)
})

test('somebody required at one of two activities is required at the merged one, whatever the other list says', async () => {
  const { organiser } = world.viewers
  const kept = await hasActivity(organiser, {
    ...ahead,
    title: '甲',
    audienceWords: '党政办公室',
    invitedNames: '郑晓燕',
  })
  const other = await hasActivity(organiser, {
    ...ahead,
    title: '乙',
    audienceWords: '司法所',
    invitedNames: '林静',
  })

  expect(
    await mergeActivities(
      organiser,
      mergeInput.parse({ id: kept, version: 0, otherId: other, reason: '合并' }),
    ),
  ).toMatchObject({ ok: true })

  expect(await due(kept)).toEqual([1, 2, 3, 4, 5, 6])
})

test('a compulsory activity is not merged into an optional one; conflicts of a second session are reported first', async () => {
  const { organiser } = world.viewers
  const optional = await hasActivity(organiser, { ...ahead, title: '选学', compulsory: false })
  const other = await hasActivity(organiser, { ...ahead, title: '应学', audienceWords: '司法所' })
  const merging = mergeInput.parse({ id: optional, version: 0, otherId: other, reason: '合并' })
  expect(await mergeActivities(organiser, merging)).toMatchObject({ reason: 'notCompulsory' })

  const whole = await hasActivity(organiser, { ...ahead, title: '两场', audienceWords: '党政办公室、司法所' })
  const onSunday = splitting(whole, 0, [units.justice], { day: '2023-03-26', despite: undefined })
  expect(await splitActivity(organiser, onSunday)).toMatchObject({ reason: 'conflicts' })
  expect(await splitActivity(organiser, { ...onSunday, day: '2023-03-09', despite: true })).toMatchObject({
    reason: 'inPast',
  })
})

test('only the organiser puts people elsewhere', async () => {
  const id = await hasActivity(world.viewers.organiser, { ...ahead, title: '谁能改', audienceWords: '机关' })

  const moved = audienceMoveInput.parse({ id, version: 0, audienceWords: '机关', reason: '试试' })
  await expect(moveAudience(world.viewers.leader, moved)).rejects.toThrow(Forbidden)
  await expect(splitActivity(world.viewers.leader, splitting(id, 0, [units.justice]))).rejects.toThrow(
    Forbidden,
  )
})
