import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { attempt } from '@/db/schema/exam'
import { write } from '@/db/write'
import { Conflict } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { changeExam, confirmList, createExam } from '@/lib/exam/exam.commands'
import { changeExamInput, examInput, missedReasonInput } from '@/lib/exam/exam.input'
import { examPage, examsOf } from '@/lib/exam/exam.queries'
import { sayMissedReason } from '@/lib/exam/missed-reason.commands'
import { syncOpenExams } from '@/lib/organisation/audience/audience.commands'
import { bring, countsIn, faultsIn } from '../../sheets'
import { atTime, closeWorld, leaveNow, moveNow, openWorld, people, units, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

type Typed = Record<string, string | number>

const facts: Typed = {
  hostUnitId: units.street,
  title: '学法考试',
  opensOn: '2023-06-01',
  closesOn: '2023-06-30',
  fullMark: 100,
  passMark: 60,
  counting: 'best',
  audienceWords: '机关',
}

async function hasExam(more: Typed = {}): Promise<number> {
  const made = await createExam(world.viewers.organiser, examInput.parse({ ...facts, ...more }))
  if (!made.ok) throw new Error(made.reason)
  return made.id
}

async function sat(personId: number, number: number, at: string | null, score: number) {
  const submittedAt = at === null ? null : Date.parse(at)
  const day = submittedAt === null ? '2023-06-20' : dayOf(submittedAt)
  const source = 'import' as const
  await write(tx =>
    tx.insert(attempt).values({
      examId: 1,
      personId,
      number,
      submittedAt,
      day,
      score,
      passMark: 60,
      passed: score >= 60,
      source,
    }),
  )
}

async function examsNow(): Promise<string[]> {
  const rows = await db.all<{ text: string }>(sql`
    select e.title || ' ' || u.name || ' ' || e.closing_day as text
    from exam e join unit u on u.id = e.host_unit_id order by e.id`)
  return rows.map(row => row.text)
}

test('nobody outside the units that one organises is put on the list', async () => {
  const typed = examInput.parse({ ...facts, hostUnitId: units.dongpu, audienceWords: '东埔社区、和平社区' })

  expect(await createExam(world.viewers.dongpuOrganiser, typed)).toEqual({
    ok: false,
    reason: 'outsideScope',
    field: 'audienceWords',
    places: { units: '和平社区' },
  })
})

describe('the name of an exam', () => {
  const examExists = { ok: false, reason: 'examExists', field: 'title' }

  test('is given once by a unit; the form sent twice makes one exam', async () => {
    await hasExam()

    const again = await createExam(world.viewers.organiser, examInput.parse(facts))

    expect(again).toEqual(examExists)
    expect(await examsNow()).toEqual(['学法考试 演示街道 2023-06-30'])
  })

  test('may be given by another unit', async () => {
    await hasExam()
    await hasExam({ hostUnitId: units.heping, audienceWords: '和平社区' })

    expect(await examsNow()).toEqual(['学法考试 演示街道 2023-06-30', '学法考试 和平社区 2023-06-30'])
  })

  test('is not changed to that of another exam of the unit, and may stay', async () => {
    await hasExam()
    const id = await hasExam({ title: '年终考试' })
    const change = (more: Typed) =>
      changeExam(world.viewers.organiser, changeExamInput.parse({ ...facts, id, version: 0, ...more }))

    expect(await change({})).toEqual(examExists)
    expect(await change({ title: '年终考试', closesOn: '2023-07-10' })).toEqual({ ok: true, id })
    expect(await examsNow()).toEqual(['学法考试 演示街道 2023-06-30', '年终考试 演示街道 2023-07-10'])
  })
})

test('the list of exams counts the rows that its viewer sees on the page of the exam', async () => {
  const id = await hasExam({ audienceWords: '机关、东埔社区' })
  await sits(id, [people.linjing, people.sumeiling])

  for (const viewer of [world.viewers.organiser, world.viewers.dongpuOrganiser, world.viewers.dongpuCadre]) {
    const [listed] = await examsOf(viewer, 2023)
    const { rows } = await examPage(viewer, id)
    const sat = rows.filter(each => each.attempts > 0)
    expect([listed?.required, listed?.sat, listed?.passed]).toEqual([rows.length, sat.length, sat.length])
  }
  expect((await examsOf(world.viewers.organiser, 2023))[0]).toMatchObject({ required: 9, sat: 2 })
  expect((await examsOf(world.viewers.dongpuOrganiser, 2023))[0]).toMatchObject({ required: 3, sat: 1 })
})

async function sits(examId: number, personIds: number[]) {
  atTime('2023-06-10T09:00:00+08:00')
  const of = { examId, number: 1, day: '2023-06-05', score: 80, passMark: 60, passed: true } as const
  await write(tx =>
    tx.insert(attempt).values(personIds.map(personId => ({ ...of, personId, source: 'import' as const }))),
  )
}

describe('the list of who must sit', () => {
  const listed = async (id: number) => {
    const { rows } = await examPage(world.viewers.organiser, id)
    return rows.map(row => `${row.name} ${row.unitName}`)
  }
  const justice = { audienceWords: '司法所' }

  test('is that of the closing day, with nothing entered on that day', async () => {
    await moves(people.wujianguo, '2023-06-20')
    await leaves(people.caiwenhui, '2023-06-29')
    const id = await hasExam(justice)
    await moves(people.linjing, '2023-06-30')
    await moves(people.huanglijuan, '2023-07-01')
    const wanted = ['林静 司法所', '吴建国 司法所', '郑晓燕 司法所']
    expect(await listed(id)).toEqual(wanted)
    // As a version before left it: open, and without an entry that would have resolved it again.
    await write(tx => tx.run(sql`delete from exam_candidate where person_id = ${people.linjing}`))

    await write(syncOpenExams)

    atTime('2023-07-02T09:00:00+08:00')
    expect(await listed(id)).toEqual(wanted)
  })

  test('is fixed at the end of that day or by 确认应考名单, and made anew where the day moves', async () => {
    const id = await hasExam(justice)
    await confirmList(world.viewers.organiser, { id, version: 0 })
    await leaves(people.caiwenhui, '2023-06-01')
    expect(await listed(id)).toEqual(['郑晓燕 司法所', '蔡文辉 司法所'])

    await closes(id, '2023-07-10')

    expect(await listed(id)).toEqual(['郑晓燕 司法所'])
    expect((await examPage(world.viewers.organiser, id)).exam.listConfirmedAt).toBe(null)

    atTime('2023-07-12T09:00:00+08:00')
    await moves(people.linjing, '2023-06-15')
    expect(await listed(id)).toEqual(['郑晓燕 司法所'])

    await closes(id, '2023-06-20')

    expect(await listed(id)).toEqual(['林静 司法所', '郑晓燕 司法所'])
  })

  function moves(personId: number, day: string) {
    return moveNow(world.viewers.administrator, { personId, unitId: units.justice, day, how: 'move' })
  }
  function leaves(personId: number, lastDay: string) {
    return leaveNow(world.viewers.administrator, { personId, membershipId: 'all', lastDay })
  }
  async function closes(id: number, closesOn: string) {
    const { version } = (await examPage(world.viewers.organiser, id)).exam
    const input = changeExamInput.parse({ ...facts, ...justice, id, version, closesOn })
    expect(await changeExam(world.viewers.organiser, input)).toEqual({ ok: true, id })
  }
})

describe('考试安排', () => {
  const bringExam = (year: number, month = '06') =>
    bring(world.viewers.organiser, 'exams', {
      heads: '考试名称|开始|截止|满分|合格分|对象',
      rows: [`学法考试|${year}-${month}-01|${year}-${month}-30|100|60|机关`],
    })

  test('the sheet again changes nothing, another day moves the exam', async () => {
    expect(countsIn(await bringExam(2023))).toBe('1/0/0/0')
    expect(countsIn(await bringExam(2023))).toBe('0/0/1/0')
    expect(countsIn(await bringExam(2023, '09'))).toBe('0/1/0/0')
    expect(countsIn(await bringExam(2024))).toBe('0/1/0/0')
    expect(await examsNow()).toEqual(['学法考试 演示街道 2024-06-30'])
  })

  test('the name of a closed exam in another year is faulty and leaves that exam', async () => {
    await bringExam(2023)
    atTime('2024-03-10T09:00:00+08:00')

    expect(faultsIn(await bringExam(2024))).toEqual(['2 examOfOtherYear'])
    expect(countsIn(await bringExam(2023))).toBe('0/0/1/0')
    expect(await examsNow()).toEqual(['学法考试 演示街道 2023-06-30'])
  })

  test('the name of an exam that somebody sat is faulty in another year, though it is open', async () => {
    await bringExam(2023)
    await write(tx =>
      tx.insert(attempt).values({
        examId: 1,
        personId: people.linjing,
        number: 1,
        day: '2023-03-10',
        score: 88,
        passMark: 60,
        passed: true,
        source: 'import',
      }),
    )

    expect(faultsIn(await bringExam(2024))).toEqual(['2 examOfOtherYear'])
    // Marks of an earlier release that fit no score are no fault while they stay.
    await write(tx => tx.run(sql`update attempt set passed = false, score = 101`))
    expect(countsIn(await bringExam(2023, '09'))).toBe('0/1/0/0')
  })
})

test('the pass mark may be written as 80分及以上', async () => {
  const heads = '考试名称|开始|截止|满分|合格分|对象'
  const rows = [
    '一季度考试|2023-06-01|2023-06-02|100分|80分及以上|机关',
    '二季度考试|2023-06-05|2023-06-06|100|60以上|机关',
  ]

  expect(countsIn(await bring(world.viewers.organiser, 'exams', { heads, rows }))).toBe('2/0/0/0')
  const marks = await db.all(sql`select pass_mark as mark from exam order by id`)
  expect(marks).toEqual([{ mark: 80 }, { mark: 60 }])
})

test('a sheet of results brings in nobody outside one’s units who is not on the list', async () => {
  await hasExam({
    hostUnitId: units.dongpu,
    audienceWords: '东埔社区',
    opensOn: '2023-03-01',
    closesOn: '2023-03-09',
  })
  const heads = '工号|姓名|成绩'

  const report = await bring(
    world.viewers.dongpuOrganiser,
    'results',
    { heads, rows: ['S007|苏美玲|90', 'S011||95'] },
    { exam: '学法考试' },
  )

  expect(faultsIn(report)).toEqual(['3 personOutsideScope'])
  expect(JSON.stringify(report)).not.toMatch(/曾玉兰/)
})

test('a score of who had left by then is asked about, once for the exam, and shown beside the list', async () => {
  const { organiser, administrator } = world.viewers
  const id = await hasExam({ audienceWords: '司法所', opensOn: '2023-03-01' })
  for (const personId of [people.caiwenhui, people.sumeiling])
    await leaveNow(administrator, { personId, membershipId: 'all', lastDay: '2023-02-28' })
  for (const personId of [people.xieyong, people.zengyulan])
    await leaveNow(administrator, { personId, membershipId: 'all', lastDay: '2023-03-02' })
  atTime('2023-07-02T09:00:00+08:00')
  const sheet = {
    heads: '姓名|单位|成绩|交卷时间',
    rows: [
      '蔡文辉|司法所|92|',
      '苏美玲|东埔社区|88|2023-03-02 10:00',
      '许国华|东埔社区|90|',
      '郑晓燕|司法所|95|',
      // They left while it could be sat.
      '谢勇|和平社区|77|2023-03-02 11:00',
      '曾玉兰|和平社区|78|',
    ],
  }

  const asked = await bring(organiser, 'results', sheet, { exam: '学法考试', dryRun: true })
  expect(faultsIn(asked)).toEqual(['2 notOnRosterThen', '3 notOnRosterThen'])
  if (!('questions' in asked)) throw new Error('refused')
  expect(asked.questions.map(each => each.rows.length)).toEqual([2])

  const answers = { [asked.questions[0]?.key ?? '']: 'asIs' }
  expect(countsIn(await bring(organiser, 'results', sheet, { exam: '学法考试', answers }))).toBe('6/0/0/0')
  const { rows, outside } = await examPage(organiser, id)
  expect([rows.filter(each => each.attempts > 0).length, outside.map(each => each.name)]).toEqual([
    1,
    ['蔡文辉', '苏美玲', '许国华', '曾玉兰', '谢勇'],
  ])
})

test('why somebody did not sit is kept with the list, and stays where a sheet says nothing', async () => {
  const { organiser } = world.viewers
  const id = await hasExam({ hostUnitId: units.dongpu, audienceWords: '东埔社区', opensOn: '2023-03-01' })
  atTime('2023-07-02T09:00:00+08:00')
  const reasons = async () =>
    (await examPage(organiser, id)).rows.flatMap(row => (row.missedReason ? [row.missedReason] : []))
  const brought = async (heads: string, row: string) =>
    countsIn(await bring(organiser, 'results', { heads, rows: [row] }, { exam: '学法考试' }))

  expect(await brought('工号|成绩|备注', 'S007|缺考|住院')).toBe('0/1/0/0')
  expect(await reasons()).toEqual(['住院'])
  expect(await brought('工号|成绩|备注', 'S007|缺考|住院')).toBe('0/0/1/0')
  expect(await brought('工号|成绩', 'S007|缺考')).toBe('0/0/1/0')
  expect(await reasons()).toEqual(['住院'])
})

test('why somebody did not sit can be typed and taken back, of nobody who has handed in', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const id = await hasExam({ audienceWords: '司法所', opensOn: '2023-03-01' })
  await sat(people.caiwenhui, 1, null, 40)
  const shown = async () => (await examPage(organiser, id)).rows.map(row => row.missedReason)
  const says = (personId: number, version: number, missedReason: string, viewer = organiser) =>
    sayMissedReason(viewer, missedReasonInput.parse({ id, personId, version, missedReason }))

  await says(people.zhengxiaoyan, 0, '产假')
  expect(await shown()).toEqual(['产假', null])
  await expect(says(people.zhengxiaoyan, 0, '住院')).rejects.toThrow(Conflict)
  await expect(says(people.zhengxiaoyan, 1, '住院', dongpuOrganiser)).rejects.toThrow()
  expect(await says(people.caiwenhui, 0, '住院')).toMatchObject({ ok: false, reason: 'nothingMissed' })
  await says(people.zhengxiaoyan, 1, '')
  expect(await shown()).toEqual([null, null])
})

describe('attempts and the windows', () => {
  test('only what was handed in within them counts; a change that leaves one outside asks', async () => {
    const { organiser } = world.viewers
    const june = { opensOn: '2023-06-10', closesOn: '2023-06-20', makeUpClosesOn: '2023-06-30' }
    const id = await hasExam({ ...june, audienceWords: '司法所' })
    atTime('2023-07-02T09:00:00+08:00')
    await sat(people.zhengxiaoyan, 1, '2023-06-09T12:00:00+08:00', 95)
    await sat(people.zhengxiaoyan, 2, '2023-06-25T12:00:00+08:00', 70)
    await sat(people.caiwenhui, 1, '2023-06-09T23:59:59+08:00', 90)
    await sat(people.caiwenhui, 2, null, 40)
    const shown = async () =>
      (await examPage(organiser, id)).rows.map(
        row => `${row.name} ${row.attempts}/${row.outside}/${row.annulled} ${row.best} ${row.passed}`,
      )
    expect(await shown()).toEqual(['郑晓燕 1/1/0 70 1', '蔡文辉 1/1/0 40 0'])
    const saves = async (more: Typed) => {
      const { version } = (await examPage(organiser, id)).exam
      return changeExam(
        organiser,
        changeExamInput.parse({ ...facts, ...june, audienceWords: '司法所', id, version, ...more }),
      )
    }

    expect(await saves({ makeUpClosesOn: '2023-06-24' })).toEqual({
      ok: false,
      reason: 'attemptsOutside',
      field: 'annulReason',
      places: { count: 1, names: '郑晓燕' },
    })
    expect(await saves({ fullMark: 60 })).toMatchObject({ reason: 'aboveFull', places: { score: 95 } })
    expect(await saves({ passMark: 75 })).toMatchObject({ reason: 'againstScores', places: { score: 70 } })
    // Marks that were changed under an earlier release keep nothing else from being saved.
    await write(tx => tx.run(sql`update exam set pass_mark = 75, full_mark = 90`))
    const earlier = { passMark: 75, fullMark: 90 }
    expect(await saves({ ...earlier, title: '年度学法考试' })).toEqual({ ok: true, id })
    expect(await saves({ ...earlier, passMark: 80 })).toMatchObject({ reason: 'againstScores' })
    expect(await saves({ ...earlier, fullMark: 94 })).toMatchObject({ reason: 'aboveFull' })
    expect(await saves({})).toEqual({ ok: true, id })
    expect(await saves({ makeUpClosesOn: '2023-06-24', annulReason: '补考提前结束' })).toEqual({
      ok: true,
      id,
    })
    expect(await shown()).toEqual(['郑晓燕 0/1/1 null 0', '蔡文辉 1/1/0 40 0'])
    expect(await saves({ opensOn: '2023-06-09' })).toEqual({ ok: true, id })
    expect(await shown()).toEqual(['郑晓燕 1/0/1 95 1', '蔡文辉 2/0/0 90 1'])
  })
})
