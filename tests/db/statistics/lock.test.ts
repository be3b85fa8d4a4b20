import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { reopenRoll } from '@/lib/activity/status.commands'
import { correcting } from '@/lib/core/correction'
import { Forbidden } from '@/lib/core/errors'
import { lockYear, unlockYear } from '@/lib/statistics/lock/lock.commands'
import { lockShown } from '@/lib/statistics/lock/lock.queries'
import { figuresOf, filterFor, readingOf } from '@/lib/statistics/rates/rate.queries'
import { saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { otherFigureInput } from '@/lib/statistics/report/report.input'
import { answerFigures } from '@/server/commands/figures-answer'
import { answerImport } from '@/server/commands/import-answer'
import {
  atTime,
  closeWorld,
  hasActivity,
  keepWorld,
  openWorld,
  people,
  units,
  type World,
  worldAsKept,
} from '../../world'

let world: World
let activityId: number

beforeAll(async () => {
  world = await openWorld()
  activityId = await hasActivity(world.viewers.organiser, { title: '民法典讲座', form: '法治专题讲座' })
  await hasActivity(world.viewers.organiser, {
    title: '宣传咨询',
    form: '宣传咨询活动',
    day: '2023-05-04',
    compulsory: false,
    isPublic: true,
  })
  await write(async tx => {
    await tx.run(sql`update attendance set mark = 'present', how = 'sheet' where activity_id = ${activityId}`)
    await tx.run(
      sql`update attendance set mark = 'absent' where activity_id = ${activityId} and person_id = ${people.wujianguo}`,
    )
    await tx.run(
      sql`update activity set status = 'closed', roll_opened_at = 1, roll_closed_at = 1 where id = ${activityId}`,
    )
  })
  await keepWorld(world)
})
beforeEach(async () => {
  await worldAsKept(world)
  atTime('2024-01-20T09:00:00+08:00')
})
afterAll(closeWorld)

const year = { from: '2023-01-01', to: '2023-12-31', asOf: '2023-12-31' }

async function locked(asOf?: string) {
  expect(await lockYear(world.viewers.administrator, { year: 2023, asOf })).toEqual({ ok: true })
}

async function shown(unitId: number = units.street) {
  return figuresOf(await filterFor(world.viewers.administrator, { unitId, ...year, isDefaultDay: true }))
}

/** Marks somebody present who was absent, as a write that says nothing of why. */
async function correctMark() {
  await write(tx =>
    tx.run(
      sql`update attendance set mark = 'present' where activity_id = ${activityId} and person_id = ${people.wujianguo}`,
    ),
  )
}

test('a write that would move a locked figure is taken back, and says which figure', async () => {
  await locked()
  const before = await shown()

  await expect(correctMark()).rejects.toMatchObject({
    name: 'LockedYear',
    lock: { year: 2023 },
    moves: {
      figures: expect.arrayContaining([
        expect.objectContaining({ code: 'attendanceRate', unitId: 1, month: '' }),
      ]),
    },
  })
  expect(await shown()).toEqual(before)
})

test('with a reason it is listed as a correction, and the kept figure stays with the corrected one beside it', async () => {
  await locked()
  const before = (await shown()).rates.attendanceRate

  await correcting('补交签到表', correctMark)

  const { rates, corrected } = await shown()
  const { numerator, denominator } = before
  expect(rates.attendanceRate).toEqual({ ...before, corrected: { numerator: numerator + 1, denominator } })
  expect(corrected?.attendanceRate).toEqual([numerator + 1, denominator])
  const filter = await filterFor(world.viewers.administrator, { ...year, isDefaultDay: true })
  const lock = await lockShown(world.viewers.administrator, filter)
  expect(lock?.corrections.map(each => each.reason)).toEqual(['补交签到表'])
  expect(lock?.corrections[0]?.moves.figures).toContainEqual({
    ...{ unitId: units.street, month: '', isAlone: false, code: 'attendanceRate' },
    ...{ before: [numerator, denominator], after: [numerator + 1, denominator] },
  })
})

test('the kept figures stand in every view: of each unit, of 本级, by month, of one month', async () => {
  await locked()
  const filter = await filterFor(world.viewers.administrator, { ...year, isDefaultDay: true })
  const views = async () => {
    const reading = await readingOf(filter)
    const march = await readingOf({ ...filter, month: '2023-03' })
    return [
      reading.by([]),
      reading.by([], { alone: true }),
      reading.by(['unit']),
      reading.by(['month']),
      reading.by(['month'], { alone: true }),
      reading.by(['unit', 'month']),
      march.by([]),
      march.by(['unit']),
    ].map(found => [...found].map(([key, figures]) => [key, withoutCorrected(figures)]).sort())
  }
  const before = await views()

  await correcting('补交签到表', correctMark)

  expect(await views()).toEqual(before)
  expect(await shown(units.office)).toHaveProperty('corrected')
  expect(await shown(units.justice)).not.toHaveProperty('corrected')
})

const withoutCorrected = (figures: object) =>
  JSON.parse(JSON.stringify(figures, (name, value) => (name === 'corrected' ? undefined : value)))

test('what moves no figure is not asked for a reason', async () => {
  await locked()

  await write(tx => tx.run(sql`update activity set place = '三楼会议室' where id = ${activityId}`))
  await hasActivity(world.viewers.organiser, { day: '2024-01-10' })

  const filter = await filterFor(world.viewers.administrator, { ...year, isDefaultDay: true })
  expect((await lockShown(world.viewers.administrator, filter))?.corrections).toEqual([])
})

test('the reason that a command asks for anyhow is the reason of the correction', async () => {
  await locked()
  const [found] = await db.all<{ version: number }>(
    sql`select version from activity where id = ${activityId}`,
  )

  const answer = await reopenRoll(world.viewers.organiser, {
    id: activityId,
    version: found?.version ?? 0,
    reason: '漏登一人',
  })

  expect(answer).toMatchObject({ ok: true })
  const filter = await filterFor(world.viewers.administrator, { ...year, isDefaultDay: true })
  expect((await lockShown(world.viewers.administrator, filter))?.corrections).toMatchObject([
    { reason: '漏登一人', by: '林静' },
  ])
})

test('a figure that was typed in is locked as well', async () => {
  const typed = { year: 2023, version: '', name: '调解', kind: 'count', value: '11件', source: '台账' }
  await saveOtherFigure(world.viewers.organiser, otherFigureInput.parse(typed))
  await locked()
  const save = () =>
    saveOtherFigure(world.viewers.organiser, otherFigureInput.parse({ ...typed, version: 0, value: '12件' }))

  await expect(save()).rejects.toMatchObject({
    moves: { figures: [], typed: [{ name: '调解', before: '11件', after: '12件' }] },
  })
  await correcting('台账漏记', save)
  const filter = await filterFor(world.viewers.administrator, { ...year, isDefaultDay: true })
  expect((await lockShown(world.viewers.administrator, filter))?.corrections).toMatchObject([
    { reason: '台账漏记', by: '林静', moves: { typed: [{ before: '11件', after: '12件' }] } },
  ])
})

test('a later cut-off counts the make-ups of January, and is the day as of which the year is shown', async () => {
  await write(tx =>
    tx.run(
      sql`update attendance set made_up_on = '2024-01-12' where activity_id = ${activityId} and person_id = ${people.wujianguo}`,
    ),
  )
  const atYearEnd = (await shown()).rates.participationRate

  await locked('2024-01-15')

  const { rates } = await shown()
  expect(rates.participationRate.numerator).toBe(atYearEnd.numerator + 1)
})

test('the cut-off is neither before the end of the year nor ahead', async () => {
  const { administrator } = world.viewers

  expect(await lockYear(administrator, { year: 2023, asOf: '2023-12-30' })).toEqual({
    ok: false,
    reason: 'asOfBefore',
    field: 'asOf',
  })
  expect(await lockYear(administrator, { year: 2023, asOf: '2024-01-21' })).toEqual({
    ok: false,
    reason: 'asOfAhead',
    field: 'asOf',
  })
})

test('an administrator unlocks with a reason, and figures are those of now again', async () => {
  await locked()
  await correcting('补交签到表', correctMark)
  const kept = (await shown()).rates.attendanceRate

  await expect(
    unlockYear(world.viewers.organiser, { year: 2023, unitId: units.street, reason: '重报' }),
  ).rejects.toThrow(Forbidden)
  await unlockYear(world.viewers.administrator, { year: 2023, unitId: units.street, reason: '重报' })

  expect((await shown()).rates.attendanceRate).toEqual(kept.corrected)
  const [left] = await db.all(
    sql`select (select count(*) from locked_figure) + (select count(*) from figure_correction) as count`,
  )
  expect(left).toEqual({ count: 0 })
})

test('whoever sees one community alone is told nothing of other units', async () => {
  await locked()
  await correcting('补交签到表', correctMark)
  const { dongpuOrganiser } = world.viewers
  const filter = await filterFor(dongpuOrganiser, { ...year, isDefaultDay: true })

  expect(await lockShown(dongpuOrganiser, filter)).toMatchObject({ corrections: [] })
})

test('the command line tells the kept figures with the corrected ones, and since when the year is locked', async () => {
  await locked()
  const { figures: before } = (await answerFigures({ command: 'figures', year: 2023 })).out as Told
  await correcting('补交签到表', correctMark)

  const { locked: lock, figures } = (await answerFigures({ command: 'figures', year: 2023 })).out as Told

  expect(lock).toEqual({ at: '2024-01-20T01:00:00.000Z', asOf: '2023-12-31' })
  const rate = before.find(each => each.code === 'attendanceRate')
  const { numerator = 0, denominator = 0 } = rate ?? {}
  const corrected = { numerator: numerator + 1, denominator, text: '100%' }
  expect(figures.find(each => each.code === 'attendanceRate')).toEqual({ ...rate, corrected })
})

type Told = {
  locked?: object
  figures: { code: string; numerator?: number; denominator?: number }[]
}

test('an import that would move a locked figure ends with 1 until it has a reason', async () => {
  await locked()
  const ledger = '日期,渠道,数量,单位\n2023-05-04,横幅,3,东埔社区\n'
  const importing = (reason?: string) =>
    answerImport({
      ...{ command: 'import', kind: 'outputs', fileName: '台账.csv', dryRun: false, setAside: false },
      ...{
        bytes: Buffer.from(ledger).toString('base64'),
        options: { year: 2023, reason, aliases: {}, answers: {} },
      },
    })

  expect(await importing()).toMatchObject({ exit: 1, out: { written: false } })
  expect(await importing('漏报一条')).toMatchObject({ exit: 0, out: { written: true } })

  const filter = await filterFor(world.viewers.administrator, { ...year, isDefaultDay: true })
  expect((await figuresOf(filter)).corrected).toEqual({ banners: 3 })
  expect((await lockShown(world.viewers.administrator, filter))?.corrections).toMatchObject([
    { reason: '漏报一条', by: '命令行' },
  ])
})
