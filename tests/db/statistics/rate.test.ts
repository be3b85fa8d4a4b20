import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { attempt, exam, examCandidate } from '@/db/schema/exam'
import { membership, unit } from '@/db/schema/roster'
import type { StatementCache } from '@/db/statement-cache'
import { write } from '@/db/write'
import { activityById } from '@/lib/activity/activity.queries'
import { closeRoll } from '@/lib/activity/status.commands'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { recordMakeUp } from '@/lib/attendance/makeup/makeup.commands'
import { markByNumbers } from '@/lib/attendance/paper-sheet.commands'
import { setStanding } from '@/lib/attendance/standing.commands'
import { addDays, endOfDay, instantOf } from '@/lib/core/time'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { figuresBy, figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { percentText } from '@/lib/statistics/rates/rate.rules'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  makeUpDueOf,
  openWorld,
  units,
  type World,
} from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

describe('the worked example of the definitions', () => {
  let unitId: number
  let lecture: number
  let onLeave: number

  beforeAll(async () => {
    const { organiser } = world.viewers
    atTime('2023-03-01T09:00:00+08:00')
    unitId = await write(async tx => {
      const [made] = await tx
        .insert(unit)
        .values({
          parentId: units.street,
          path: '/1/9/',
          id: 9,
          name: '甲单位',
          kind: 'department',
          treeOrder: 9,
        })
        .returning({ id: unit.id })
      return (made as { id: number }).id
    })
    const ten: number[] = []
    for (let n = 0; n < 10; n++) ten.push(await joins(`甲${n}`, unitId))
    const study = { hostUnitId: unitId, audienceWords: '甲单位' }
    lecture = await hasActivity(organiser, {
      ...study,
      title: '讲座',
      form: '法治专题讲座',
      day: '2023-03-10',
    })
    const second = await hasActivity(organiser, { ...study, title: '集中学法', day: '2023-03-25' })

    atTime('2023-03-10T17:00:00+08:00')
    const marked = await markByNumbers(organiser, {
      activityId: lecture,
      late: '8',
      leave: '9',
      absent: '10',
      leftEarly: '',
      restPresent: true,
    })
    expect(marked).toEqual({ ok: true, count: 10 })
    await close(lecture)
    onLeave = (await sheetOf(organiser, lecture)).rows[8]?.personId as number

    // One person leaves on 15 March, two join on 20 March; the roll of the lecture on the 10th is unchanged.
    await write(async tx => {
      await tx
        .update(membership)
        .set({ toDay: '2023-03-14' })
        .where(eq(membership.personId, ten[0] as number))
    })
    await joins('甲新一', unitId, { fromDay: '2023-03-20' })
    await joins('甲新二', unitId, { fromDay: '2023-03-20' })
    await write(syncAudiences)

    atTime('2023-03-25T17:00:00+08:00')
    const { rows } = await sheetOf(organiser, second)
    expect(rows).toHaveLength(11)
    const exempt = rows[10] as (typeof rows)[number]
    await setStanding(organiser, {
      activityId: second,
      personId: exempt.personId,
      standing: 'exempt',
      reason: '产假',
      version: exempt.version,
    })
    await markByNumbers(organiser, {
      activityId: second,
      late: '',
      leave: '',
      absent: '',
      leftEarly: '',
      restPresent: true,
    })
    await close(second)
    await sitsExam(
      unitId,
      rows.map(row => row.personId),
    )
  })

  test.each([
    ['before it is due', '2023-03-26', 18, 19],
    ['on the due day', makeUpDueOf('2023-03-10'), 18, 19],
    ['after the due day', addDays(makeUpDueOf('2023-03-10'), 1), 18, 20],
  ])('a leave that is not made up, %s', async (_, asOf, numerator, denominator) => {
    const { rates, setAside } = await figuresOfUnit(asOf)

    expect(rates.participationRate).toEqual({ numerator, denominator })
    expect(setAside).toBe(20 - denominator)
  })

  test.each([
    ['before the make-up', '2023-03-26', 18, 19, '94.7%'],
    ['after the make-up', '2023-03-29', 19, 20, '95.0%'],
    ['on the day of the make-up itself', '2023-03-28', 19, 20, '95.0%'],
  ])('participation %s', async (_, asOf, numerator, denominator, text) => {
    atTime('2023-03-28T09:00:00+08:00')
    const made = await recordMakeUp(world.viewers.organiser, {
      activityId: lecture,
      personId: onLeave,
      day: '2023-03-28',
      way: 'selfStudy',
      note: '',
    })
    expect(made.ok).toBe(true)

    const { rates } = await figuresOfUnit(asOf)

    expect(rates.attendanceRate).toEqual({ numerator: 18, denominator: 20 })
    expect(rates.participationRate).toEqual({ numerator, denominator })
    expect(percentText(rates.participationRate)).toBe(text)
  })

  test('the exam counts from its closing day, with both pass rates', async () => {
    expect((await figuresOfUnit('2023-03-29')).rates.examParticipationRate.denominator).toBe(0)

    const { rates } = await figuresOfUnit('2023-03-30')

    expect(rates.examParticipationRate).toEqual({ numerator: 10, denominator: 11 })
    expect(rates.passRate).toEqual({ numerator: 9, denominator: 11 })
    expect(rates.passRateOfSat).toEqual({ numerator: 9, denominator: 10 })
    expect([rates.examParticipationRate, rates.passRate, rates.passRateOfSat].map(percentText)).toEqual([
      '90.9%',
      '81.8%',
      '90.0%',
    ])
  })

  async function figuresOfUnit(asOf: string) {
    atTime(`${asOf}T23:00:00+08:00`)
    const { leader } = world.viewers
    return figuresOf(await filterFor(leader, { unitId, from: '2023-01-01', to: '2023-12-31', asOf }))
  }
})

async function close(id: number) {
  const { organiser } = world.viewers
  const { version } = (await activityById(organiser, id)).activity
  const answer = await closeRoll(organiser, { id, version })
  if (!answer.ok) throw new Error(answer.reason)
}

/** An exam that closes on 30 March: ten of the eleven sit it, nine pass. */
async function sitsExam(unitId: number, personIds: number[]) {
  await write(async tx => {
    await tx.insert(exam).values({
      id: 1,
      uid: 'exam-1',
      title: '年度考试',
      hostUnitId: unitId,
      opensAt: instantOf('2023-03-20'),
      closesAt: endOfDay('2023-03-30'),
      closingDay: '2023-03-30',
      fullMark: 100,
      passMark: 60,
      createdAt: 0,
      changedAt: 0,
    })
    await tx
      .insert(examCandidate)
      .values(personIds.map(personId => ({ examId: 1, personId, unitId, standing: 'required' as const })))
    await tx.insert(attempt).values(
      personIds.slice(0, 10).map((personId, at) => ({
        examId: 1,
        personId,
        number: 1,
        day: '2023-03-29',
        score: at === 0 ? 0 : 80,
        passed: at !== 0,
        passMark: 60,
        source: 'import' as const,
      })),
    )
  })
}

test('figures of any grouping are read in one statement', async () => {
  const { leader } = world.viewers
  const asked = { asOf: '2023-03-10', from: '2023-01-01', to: '2023-03-10', unitId: units.street }
  const filter = await filterFor(leader, asked)

  expect(await statementsOf(() => figuresBy(filter, ['unit', 'month']))).toBe(1)
})

/** How many statements `work` reads with. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { reads } = (globalThis as unknown as { xuefaDatabase: { reads: StatementCache } }).xuefaDatabase
  const spies = [vi.spyOn(reads, 'execute'), vi.spyOn(reads, 'first')]
  await work()
  const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
  for (const spy of spies) spy.mockRestore()
  return count
}
