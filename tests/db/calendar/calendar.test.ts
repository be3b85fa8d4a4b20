import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { write } from '@/db/write'
import { activityById } from '@/lib/activity/activity.queries'
import { closeRoll } from '@/lib/activity/status.commands'
import { markAttendance, markRest } from '@/lib/attendance/attendance.commands'
import { keepLunar } from '@/lib/calendar/calendar.commands'
import { ownEntries, publicEntries, showsLunar, unitEntries } from '@/lib/calendar/calendar.queries'
import { ledYears, openWork, ownDuties } from '@/lib/calendar/home/duty.queries'
import { publicEvent, publicHosts } from '@/lib/calendar/public-event.queries'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { sittingsOf } from '@/lib/exam/sitting.sql'
import { setMakeUpDays } from '@/lib/plan/duties/owed.commands'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { atTime, closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World
const wide = { audienceWords: '', compulsory: false, isPublic: true, form: '宣传咨询活动' }
const april = { from: '2023-04-01', to: '2023-04-30' }

beforeAll(async () => {
  world = await openWorld()
  const { organiser, dongpuOrganiser } = world.viewers
  // Held on 10 March, roll closed: 吴建国 on leave, everybody else present.
  const held = await hasActivity(organiser, { title: '党内法规学习' })
  const leave = { activityId: held, personId: people.wujianguo, mark: 'leave' as const, version: 0 }
  await markAttendance(organiser, leave)
  await markRest(organiser, { activityId: held })
  await closeRoll(organiser, { id: held, version: (await activityById(organiser, held)).activity.version })
  // Due on 9 April whatever the default is.
  await write(tx => setMakeUpDays(tx, 30, sql`activity_id = ${held}`))
  await hasActivity(organiser, { title: '待登记的学习', day: '2023-04-06' })
  await hasActivity(organiser, { title: '今天的学习', day: '2023-04-12', starts: '15:00', ends: '16:30' })
  await hasActivity(organiser, { title: '法治讲座', day: '2023-04-14' })
  await hasActivity(organiser, { title: '草稿', day: '2023-04-18', draft: true })
  await hasActivity(organiser, {
    title: '跨月的网上学法',
    form: '网上学法',
    day: '2023-03-20',
    lastDay: '2023-04-20',
  })
  await hasActivity(organiser, { ...wide, title: '广场宣传', day: '2023-04-15', targets: ['进社区'] })
  await hasActivity(dongpuOrganiser, {
    ...wide,
    title: '社区集市',
    day: '2023-04-21',
    hostUnitId: units.dongpu,
  })
  await hasActivity(dongpuOrganiser, {
    title: '社区内部学习',
    day: '2023-04-22',
    hostUnitId: units.dongpu,
    audienceWords: '东埔社区',
  })
  await createExam(
    organiser,
    examInput.parse({
      hostUnitId: units.street,
      title: '宪法测试',
      opensOn: '2023-03-20',
      closesOn: '2023-04-20',
      fullMark: 100,
      passMark: 60,
      counting: 'best',
      audienceWords: '机关',
    }),
  )
  const half = await hasActivity(organiser, { title: '登记了一半的学习', day: '2023-04-07' })
  atTime('2023-04-12T14:00:00+08:00')
  const came = { activityId: half, personId: people.wujianguo, mark: 'present' as const, version: 0 }
  await markAttendance(organiser, came)
})
afterAll(closeWorld)

const today = () => dayOf(now())
const titles = (entries: { title: string }[]) => entries.map(each => each.title).sort()

describe('the own calendar', () => {
  test('holds what a person is due at, own exams and public events of the street, and nothing else', async () => {
    const entries = await ownEntries(world.viewers.cadre, april, now(), today())

    expect(titles(entries)).toEqual(
      [
        // Missed on 10 March, to be made up by 9 April.
        '党内法规学习',
        '今天的学习',
        '登记了一半的学习',
        '宪法测试',
        '广场宣传',
        '待登记的学习',
        '法治讲座',
        '社区集市',
        '跨月的网上学法',
      ].sort(),
    )
    expect(entries.find(each => each.title === '党内法规学习')).toMatchObject({
      kind: 'makeUp',
      day: '2023-04-09',
      tone: 'owed',
      word: 'state.makeUpOwed',
    })
    expect(entries.find(each => each.title === '社区集市')).toMatchObject({ isPublic: true, tone: 'quiet' })
    expect(entries.find(each => each.title === '待登记的学习')?.word).toBe('state.awaitingRecord')
  })

  test('a month earlier it shows the leave', async () => {
    const entries = await ownEntries(
      world.viewers.cadre,
      { from: '2023-03-01', to: '2023-03-31' },
      now(),
      today(),
    )

    expect(entries.find(each => each.title === '党内法规学习')).toMatchObject({
      tone: 'soon',
      word: 'mark.leave',
    })
  })

  test('somebody of a community sees what the community does', async () => {
    const entries = await ownEntries(world.viewers.dongpuCadre, april, now(), today())

    expect(titles(entries)).toEqual(['广场宣传', '社区内部学习', '社区集市'].sort())
  })
})

describe('the calendar of a unit', () => {
  test('holds what it and those below host, drafts too', async () => {
    const { unit, entries } = await unitEntries(world.viewers.organiser, units.street, april, now())

    expect(unit.name).toBe('演示街道')
    expect(titles(entries)).toContain('草稿')
    expect(titles(entries)).toContain('社区内部学习')
    expect(entries.find(each => each.title === '宪法测试')?.word).toBe('sitting.running')
  })

  test.each([
    ['another community', 'dongpuOrganiser', units.heping],
    ['the unit above', 'dongpuOrganiser', units.street],
    ['the own unit without a role', 'dongpuCadre', units.dongpu],
  ] as const)('is not there for %s', async (_, viewer, unit) => {
    await expect(unitEntries(world.viewers[viewer], unit, april, now())).rejects.toThrow(NotFound)
  })
})

test('only an organiser may move, and only what is scheduled, ahead and without a mark', async () => {
  const movable = async (viewer: keyof World['viewers']) =>
    titles(
      (await unitEntries(world.viewers[viewer], units.street, april, now())).entries.filter(
        each => each.movable !== undefined,
      ),
    )

  expect(await movable('organiser')).toEqual(
    ['今天的学习', '法治讲座', '广场宣传', '社区集市', '社区内部学习'].sort(),
  )
  expect(await movable('leader')).toEqual([])
})

test('the lunar date is a choice of one’s own', async () => {
  expect(await showsLunar(world.viewers.cadre)).toBe(false)
  await keepLunar(world.viewers.cadre, { shows: 'yes' })
  expect([await showsLunar(world.viewers.cadre), await showsLunar(world.viewers.leader)]).toEqual([
    true,
    false,
  ])
})

describe('the public calendar', () => {
  test('holds public events alone, of all or of one host', async () => {
    expect(titles(await publicEntries(april))).toEqual(['广场宣传', '社区集市'].sort())
    const [street, dongpu] = await publicHosts()
    expect([street?.name, dongpu?.name]).toEqual(['演示街道', '东埔社区'])
    expect(titles(await publicEntries(april, dongpu?.path))).toEqual(['社区集市'])
  })

  test('one event says whom it is for; what is not public is not there', async () => {
    const [square] = (await publicEntries(april)).filter(each => each.title === '广场宣传')
    const [lecture] = (await ownEntries(world.viewers.cadre, april, now(), today())).filter(
      each => each.title === '法治讲座',
    )

    expect(await publicEvent(square?.id ?? 0)).toMatchObject({ hostName: '演示街道', targets: ['社区'] })
    await expect(publicEvent(lecture?.id ?? 0)).rejects.toThrow(NotFound)
  })
})

describe('home', () => {
  test('says what is owed, what is next, and how the year stands', async () => {
    const duties = await ownDuties(world.viewers.cadre, now())

    expect(duties?.debts.map(({ title, due, daysLeft }) => [title, due, daysLeft])).toEqual([
      ['党内法规学习', '2023-04-09', -3],
      ['跨月的网上学法', '2023-04-20', 8],
    ])
    expect(duties?.next?.activity.title).toBe('今天的学习')
    expect(duties?.month).toEqual({ due: 4, done: 1 })
    expect(duties?.figures.rates.attendanceRate).toEqual({ numerator: 0, denominator: 1 })
    expect(duties?.exams.map(each => [each.title, each.sat])).toEqual([['宪法测试', false]])
  })

  test('opens this month to the activities it counts, those ahead too', async () => {
    const { cadre } = world.viewers
    const filter = await filterFor(cadre, {
      ...{ from: '2023-04-01', to: '2023-04-30', asOf: today(), personId: people.wujianguo },
    })
    const { totals, rows } = await rowsBehind(filter, 'assigned')

    expect({ due: totals.denominator, done: totals.numerator }).toEqual(
      (await ownDuties(cadre, now()))?.month,
    )
    expect(rows).toHaveLength(totals.denominator)
  })

  test('is nobody’s for the command line', async () => {
    expect(await ownDuties({ ...world.viewers.cadre, personId: null }, now())).toBeNull()
  })

  test('tells an organiser of today and of rolls still open, within the scope', async () => {
    await hasActivity(world.viewers.organiser, { title: '选学讲座', day: '2023-04-05', compulsory: false })
    const work = await openWork(world.viewers.organiser, today())

    expect(titles(work.todays)).toEqual(['今天的学习'])
    expect(work.rolls.map(each => [each.title, each.required, each.marked])).toEqual([
      ['登记了一半的学习', 6, 1],
      ['待登记的学习', 6, 0],
    ])
    expect(titles(work.unsaid)).toEqual(['选学讲座'])
    const other = await openWork(world.viewers.hepingOrganiser, today())
    expect([other.rolls.length, other.unsaid.length]).toEqual([0, 0])
  })

  test('tells a leader how the units stand and who is behind', async () => {
    const [led, ...others] = await ledYears(world.viewers.leader, today())

    expect(others).toEqual([])
    expect(led).toMatchObject({
      unitName: '演示街道',
      behind: { total: 1, rows: [{ name: '吴建国', missed: 1 }] },
    })
    expect(led?.figures.rates.attendanceRate).toEqual({ numerator: 5, denominator: 6 })
    expect(await ledYears(world.viewers.cadre, today())).toEqual([])
  })
})

test('an exam is told with whether the person sat and passed', async () => {
  expect(await sittingsOf(people.wujianguo, april)).toMatchObject([
    { title: '宪法测试', day: '2023-03-20', lastDay: '2023-04-20', sat: false, passed: false },
  ])
  expect(await sittingsOf(people.zhuangyafang, april)).toEqual([])
})
