import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { REHEARSAL } from '@/db/rehearsal'
import { write } from '@/db/write'
import { answerImportFolder } from '@/server/commands/folder-answer'
import { answerUndo } from '@/server/commands/import-runs-answer'
import { sweepLeftovers } from '@/server/leftovers'
import { streetYear, writeFolder } from '../../fixtures/street-year'
import { atTime } from '../../world'

let directory: string
let folder: string
beforeAll(async () => {
  atTime('2024-02-19T10:00:00+08:00')
  directory = mkdtempSync(path.join(tmpdir(), 'xuefa-folder-'))
  folder = path.join(directory, '2023年资料')
  mkdirSync(folder)
  writeFolder(folder, streetYear())
  symlinkSync('/etc/hostname', path.join(folder, '链接.csv'))
  await openDatabase(`file:${path.join(directory, 'xuefa.db')}`, { what: 'test' })
  await migrateDatabase()
})
afterAll(async () => {
  await closeDatabase()
  rmSync(directory, { recursive: true, force: true })
})

type Out = {
  files: { path: string; kind: string; new: number; unchanged: number; unit: string | null }[]
  photos: { path: string; day: string | null; activity: string | null }[]
  left: { path: string; reason: string }[]
  contradictions: { text: string; names: string[] }[]
  questions: { key: string; choices: { value: string; text?: string }[]; files: { path: string }[] }[]
  written: boolean
  runId: number | null
}

async function brought({ dryRun = false, files = {}, answers = {}, of = folder } = {}) {
  const said = { answers, aliases: {}, files }
  const request = { command: 'import-folder', directory: of, year: 2023, dryRun, said }
  const { exit, out, say } = await answerImportFolder(request)
  return { exit, say, ...(out as Out) }
}

async function counts() {
  const [found] = await db.all<Record<string, number>>(sql`
    select (select count(*) from unit) as units, (select count(*) from person) as people,
      (select count(*) from activity) as activities, (select count(*) from attendance where mark is not null) as marks,
      (select count(*) from attempt) as attempts, (select count(*) from evidence) as photos,
      (select count(*) from import_run) as runs`)
  return found
}

const nothing = { units: 0, people: 0, activities: 0, marks: 0, attempts: 0, photos: 0, runs: 0 }
const ofAll = { units: 9, people: 18, activities: 17, marks: 56, attempts: 3, photos: 2, runs: 1 }
const PHOTO = '照片/合影.png'
const FAIR = '2023-12-04 宪法宣传 东埔社区'

test('a folder of a year is recognised and judged in the order in which its files rest on one another', async () => {
  const dry = await brought({ dryRun: true })

  expect(dry.files.map(each => [each.path, each.kind, each.new, each.unit])).toEqual([
    ['01单位.xlsx', 'units', 9, null],
    ['02花名册.xlsx', 'roster', 16, null],
    ['东埔社区/东埔社区人员花名册.csv', 'roster', 2, '东埔社区'],
    ['03机关学法安排.xlsx', 'plan', 1, null],
    ['06活动台账.xlsx', 'activities', 17, null],
    ['07中心组签到.xls', 'attendance', 48, null],
    ['签到/签到.zip/3月21日集中学法签到表.docx', 'attendance', 4, null],
    ['签到/签到.zip/6月21日集中学法签到表.docx', 'attendance', 4, null],
    ['09考试安排.xlsx', 'exams', 1, null],
    ['10法治考试成绩.csv', 'results', 3, null],
    ['11宣传台账.xlsx', 'outputs', 1, null],
    ['12法律顾问.xlsx', 'advisers', 1, null],
  ])
  expect(dry.left.map(each => [each.path, each.reason])).toEqual([
    ['备份/活动台账 - 副本.xlsx', 'sameAs'],
    ['照片/说明.pdf', 'pdf'],
    ['空白.xlsx', 'empty'],
    ['签到/签到.zip/里面.zip', 'nestedZip'],
    ['链接.csv', 'link'],
  ])
  expect(dry.photos).toEqual([
    { path: '照片/2023-12-04 宪法宣传/IMG_0001.jpg', day: '2023-12-04', activity: FAIR },
    { path: '照片/IMG_0388.jpg', day: '2023-03-21', activity: '2023-03-21 集中学法 司法所' },
    { path: PHOTO, day: null, activity: null },
  ])
  expect(dry.contradictions.map(each => [each.text, each.names])).toEqual([
    ['台账 16 场，签到表 14 场：2 场应学的没有签到', ['2023-09-21 集中学法', '2023-11-21 集中学法']],
    ['1 场的人次不一：台账 5 人次，签到 4 人次', ['2023-01-08 中心组学习 5／4']],
    ['“2023年度法治考试”应考 4 人，成绩 3 人：1 人没有成绩', ['陈志强 司法所']],
  ])
  expect([dry.exit, dry.written, dry.questions.map(each => [each.key, each.files])]).toEqual([
    0,
    false,
    [['photoOf', [{ path: PHOTO, rows: 0 }]]],
  ])
  expect(await counts()).toEqual(nothing)
  // The copy in which it was rehearsed has gone; one that a killed process has left goes at the next start.
  const copies = () => readdirSync(directory).filter(each => REHEARSAL.test(each))
  expect(copies()).toEqual([])
  for (const of of ['xuefa', 'another'])
    writeFileSync(path.join(directory, `${of}.db.rehearsal-0123456789ab`), '')
  mkdirSync(path.join(directory, 'files', 'incoming-Ab12Cd'), { recursive: true })
  await sweepLeftovers(path.join(directory, 'xuefa.db'), path.join(directory, 'files'))
  expect(existsSync(path.join(directory, 'files', 'incoming-Ab12Cd'))).toBe(false)
  expect(copies()).toEqual(['another.db.rehearsal-0123456789ab'])
  rmSync(path.join(directory, 'another.db.rehearsal-0123456789ab'))
})

test('one file of a folder that asks something keeps all of them from being written', async () => {
  const faulty = path.join(directory, '有误')
  mkdirSync(faulty)
  const whole = [...streetYear()]
  const files = new Map(whole.filter(([name]) => /^0[126]|^照片/.test(name)))
  files.set('13补充花名册.csv', Buffer.from('姓名,单位\n,司法所\n'))
  files.set(
    '14去年的台账2022.csv',
    Buffer.from('日期,活动名称,形式,主办单位\n2022-03-01,甲,集中学法,司法所\n'),
  )
  writeFolder(faulty, files)

  const done = await brought({ of: faulty })

  expect([done.exit, done.written]).toEqual([1, false])
  expect(
    done.questions.map(each => [each.key, each.files[0]?.path, each.choices.map(of => of.value)]),
  ).toEqual([
    ['fileYear', '14去年的台账2022.csv', ['2022', '2023']],
    ['photoOf', PHOTO, expect.arrayContaining([FAIR])],
  ])
  expect(await counts()).toEqual(nothing)
})

test('an office without any unit is asked what its topmost one is called, and whether the others are added', async () => {
  const first = path.join(directory, '2023年云桥街道')
  mkdirSync(first)
  writeFileSync(path.join(first, '花名册.csv'), '姓名,单位\n周小甲,松涛社区\n周小乙,综合执法队\n')
  writeFileSync(path.join(first, '保密考试成绩.csv'), '姓名,成绩\n周小甲,81\n')
  const answers = { topUnit: '云桥街道办事处', newUnits: 'make' }
  const left = { '保密考试成绩.csv': { leave: true } }
  const seen = async (given: Record<string, string>) => {
    const asked = { of: first, dryRun: true, answers: given, files: left }
    const { exit, written, questions, files } = await brought(asked)
    return [exit, written, questions.map(each => [each.key, each.choices[0]?.value]), files[0]?.new]
  }

  expect(await seen({})).toEqual([
    1,
    false,
    [
      ['topUnit', '云桥街道'],
      ['newUnits', 'make'],
    ],
    0,
  ])
  expect(await seen({ topUnit: answers.topUnit })).toMatchObject([1, false, [['newUnits', 'make']], 0])
  expect(await seen(answers)).toEqual([0, false, [], 2])
  // Its exam is held by units that are not there either.
  const marks = {
    'results newExamDays examDays 保密考试': '2023-09-01',
    'results newExamMarks examMarks 保密考试': '100/60',
    'results newExamWho examWho 保密考试': '表中人员',
  }
  const sat = { '保密考试成绩.csv': { exam: 'new 保密考试' } }
  const dry = await brought({ of: first, dryRun: true, answers: { ...answers, ...marks }, files: sat })
  expect([dry.exit, dry.questions]).toEqual([0, []])
  expect(await counts()).toEqual(nothing)

  const written = await brought({ of: first, answers, files: left })
  const made = await db.all(sql`select name, kind, parent_id is null as top from unit order by id`)
  await answerUndo({ command: 'importUndo', runId: written.runId })
  for (const table of ['unit_place', 'unit', 'import_change', 'import_run'])
    await write(tx => tx.run(sql.raw(`delete from ${table}`)))

  expect([written.exit, written.written]).toEqual([0, true])
  expect(made).toEqual([
    { name: '云桥街道办事处', kind: 'street', top: 1 },
    { name: '松涛社区', kind: 'community', top: 0 },
    { name: '综合执法队', kind: 'department', top: 0 },
  ])
})

test('a folder is written as one import, and once more changes nothing; its photos lie at the activities of their days', async () => {
  const done = await brought()

  expect([done.exit, done.written, done.runId]).toEqual([0, true, expect.any(Number)])
  expect(await counts()).toEqual(ofAll)
  const photos = sql`select a.day || ' ' || e.name as name from evidence e join activity a on a.id = e.activity_id order by 1`
  expect(await db.all(photos)).toEqual([
    { name: '2023-03-21 IMG_0388.jpg' },
    { name: '2023-12-04 IMG_0001.jpg' },
  ])
  const [recorded] = await db.all<{ files: number; photos: number }>(sql`
    select json_array_length(parts) as files, (select count(*) from import_change where table_name = 'evidence') as photos
    from import_run`)
  expect(recorded).toEqual({ files: 12, photos: 2 })

  const again = await brought()
  expect(again.files.map(each => [each.new, each.unchanged > 0])).toEqual(Array(12).fill([0, true]))
  expect([await counts(), again.runId]).toEqual([ofAll, null])

  const assigned = await brought({ files: { [PHOTO]: { photoOf: FAIR } } })
  expect([assigned.exit, await counts()]).toEqual([0, { ...ofAll, photos: 3, runs: 2 }])
})

test('what several files ask alike is asked once, and answered for all of them', async () => {
  const asking = path.join(directory, '同问')
  mkdirSync(asking)
  for (const [name, day] of [
    ['东埔社区', '2023-05-02'],
    ['和平社区', '2023-05-03'],
  ])
    writeFileSync(
      path.join(asking, `${name}台账.csv`),
      `日期,活动名称,形式,主办单位\n${day},普法市集,普法大集市,${name}\n`,
    )

  const asked = await brought({ of: asking })
  const [question] = asked.questions
  const answers = { [question?.key ?? '']: question?.choices[0]?.value ?? '' }
  const done = await brought({ of: asking, answers })

  expect([asked.exit, asked.questions.length, question?.files.length]).toEqual([1, 1, 2])
  expect([done.exit, done.written]).toEqual([0, true])
})

test('an exam and a study of which only the sheets are there are made with them, for whom is asked', async () => {
  const alone = path.join(directory, '只有成绩')
  mkdirSync(alone)
  const people = await db.all<{ name: string; unit: string }>(sql`
    select p.name, unit.name as unit from person p join membership m on m.person_id = p.id join unit on unit.id = m.unit_id
    where unit.name in ('东埔社区', '司法所') and m.to_day is null group by p.id order by unit.name, p.id`)
  const of = (unit: string) => people.filter(each => each.unit === unit)
  const rows = (unit: string, cells: string[]) =>
    of(unit).map(({ name }, at) => `${name},${unit},${cells[at % cells.length]}`)
  writeFileSync(
    path.join(alone, '东埔社区保密考试成绩.csv'),
    ['姓名,单位,成绩,交卷时间', ...rows('东埔社区', ['88,2023-09-04 10:00', '缺考,'])].join('\n'),
  )
  writeFileSync(
    path.join(alone, '司法所保密考试成绩.csv'),
    ['姓名,单位,成绩,交卷时间', ...rows('司法所', ['91,2023-09-05 10:00', '52,2023-09-05 11:00'])].join('\n'),
  )
  writeFileSync(
    path.join(alone, '2023年度法宣在线学习情况.csv'),
    // The last one of the unit is not in it.
    ['姓名,单位,是否完成,完成日期', ...rows('司法所', ['是,2023-11-20', '否,']).slice(0, -1)].join('\n'),
  )
  const files = {
    '东埔社区保密考试成绩.csv': { exam: 'new 2023年保密考试' },
    '司法所保密考试成绩.csv': { exam: 'new 2023年保密考试' },
    '2023年度法宣在线学习情况.csv': { activity: 'new 2023年度法宣在线学习' },
  }

  const asked = await brought({ of: alone })
  const open = await brought({ of: alone, dryRun: true, files })
  const answers = {
    'results newExamDays examDays 2023年保密考试': '2023-09-01至2023-09-15',
    'results newExamMarks examMarks 2023年保密考试': '100/60',
    'study newStudyDays studyDays 2023年度法宣在线学习': '2023-01-01至2023-12-31',
  }
  const unsaid = await brought({ of: alone, dryRun: true, files, answers })
  const who = {
    'results newExamWho examWho 2023年保密考试': '表中人员',
    'study newStudyWho studyWho 2023年度法宣在线学习': '司法所',
  }
  const given = { of: alone, files, answers: { ...answers, ...who } }
  const done = await brought(given)
  const again = await brought(given)

  expect(asked.questions.map(each => [each.key, each.choices[0]?.value])).toEqual(
    expect.arrayContaining([
      ['exam', '2023年度法治考试'],
      ['activity', 'new 2023年度法宣在线学习'],
    ]),
  )
  expect(asked.questions.flatMap(each => each.choices.map(one => one.value))).toContain('new 2023年保密考试')
  expect(open.questions.map(each => each.key).sort()).toEqual(Object.keys(answers).sort())
  const [east, justice] = [of('东埔社区').length, of('司法所').length]
  expect(unsaid.questions.map(each => [each.key, each.choices.map(one => one.text)])).toEqual([
    [
      'results newExamWho examWho 2023年保密考试',
      expect.arrayContaining([
        `东埔社区：${east} 人，其中表里没有的 0 人`,
        `就是表里的人（这张表 ${east} 人）`,
      ]),
    ],
    [
      'study newStudyWho studyWho 2023年度法宣在线学习',
      expect.arrayContaining([
        `司法所：${justice} 人，其中表里没有的 1 人`,
        `就是表里的人（这张表 ${justice - 1} 人）`,
      ]),
    ],
  ])
  expect([open.exit, unsaid.exit, done.exit, done.written]).toEqual([1, 1, 0, true])
  const sat = await db.all(sql`
    select e.closing_day as day, e.full_mark as full, e.pass_mark as pass, unit.name as host, count(*) as due,
      sum(c.standing = 'required') as required, (select count(*) from attempt t where t.exam_id = e.id) as attempts,
      (select sum(passed) from attempt t where t.exam_id = e.id) as passed
    from exam e join exam_candidate c on c.exam_id = e.id join unit on unit.id = e.host_unit_id
    where e.title = '2023年保密考试' group by e.id`)
  const studied = await db.all(sql`
    select a.day, a.last_day as lastDay, a.form, a.status, unit.name as host, count(*) as due, count(t.completed_on) as completed
    from activity a join attendance t on t.activity_id = a.id join unit on unit.id = a.host_unit_id
    where a.title = '2023年度法宣在线学习' group by a.id`)
  expect(sat).toEqual([
    {
      ...{
        day: '2023-09-15',
        full: 100,
        pass: 60,
        host: '东埔社区',
        due: east + justice,
        required: east + justice,
      },
      attempts: Math.ceil(east / 2) + justice,
      passed: Math.ceil(east / 2) + Math.ceil(justice / 2),
    },
  ])
  expect(studied).toEqual([
    {
      ...{ day: '2023-01-01', lastDay: '2023-12-31', form: '网上学法', status: 'closed', host: '司法所' },
      ...{ due: justice, completed: Math.ceil((justice - 1) / 2) },
    },
  ])
  expect(again.files.map(each => each.new)).toEqual([0, 0, 0])
  const undone = await answerUndo({ command: 'importUndo', runId: done.runId })
  const [left] = await db.all(sql`
    select (select count(*) from exam where title = '2023年保密考试') as exams,
      (select count(*) from activity where title = '2023年度法宣在线学习' and deleted_at is null) as studies`)
  expect([undone.exit, left]).toEqual([0, { exams: 0, studies: 0 }])
})

test('while a sheet of units is asked about, nothing that it may bring is made from what other files call it', async () => {
  const of = mkdtempSync(path.join(directory, 'units-'))
  writeFileSync(
    path.join(of, '01单位一览表.csv'),
    '单位名称,上级单位,类别,简称\n安全生产办公室,云桥街道办事处,派驻机构,安办\n',
  )
  writeFileSync(path.join(of, '02花名册.csv'), '姓名,部门,职务\n甘霖,安办,主任\n')
  const seen = await brought({ dryRun: true, of, answers: { topUnit: '云桥街道办事处' } })

  expect(seen.questions.map(each => each.key).filter(key => key === 'newUnits')).toEqual([])
  expect(seen.questions.some(each => each.choices.some(one => one.value === '科室'))).toBe(true)
})
