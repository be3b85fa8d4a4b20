import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { write } from '@/db/write'
import { historyOf } from '@/lib/access/audit.sql'
import { activityById } from '@/lib/activity/activity.queries'
import { addGuest, countWalkIns, markGuest } from '@/lib/activity/guests/guest.commands'
import { guestsOf } from '@/lib/activity/guests/guest.queries'
import { closeRoll } from '@/lib/activity/status.commands'
import { markAttendance, markRest } from '@/lib/attendance/attendance.commands'
import { saveStudyRecord } from '@/lib/attendance/study-record.commands'
import type { StudyRecordInput } from '@/lib/attendance/study-record.input'
import { studyRecordOf } from '@/lib/attendance/study-record.queries'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { overviewOf } from '@/lib/statistics/overview.queries'
import { closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const written = (activityId: number, change: Partial<StudyRecordInput> = {}): StudyRecordInput => ({
  activityId,
  version: 0,
  chairedBy: '陈志强',
  recorder: '林静',
  keySpeakers: '',
  conveyed: '传达《法治中国建设规划》',
  discussion: '',
  summary: '',
  lawContent: true,
  ...change,
})

test('a record is kept, the same again changes nothing, and an older page does not overwrite a newer one', async () => {
  const { organiser, dongpuOrganiser, leader, cadre } = world.viewers
  const id = await hasActivity(organiser, { form: '中心组学习', title: '一季度中心组学习' })
  await markAttendance(organiser, {
    activityId: id,
    personId: people.linjing,
    mark: 'leave',
    version: 0,
    reason: '病假',
  })

  expect(await saveStudyRecord(organiser, written(id))).toEqual({ ok: true, id })
  expect(await saveStudyRecord(organiser, written(id))).toEqual({ ok: true, id })
  await expect(saveStudyRecord(organiser, written(id, { summary: '旧页' }))).rejects.toThrow(Conflict)
  await expect(saveStudyRecord(dongpuOrganiser, written(id, { version: 1 }))).rejects.toThrow()
  await expect(saveStudyRecord(leader, written(id, { version: 1, summary: '领导' }))).rejects.toThrow(
    Forbidden,
  )

  const { record, turnout } = await studyRecordOf(leader, id)
  expect(record).toMatchObject({ conveyed: '传达《法治中国建设规划》', summary: '', version: 1 })
  expect(turnout.leave).toEqual([{ name: '林静', reason: '病假' }])
  expect((await historyOf('activity', id, { actions: ['activity.record'] })).length).toBe(1)
  // A colleague may not read reasons for leave.
  await expect(studyRecordOf(cadre, id)).rejects.toThrow(NotFound)
})

test('guests are beside the list, once each, and in no number of the roll', async () => {
  const { organiser, leader, cadre } = world.viewers
  const id = await hasActivity(organiser, { title: '有客人的会' })
  const guest = {
    activityId: id,
    name: '王老师',
    organisation: '区委党校',
    post: '教授',
    standing: 'invited',
  } as const

  await addGuest(organiser, guest)
  await addGuest(organiser, guest)
  await addGuest(organiser, { ...guest, name: '李代表', standing: 'walkIn' })
  const [invited] = await guestsOf(organiser, id)
  await markGuest(organiser, { activityId: id, guestId: invited?.id as number, came: 'yes' })
  await expect(addGuest(leader, guest)).rejects.toThrow(Forbidden)
  const { version } = (await activityById(organiser, id)).activity
  await countWalkIns(organiser, { activityId: id, version, walkIns: 12 })

  expect((await guestsOf(leader, id)).map(({ name, came }) => [name, came])).toEqual([
    ['王老师', true],
    ['李代表', true],
  ])
  expect(await guestsOf(cadre, id)).toEqual([])
  const { turnout } = await studyRecordOf(organiser, id)
  expect([turnout.came, turnout.invited, turnout.walkIns]).toEqual([0, ['王老师'], ['李代表']])
  await markGuest(organiser, { activityId: id, guestId: invited?.id as number, came: 'remove' })
  await markGuest(organiser, { activityId: id, guestId: invited?.id as number, came: 'remove' })
  expect(await guestsOf(organiser, id)).toHaveLength(1)
})

test('a guest of another meeting is not reached through this one', async () => {
  const { organiser } = world.viewers
  const [one, other] = [
    await hasActivity(organiser, { title: '这一场' }),
    await hasActivity(organiser, { title: '那一场' }),
  ]
  await addGuest(organiser, {
    activityId: one,
    name: '王老师',
    organisation: '',
    post: '',
    standing: 'invited',
  })
  const [guest] = await guestsOf(organiser, one)

  await expect(
    markGuest(organiser, { activityId: other, guestId: guest?.id as number, came: 'yes' }),
  ).rejects.toThrow(NotFound)
})

test('a session of theory alone leaves the rates where its plan says so, and the page says how many', async () => {
  const { organiser, leader } = world.viewers
  const asked = { asOf: '2023-03-10', from: '2023-01-01', to: '2023-03-10', unitId: units.street }
  const id = await hasActivity(organiser, { title: '纯理论学习', audienceWords: '全街道' })
  await markRest(organiser, { activityId: id })
  const figures = async () => {
    const { whole, standards } = await overviewOf(leader, asked)
    return [whole.rates.participationRate.denominator, standards.theoryLeftOut]
  }
  const close = async () =>
    closeRoll(organiser, { id, version: (await activityById(organiser, id)).activity.version })
  await saveStudyRecord(organiser, written(id, { lawContent: false }))
  await close()
  const counted = await figures()

  await write(tx => tx.update(activity).set({ theoryLeftOut: true }).where(eq(activity.id, id)))
  const left = await figures()

  expect(counted).toEqual([12, 0])
  expect(left).toEqual([0, 1])
  const below = await overviewOf(leader, { ...asked, unitId: units.dongpu })
  expect(below.standards.theoryLeftOut, 'a unit is told of what its people went to elsewhere').toBe(1)
  expect(await saveStudyRecord(organiser, written(id, { version: 1 }))).toEqual({
    ok: false,
    reason: 'rollClosed',
    field: 'lawContent',
  })
  expect((await db.select().from(activity).where(eq(activity.id, id)))[0]?.lawContent).toBe(false)
})

test('the text belongs to the scope of the host and to those who were there, not to every unit on the list', async () => {
  const { administrator, hepingOrganiser, dongpuOrganiser, dongpuCadre } = world.viewers
  const id = await hasActivity(administrator, {
    ...{ hostUnitId: units.heping, title: '和平社区学习', audienceWords: '和平社区、东埔社区' },
  })
  await saveStudyRecord(hepingOrganiser, written(id, { discussion: '曾玉兰谈体会' }))
  await markAttendance(hepingOrganiser, {
    ...{ activityId: id, personId: people.zhuangyafang, mark: 'present', version: 0 },
  } as const)
  await markAttendance(hepingOrganiser, {
    ...{ activityId: id, personId: people.xuguohua, mark: 'leave', version: 0, reason: '病假' },
  } as const)

  expect((await studyRecordOf(hepingOrganiser, id)).turnout.leave).toEqual([
    { name: '许国华', reason: '病假' },
  ])
  expect(await studyRecordOf(dongpuCadre, id)).toMatchObject({
    seesRoll: false,
    record: { discussion: '曾玉兰谈体会' },
    turnout: { leave: [] },
  })
  await expect(studyRecordOf(dongpuOrganiser, id)).rejects.toThrow(NotFound)
})
