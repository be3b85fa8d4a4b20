import { sql } from 'drizzle-orm'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { gb18030 } from '@/server/demo/gb18030'
import { bring, countsIn, faultsIn } from '../../sheets'
import { closeWorld, hasActivity, openWorld, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

type Said = Partial<ImportOptions> & { setAside?: boolean; dryRun?: boolean }

async function bringRoster(heads: string, rows: string[], said: Said = {}) {
  const viewer = await systemViewer('命令行')
  return bring(viewer, 'roster', { heads, rows, title: '演示街道2023年度花名册' }, { year: 2023, ...said })
}

/** The memberships of a name: number, unit, days, 主 or 兼. */
async function ofName(name: string): Promise<string[]> {
  const rows = await db.all<{ text: string }>(sql`
    select p.staff_no || ' ' || u.name || ' ' || m.from_day || '–' || coalesce(m.to_day, '') || iif(m.is_primary, '', ' 兼') as text
    from membership m join person p on p.id = m.person_id join unit u on u.id = m.unit_id
    where p.name = ${name} order by p.staff_no, m.from_day, m.id`)
  return rows.map(row => row.text)
}

async function tagsOf(name: string): Promise<string[]> {
  const rows = await db.all<{ text: string }>(sql`
    select t.name || ' ' || pt.from_day || '–' || coalesce(pt.to_day, '') as text
    from person_tag pt join tag t on t.id = pt.tag_id join person p on p.id = pt.person_id
    where p.name = ${name} order by t.id, pt.from_day`)
  return rows.map(row => row.text)
}

test('a cell with a character that cannot be stored makes its row faulty, and nothing is written', async () => {
  // As Excel writes them: each stands for the character of that number.
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '花名册',
        rows: [
          ['工号', '姓名', '单位'],
          ['N8', '新_xFFFE_八', '司法所'],
          ['N9', '新九_x0001_', '司法所'],
          ['N7', '新七', '司法所'],
        ],
      },
    ],
  })
  const sheet = { bytes, fileName: '花名册.xlsx' }
  const report = await bring(await systemViewer('命令行'), 'roster', sheet, { year: 2023 })

  expect(faultsIn(report)).toEqual(['2 strangeCharacter', '3 strangeCharacter'])
  expect(await ofName('新七')).toEqual([])
})

describe('memberships', () => {
  test('a person without 任职起 belongs from the day said beside the file, else from 1 January', async () => {
    await bringRoster('工号|姓名|单位', ['N1|新一|司法所'])
    await bringRoster('工号|姓名|单位', ['N2|新二|司法所'], { on: '2023-02-15' })

    expect(await ofName('新一')).toEqual(['N1 司法所 2023-01-01–'])
    expect(await ofName('新二')).toEqual(['N2 司法所 2023-02-15–'])
  })

  test('a membership that is still open stays as it is', async () => {
    const report = await bringRoster('工号|姓名|单位', ['S001|陈志强|党政办公室'], { on: '2023-06-01' })

    expect(countsIn(report)).toBe('0/0/1/0')
    expect(await ofName('陈志强')).toEqual(['S001 党政办公室 2022-01-01–'])
  })

  test('who moved has two rows; both days belong to the interval', async () => {
    const rows = ['S006|蔡文辉|司法所||2023-03-14', 'S006|蔡文辉|东埔社区|2023-03-15|']
    const report = await bringRoster('工号|姓名|单位|任职起|任职止', rows)

    expect(countsIn(report)).toBe('1/1/0/0')
    expect(await ofName('蔡文辉')).toEqual(['S006 司法所 2022-01-01–2023-03-14', 'S006 东埔社区 2023-03-15–'])
    expect(countsIn(await bringRoster('工号|姓名|单位|任职起|任职止', rows))).toBe('0/0/2/0')
  })

  test('主 is primary, else the first row', async () => {
    await bringRoster('工号|姓名|单位|主兼职', ['N1|新一|司法所|兼', 'N1|新一|党政办公室|主'])
    await bringRoster('工号|姓名|单位', ['N2|新二|司法所', 'N2|新二|党政办公室'])

    expect(await ofName('新一')).toEqual(['N1 司法所 2023-01-01– 兼', 'N1 党政办公室 2023-01-01–'])
    expect(await ofName('新二')).toEqual(['N2 司法所 2023-01-01–', 'N2 党政办公室 2023-01-01– 兼'])
  })

  test('with --end-missing only units that the file names lose who is not in it', async () => {
    const report = await bringRoster('工号|姓名|单位', ['S005|郑晓燕|司法所'], {
      on: '2023-03-01',
      endMissing: true,
    })

    expect('notes' in report && report.notes.map(each => each.text)).toEqual([
      '1 人将于 2023-02-28 离岗：蔡文辉',
    ])
    expect(await ofName('蔡文辉')).toEqual(['S006 司法所 2022-01-01–2023-02-28'])
    expect(await ofName('谢勇')).toEqual(['S012 和平社区 2022-01-01–'])
  })

  test.each([
    ['an end before the beginning', ['N1|新一|司法所|2023-05-01|2023-04-01'], ['3 endsBeforeStart']],
    [
      'two memberships of one unit at a time',
      ['N1|新一|司法所|2023-01-01|2023-06-30', 'N1|新一|司法所|2023-06-30|'],
      ['4 overlaps'],
    ],
    ['a day that does not exist', ['N1|新一|司法所|2023-02-30|'], ['3 impossible']],
    ['a unit that nobody knows', ['N1|新一|东铺社区||'], ['3 noSuchUnit']],
    ['an end before the day from which it counts', ['N1|新一|司法所||2022-12-31'], ['3 endsBeforeOn']],
    ['one number for two names', ['N1|新一|司法所||', 'N1|别人|东埔社区||'], ['4 otherName']],
  ])('%s is faulty', async (_, rows, faults) => {
    const report = await bringRoster('工号|姓名|单位|任职起|任职止', rows)

    expect(faultsIn(report)).toEqual(faults)
    expect(await ofName('新一')).toEqual([])
  })
})

describe('an office without staff numbers', () => {
  const heads = '姓名|单位|职务|任职起|任职止'

  test('the product gives numbers, and knows the people again', async () => {
    const rows = ['张　三|东埔社区|社区工作者||', '李四|东埔社区|社区工作者||']
    await bringRoster(heads, rows)

    expect(await ofName('张三')).toEqual(['X0001 东埔社区 2023-01-01–'])
    expect(countsIn(await bringRoster(heads, rows))).toBe('0/0/2/0')
  })

  test('one name in two units is two people', async () => {
    await bringRoster(heads, ['王伟|东埔社区|||', '王伟|和平社区|||'])

    expect(await ofName('王伟')).toEqual(['X0001 东埔社区 2023-01-01–', 'X0002 和平社区 2023-01-01–'])
  })

  test('a move from one day to the next is one person', async () => {
    const rows = ['王伟|东埔社区|||2023-03-14', '王伟|和平社区||2023-03-15|']
    await bringRoster(heads, rows)

    expect(await ofName('王伟')).toEqual([
      'X0001 东埔社区 2023-01-01–2023-03-14',
      'X0001 和平社区 2023-03-15–',
    ])
    expect(countsIn(await bringRoster(heads, rows))).toBe('0/0/2/0')
  })

  test('two of one name in one unit cannot be told apart', async () => {
    const report = await bringRoster(heads, ['王伟|东埔社区|主任||', '王伟|东埔社区|社区工作者||'])

    expect(faultsIn(report)).toEqual(['4 sameNameNoNumber'])
  })

  test('a number of the office takes the place of the one that was given', async () => {
    await bringRoster(heads, ['张三|东埔社区|||'])

    const report = await bringRoster('工号|姓名|单位', ['DP01|张三|东埔社区'])

    expect(countsIn(report)).toBe('0/1/0/0')
    expect(await ofName('张三')).toEqual(['DP01 东埔社区 2023-01-01–'])
  })
})

describe('tags', () => {
  const heads = '工号|姓名|单位|标签|任职起|任职止'

  test('hold for the interval of their row', async () => {
    await bringRoster(heads, [
      'N1|新一|司法所|党员、应考人员|2023-01-01|2023-03-14',
      'N1|新一|东埔社区|党员|2023-03-15|',
    ])

    expect(await tagsOf('新一')).toEqual([
      '党员 2023-01-01–2023-03-14',
      '党员 2023-03-15–',
      '应考人员 2023-01-01–2023-03-14',
    ])
  })

  test('a tag that the sheet no longer names goes; a sheet without the column leaves them', async () => {
    await bringRoster(heads, ['N1|新一|司法所|党员,应考人员|2023-01-01|'])
    await bringRoster('工号|姓名|单位|任职起', ['N1|新一|司法所|2023-01-01'])
    expect(await tagsOf('新一')).toEqual(['党员 2023-01-01–', '应考人员 2023-01-01–'])

    const report = await bringRoster(heads, ['N1|新一|司法所|党员|2023-01-01|'])

    expect(countsIn(report)).toBe('0/1/0/0')
    expect(await tagsOf('新一')).toEqual(['党员 2023-01-01–'])
  })

  test('a membership that ends takes its tags along', async () => {
    await bringRoster(heads, ['N1|新一|司法所|党员|2023-01-01|'])

    await bringRoster(heads, ['N1|新一|司法所|党员|2023-01-01|2023-05-31'])

    expect(await tagsOf('新一')).toEqual(['党员 2023-01-01–2023-05-31'])
  })
})

test('an untidy sheet is read as a colleague would: titles, sums, 同上, aliases, remarks in heads', async () => {
  const report = await bringRoster(
    '序号|姓名（全名）|所在单位|人员编号|手机',
    [
      '1|新 一|东铺社区|001|13800000001',
      '2|新二|同上|002|13800000001',
      '||||',
      '序号|姓名（全名）|所在单位|人员编号|手机',
      '3|新三|司法所|003|',
      '合计|3|||',
    ],
    { aliases: { 东铺社区: '东埔社区' } },
  )

  expect(countsIn(report)).toBe('3/0/0/0')
  expect('leftOut' in report && report.leftOut.map(each => `${each.row} ${each.reason}`)).toEqual([
    '5 blank',
    '6 repeatedHead',
    '8 sum',
  ])
  expect(await ofName('新二')).toEqual(['002 东埔社区 2023-01-01–'])
  // The alias is remembered and need not be given again.
  expect(countsIn(await bringRoster('姓名|单位|工号', ['新一|东铺社区|001']))).toBe('0/0/1/0')
})

test('a name that two units share is asked for; with the unit above before it, it is one', async () => {
  const viewer = await systemViewer('命令行')
  const offices = ['综合办|东埔社区|其他', '综合办|和平社区|其他']
  await bring(viewer, 'units', { heads: '单位名称|上级单位|类别', rows: offices })

  const report = await bringRoster('工号|姓名|单位', ['N1|新一|综合办'])

  expect('faulty' in report && report.faulty[0]).toMatchObject({
    reason: 'severalUnits',
    candidates: [
      { value: '东埔社区综合办', label: '东埔社区综合办' },
      { value: '和平社区综合办', label: '和平社区综合办' },
    ],
  })
  expect(countsIn(await bringRoster('工号|姓名|单位', ['N1|新一|和平社区综合办']))).toBe('1/0/0/0')
})

test('a .csv in GB18030 is read like any other', async () => {
  const text = '工号,姓名,单位\r\nN1,新一,司法所\r\n'
  const viewer = await systemViewer('命令行')

  const report = await bring(
    viewer,
    'roster',
    { bytes: gb18030(text), fileName: '花名册.csv' },
    { year: 2023 },
  )

  expect(countsIn(report)).toBe('1/0/0/0')
  expect(await ofName('新一')).toEqual(['N1 司法所 2023-01-01–'])
})

test('one faulty row keeps the whole file out; set aside, the rest goes in', async () => {
  const rows = ['N1|新一|司法所', 'N2|新二|无此单位']

  expect(faultsIn(await bringRoster('工号|姓名|单位', rows))).toEqual(['4 noSuchUnit'])
  expect(await ofName('新一')).toEqual([])
  const report = await bringRoster('工号|姓名|单位', rows, { setAside: true })

  expect('written' in report && report.written).toBe(true)
  expect(await ofName('新一')).toEqual(['N1 司法所 2023-01-01–'])
})

test('a trial writes nothing', async () => {
  const report = await bringRoster('工号|姓名|单位', ['N1|新一|司法所'], { dryRun: true })

  expect(countsIn(report)).toBe('1/0/0/0')
  expect(await ofName('新一')).toEqual([])
})

test('an administrator of a community brings in only people of the community', async () => {
  const administrator = {
    ...world.viewers.administrator,
    grants: [{ role: 'administrator' as const, unitId: 4, unitPath: '/1/4/' }],
  }
  const report = await bring(administrator, 'roster', {
    heads: '工号|姓名|单位',
    rows: ['N1|新一|东埔社区', 'N2|新二|和平社区', 'S001|陈志强|东埔社区'],
  })

  expect(faultsIn(report)).toEqual(['3 outsideScope', '4 personOutsideScope'])
})

test('an administrator does not change who belongs elsewhere now, though it was once here', async () => {
  const administrator = {
    ...world.viewers.administrator,
    grants: [{ role: 'administrator' as const, unitId: 4, unitPath: '/1/4/' }],
  }
  const heads = '工号|姓名|单位|任职起|任职止|手机'
  await bringRoster(heads, [
    'S007|苏美玲|东埔社区|2022-01-01|2022-12-31|',
    'S007|苏美玲|和平社区|2023-01-01||',
    'S008|许国华|东埔社区|2022-01-01|2022-12-31|',
  ])
  const rows = [
    'S007|苏改名|东埔社区|2022-01-01|2022-12-31|13800000001',
    'S008|许国华|东埔社区|2022-01-01|2022-12-31|13800000002',
  ]

  expect(faultsIn(await bring(administrator, 'roster', { heads, rows }, { setAside: true }))).toEqual([
    '2 personOutsideScope',
  ])
  const phones = () =>
    db.all(sql`select name, phone from person where staff_no in ('S007', 'S008') order by staff_no`)
  expect(await phones()).toEqual([
    { name: '苏美玲', phone: null },
    { name: '许国华', phone: '13800000002' },
  ])
  expect(faultsIn(await bringRoster(heads, rows))).toEqual([])
  expect((await phones())[0]).toEqual({ name: '苏改名', phone: '13800000001' })
})

test('who comes in before an activity is due there at once', async () => {
  const activityId = await hasActivity(world.viewers.organiser, {
    day: '2023-04-10',
    audienceWords: '司法所',
  })
  await bringRoster('工号|姓名|单位', ['N1|新一|司法所'])

  const due = await db.select().from(attendance).where(sql`${attendance.activityId} = ${activityId}`)
  expect(due.map(each => each.standing)).toEqual(['required', 'required', 'required'])
})

test('three thousand rows go in as one', async () => {
  const rows = Array.from({ length: 3000 }, (_, n) => `K${n}|人${n}|司法所|党员、应考人员`)

  expect(countsIn(await bringRoster('工号|姓名|单位|标签', rows))).toBe('3000/0/0/0')
  expect(countsIn(await bringRoster('工号|姓名|单位|标签', rows))).toBe('0/0/3000/0')
})

test.each([
  [
    'a staff number that is the phone of somebody on the roster',
    ['13900000001|新一|司法所|'],
    ['3 staffNoIsPhone'],
  ],
  [
    'a phone that is the staff number of somebody on the roster',
    ['N2|新二|司法所|S001'],
    ['3 phoneIsStaffNo'],
  ],
  [
    'a phone that is the staff number of another row',
    ['N3|新三|司法所|13900000009', '13900000009|新四|司法所|'],
    ['3 phoneIsStaffNo'],
  ],
  ['one’s own phone as the staff number', ['13900000008|新五|司法所|13900000008'], []],
])('%s', async (_, rows, faults) => {
  await write(tx => tx.run(sql`update person set phone = '13900000001' where staff_no = 'S012'`))

  const report = await bringRoster('工号|姓名|单位|手机', rows)

  expect(faultsIn(report)).toEqual(faults)
})
