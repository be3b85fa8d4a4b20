import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { systemViewer } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { importFile } from '@/lib/import/writing.commands'
import { bring, faultsIn, workbookOf } from '../../sheets'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  leaveNow,
  moveNow,
  openWorld,
  people,
  units,
  type World,
} from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

const heads = '日期|活动名称|工号|姓名|单位|状态'

const hasLearning = (audienceWords: string) =>
  hasActivity(world.viewers.organiser, { hostUnitId: units.dongpu, title: '社区学法', audienceWords })

const bringMarks = (
  viewer: Viewer,
  rows: string[],
  said: { reason?: string; answers?: Record<string, string>; meanings?: Record<string, string> } = {},
) =>
  bring(
    viewer,
    'attendance',
    {
      heads,
      rows: rows.map(each => `2023-03-10|社区学法|${each}`),
    },
    { setAside: true, ...said },
  )

async function marksNow(): Promise<string[]> {
  const rows = await db.all<{ text: string }>(sql`
    select p.name || ' ' || a.standing || coalesce(' ' || a.mark, '') as text
    from attendance a join person p on p.id = a.person_id order by p.id`)
  return rows.map(row => row.text)
}

describe('the sheet of a community', () => {
  test('records nobody of another community who is not on the list', async () => {
    await hasLearning('东埔社区')
    const rows = [
      '|苏美玲|东埔社区|出席',
      '|谢勇|和平社区|出席',
      'S011|||列席',
      'S010|||缺席',
      'S001|||',
      '|许国华|东埔社区|迟到',
    ]

    const report = await bringMarks(world.viewers.dongpuOrganiser, rows)

    expect(faultsIn(report)).toEqual(['3 personOutsideScope', '4 personOutsideScope'])
    expect(JSON.stringify(report)).not.toMatch(/曾玉兰|傅明|陈志强/)
    expect(await marksNow()).toEqual(['苏美玲 required present', '许国华 required late', '庄雅芳 required'])
  })

  test('marks whom the list names, wherever they belong', async () => {
    await hasLearning('东埔社区、谢勇')

    const report = await bringMarks(world.viewers.dongpuOrganiser, ['|谢勇|和平社区|出席'])

    expect(faultsIn(report)).toEqual([])
    expect((await marksNow()).at(-1)).toBe('谢勇 required present')
  })

  test('names nobody whom another community’s list names', async () => {
    await hasActivity(world.viewers.organiser, {
      hostUnitId: units.heping,
      title: '社区学法',
      audienceWords: '和平社区',
    })

    const labels = async (viewer: Viewer) => {
      const bytes = await workbookOf({ heads, rows: ['2023-03-10|社区学法|S010|||'] })
      const options = { aliases: {} }
      const found = await importFile(viewer, { kind: 'attendance', fileName: '签到.xlsx', bytes, options })
      return found.ok && found.judged.outcomes.map(each => each.label)
    }

    expect(await labels(world.viewers.dongpuOrganiser)).toEqual(['S010 2023-03-10 社区学法'])
    expect(await labels(world.viewers.organiser)).toEqual(['傅明 2023-03-10 社区学法'])
  })

  test('uses the units to which a person belongs on the day, a second unit included', async () => {
    await hasLearning('苏美玲')
    const moving = { unitId: units.heping, day: '2023-03-01', how: 'move' } as const
    await moveNow(world.viewers.administrator, { ...moving, personId: people.xuguohua })
    const joining = { unitId: units.dongpu, day: '2023-03-01', how: 'join' } as const
    await moveNow(world.viewers.administrator, { ...joining, personId: people.caiwenhui })

    const rows = ['|许国华|东埔社区|出席', '|蔡文辉|司法所|出席', '|庄雅芳|东埔社区|出席']
    const report = await bringMarks(world.viewers.dongpuOrganiser, rows)

    expect(faultsIn(report)).toEqual(['2 personOutsideScope'])
    expect((await marksNow()).filter(each => each.includes('walkIn'))).toEqual([
      '蔡文辉 walkIn present',
      '庄雅芳 walkIn present',
    ])
  })
})

test('the number of one beside the name of another is asked, and their names are told to who may see them', async () => {
  await hasLearning('东埔社区')
  const rows = ['S007|许国华|东埔社区|√', 'S007|苏　美玲（女）|东埔社区|√', 'S009||东埔社区|√']

  const asked = await bringMarks(world.viewers.organiser, rows)
  expect(faultsIn(asked)).toEqual(['2 numberOfOther'])
  expect('faulty' in asked && asked.faulty[0]?.text).toBe('工号 S007 不是“许国华”的：是谁？')
  const outside = await bringMarks(world.viewers.dongpuOrganiser, ['S011|苏美玲|东埔社区|√'])
  expect([faultsIn(outside), JSON.stringify(outside).includes('曾玉兰')]).toEqual([
    ['2 numberOfOther'],
    false,
  ])
  const meanings = { 'person name 许国华@东埔社区': 'S008' }
  expect(faultsIn(await bringMarks(world.viewers.organiser, rows, { meanings, reason: '补登' }))).toEqual([])
  expect(await marksNow()).toEqual([
    '苏美玲 required present',
    '许国华 required present',
    '庄雅芳 required present',
  ])
})

test('who had left by then is asked about, once for the meeting', async () => {
  await hasLearning('东埔社区')
  await leaveNow(world.viewers.administrator, {
    personId: people.caiwenhui,
    membershipId: 'all',
    lastDay: '2023-02-28',
  })
  await leaveNow(world.viewers.administrator, {
    personId: people.zhengxiaoyan,
    membershipId: 'all',
    lastDay: '2023-02-28',
  })
  const rows = [
    '|蔡文辉|司法所|√',
    '|郑晓燕|司法所|√',
    '|苏美玲|东埔社区|√',
    '|许国华|东埔社区|√',
    '|庄雅芳|东埔社区|√',
  ]

  const asked = await bringMarks(world.viewers.organiser, rows)
  expect(faultsIn(asked)).toEqual(['2 notOnRosterThen', '3 notOnRosterThen'])
  const answers = { 'notOnRosterThen name 2023-03-10 社区学法': 'asIs' }
  expect(faultsIn(await bringMarks(world.viewers.organiser, rows, { answers, reason: '补登' }))).toEqual([])
  expect((await marksNow()).filter(each => each.includes('walkIn'))).toEqual([
    '郑晓燕 walkIn present',
    '蔡文辉 walkIn present',
  ])
})

test('the organiser of the street and the command line record anybody', async () => {
  await hasLearning('东埔社区')

  const report = await bringMarks(world.viewers.organiser, ['|谢勇|和平社区|出席', '|苏美玲|东埔社区|出席'])
  const again = await bringMarks(await systemViewer('命令行'), ['S011|||列席'], { reason: '补登' })

  expect([...faultsIn(report), ...faultsIn(again)]).toEqual([])
  expect((await marksNow()).slice(-2)).toEqual(['曾玉兰 invited', '谢勇 walkIn present'])
})

describe('whom a faulty row may mean', () => {
  beforeEach(async () => {
    await hasLearning('东埔社区')
    await joins('张三', units.dongpu)
    await joins('张三', units.heping, { fromDay: '2022-02-01' })
  })

  const offered = async (viewer: Viewer, row: string) => {
    const report = await bringMarks(viewer, [row, '|苏美玲|东埔社区|出席'])
    if ('refused' in report) throw new Error(report.refused)
    return report.faulty.map(({ reason, candidates, likely }) => [
      reason,
      candidates?.map(each => each.label) ?? likely?.meaning,
    ])
  }
  const dongpu = '张三 J张三2022-01-01 东埔社区'
  const heping = '张三 J张三2022-02-01 和平社区'

  test.each([
    [
      'two of the name',
      '|张三|演示街道|出席',
      ['severalPeople', [dongpu]],
      ['severalPeople', [dongpu, heping]],
    ],
    ['nobody there', '|张三|司法所|出席', ['noSuchPerson', [dongpu]], ['noSuchPerson', [dongpu, heping]]],
    [
      'one elsewhere',
      '|谢勇|东埔社区|出席',
      ['noSuchPerson', undefined],
      ['noSuchPerson', ['谢勇 S012 和平社区']],
    ],
    ['nearly a name', '|曾玉蓝|和平社区|出席', ['noSuchPerson', undefined], ['noSuchPerson', '曾玉兰']],
  ])('%s: people of the scope alone are offered', async (_, row, toCommunity, toStreet) => {
    expect(await offered(world.viewers.dongpuOrganiser, row)).toEqual([toCommunity])
    expect(await offered(world.viewers.organiser, row)).toEqual([toStreet])
  })

  test('a former member is offered under the unit of the scope', async () => {
    const moving = { unitId: units.heping, day: '2023-03-01', how: 'move' } as const
    await moveNow(world.viewers.administrator, { ...moving, personId: people.xuguohua })

    const [fault] = await offered(world.viewers.dongpuOrganiser, '|许国华|司法所|出席')

    expect(fault).toEqual(['noSuchPerson', ['许国华 S008 东埔社区']])
  })
})

test('a register of make-ups enters them, and leaves marks and roll as they are', async () => {
  const id = await hasLearning('东埔社区')
  const { organiser } = world.viewers
  await bringMarks(organiser, ['|苏美玲|东埔社区|病假', '|许国华|东埔社区|缺席', '|庄雅芳|东埔社区|出席'])
  const now = () =>
    db.all<{ text: string }>(sql`
      select concat_ws(' ', p.name, a.mark, a.reason, a.made_up_on, m.note, m.way, x.status) as text
      from attendance a join person p on p.id = a.person_id join activity x on x.id = a.activity_id
      left join make_up m on m.activity_id = a.activity_id and m.person_id = a.person_id
      where a.activity_id = ${id} order by p.id`)
  const sheet = {
    title: '2023年学法补学登记表',
    heads: '序号|补学人|科室|原学习时间|原学习内容|缺席原因|补学时间|补学方式|补学人签名',
    rows: [
      '1|苏美玲|东埔社区|3月10日|社区学法|住院|3.11|自学+笔记|苏美玲',
      '2|许国华|东埔社区|2023-03-10|社区学法||||',
      '3|庄雅芳|东埔社区|3月10日|社区学法||3.11|自学|庄雅芳',
    ],
  }

  atTime('2023-03-21T09:00:00+08:00')
  const report = await bring(organiser, 'attendance', sheet, { year: 2023, setAside: true })

  expect(faultsIn(report)).toEqual(['5 madeUpBesideCame'])
  expect(report).toMatchObject({ notes: [{ reason: 'makeUpsRecorded' }] })
  expect((await now()).map(each => each.text).sort()).toEqual(
    [
      '庄雅芳 present closed',
      '苏美玲 leave 病假 2023-03-11 自学+笔记 import closed',
      '许国华 absent closed',
    ].sort(),
  )
  const again = await bring(organiser, 'attendance', sheet, { year: 2023, setAside: true, dryRun: true })
  expect(again).toMatchObject({ new: 0, changed: 0 })
})

test('who was away by a ledger is marked where that is said, and the roll stays unconfirmed', async () => {
  const { organiser } = world.viewers
  const ledger = {
    heads: '日期|活动名称|形式|主办单位|对象|缺席人员|请假人员及原因',
    rows: ['2023-03-08|民法典学习|集中学习|东埔社区|东埔社区|许国华、何明|庄雅芳（病假）'],
  }
  const said = (value: string) => ({ year: 2023, answers: { absenteesBeside: value } })

  const offered = await bring(organiser, 'activities', ledger, { year: 2023, dryRun: true })
  expect(offered).toMatchObject({ new: 1, questions: [{ key: 'absenteesBeside', rows: [2] }] })
  const noted = (of: typeof offered) => ('notes' in of ? of.notes.map(each => each.reason) : [])
  expect(noted(offered)).toEqual(['uncounted', 'absenteesUnused'])

  const report = await bring(organiser, 'activities', ledger, said('rest'))
  expect([faultsIn(report), noted(report)]).toEqual([
    [],
    ['uncounted', 'absenteesTaken', 'absenteesNotFound'],
  ])
  expect((await marksNow()).sort()).toEqual(
    ['庄雅芳 required leave', '苏美玲 required present', '许国华 required absent'].sort(),
  )
  expect(await db.all(sql`select status, roll_closed_at as closed from activity`)).toEqual([
    { status: 'held', closed: null },
  ])
  expect(await bring(organiser, 'activities', ledger, said('rest'))).toMatchObject({ new: 0, changed: 0 })
})
