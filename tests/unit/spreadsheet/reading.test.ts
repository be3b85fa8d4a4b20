import { describe, expect, test } from 'vitest'
import { resultColumns } from '@/lib/exam/exam.sheet'
import { kindOf } from '@/lib/import/kinds.import'
import { rosterColumns } from '@/lib/organisation/people/person.sheet'
import { planColumns } from '@/lib/plan/items/item.sheet'
import type { KindColumns } from '@/lib/spreadsheet/found-heads.rules'
import { placeNumber } from '@/lib/spreadsheet/place.rules'
import { type FileSheet, fileIn } from '@/lib/spreadsheet/reading.rules'
import {
  butSheet,
  columnKey,
  headRowKey,
  onlySheet,
  type SaidOfFile,
  SHEETS,
  sheetKey,
} from '@/lib/spreadsheet/said.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { openColumnsOf } from '@/lib/spreadsheet/unused-columns.rules'

function sheet(name: string, ...lines: string[]): FileSheet {
  const rows = lines.map(line => line.split('|'))
  const width = Math.max(...rows.map(row => row.length))
  return {
    name,
    isHidden: false,
    table: {
      rows: rows.map(row => Array.from({ length: width }, (_, at) => row[at] ?? '')),
      rowNumbers: rows.map((_, at) => at + 1),
      sheetName: name,
      sheetNames: [name],
    },
  }
}

function read(kind: KindColumns, sheets: FileSheet[], said: Partial<SaidOfFile> = {}) {
  return finished(fileIn(sheets, kind, { answers: {}, remembered: new Map(), ...said }))
}

const roster = { columns: rosterColumns }
const attendance = kindOf('attendance').columns({})

describe('tables side by side', () => {
  test('are read one after the other, each row with its own place', () => {
    const found = read(roster, [
      sheet(
        '名册',
        '某街道2023年花名册',
        '序号|姓名|单位|职务|序号|姓名|单位|职务',
        '1|何晓彤|望江社区|委员|3|欧阳静|东埔社区|主任',
        '2|尉迟明|望江社区|网格员||||',
      ),
    ])
    expect(found.rows).toEqual([
      { row: 3, cells: { name: '何晓彤', unit: '望江社区', post: '委员' } },
      { row: 4, cells: { name: '尉迟明', unit: '望江社区', post: '网格员' } },
      {
        row: placeNumber({ sheet: 0, column: 5, row: 3 }),
        cells: { name: '欧阳静', unit: '东埔社区', post: '主任' },
      },
    ])
    expect(found.sheets[0]).toMatchObject({ blocks: 2, title: { year: 2023 } })
  })

  test('share the columns that stand once before them', () => {
    const found = read(attendance, [
      sheet(
        'Sheet',
        '日期|活动名称|工号|状态|工号|状态',
        '2023-5-25|学习|MQ1|√|MQ2|×',
        '2023-5-25|学习|MQ3|√||',
      ),
    ])
    expect(found.rows.map(({ cells }) => [cells.date, cells.title, cells.staffNo, cells.state])).toEqual([
      ['2023-5-25', '学习', 'MQ1', '√'],
      ['2023-5-25', '学习', 'MQ3', '√'],
      ['2023-5-25', '学习', 'MQ2', '×'],
    ])
  })

  test('are not two columns of one name', () => {
    const found = read(roster, [sheet('名册', '姓名|单位|职务|单位', '何晓彤|望江社区|委员|街道')])
    expect(found.sheets[0]?.blocks).toBe(1)
    expect(found.rows).toHaveLength(1)
  })

  test('of a 横表 are people with the meetings of their half', () => {
    const found = read(attendance, [
      sheet('考勤', '姓名|单位|3月8日 学习|姓名|单位|3月8日 学习', '何晓彤|望江社区|√|欧阳静|东埔社区|×'),
    ])
    expect(found.rows.map(({ cells }) => [cells.name, cells.date, cells.title, cells.state])).toEqual([
      ['何晓彤', '3月8日', '学习', '√'],
      ['欧阳静', '3月8日', '学习', '×'],
    ])
  })
})

describe('a 横表', () => {
  test('gives each cell a place of its own', () => {
    const found = read(attendance, [
      sheet('考勤', '姓名|单位|3月8日 学习|4月9日 学习', '何晓彤|望江社区|√|×'),
    ])
    expect(found.rows.map(each => each.row)).toEqual([
      placeNumber({ sheet: 0, column: 2, row: 2 }),
      placeNumber({ sheet: 0, column: 3, row: 2 }),
    ])
  })

  test('reads a column under the head that somebody gave it', () => {
    const sheets = [sheet('考勤', '姓名|单位|3月8日 学习|7月上旬', '何晓彤|望江社区|√|×')]
    const answers = { [headRowKey('考勤')]: '1', [columnKey('考勤', 3)]: '= 7月9日 中心组学习' }
    expect(read(attendance, sheets).rows).toHaveLength(1)
    expect(read(attendance, sheets, { answers }).rows.at(-1)?.cells).toMatchObject({
      date: '7月9日',
      title: '中心组学习',
      state: '×',
    })
  })
})

test('a wide 宣传台账 has one column a channel, and an empty cell is nothing', () => {
  const found = read(kindOf('outputs').columns({}), [
    sheet(
      '台账',
      '日期|主题|地点|悬挂横幅（条）|发放宣传资料(份)|手机短信|备注',
      '2023-3-8|妇女维权|广场|2|300||晴',
      '2023-4-15|国家安全|||150|2000|',
    ),
  ])
  expect(found.missing).toEqual([])
  expect(
    found.rows.map(({ cells: { date, topic, channel, quantity, unitWord } }) => [
      date,
      topic,
      channel,
      quantity,
      unitWord,
    ]),
  ).toEqual([
    ['2023-3-8', '妇女维权', '横幅', '2', '条'],
    ['2023-3-8', '妇女维权', '普法资料', '300', '份'],
    ['2023-4-15', '国家安全', '普法资料', '150', '份'],
    ['2023-4-15', '国家安全', '短信', '2000', undefined],
  ])
})

describe('heads', () => {
  test('of other words are proposed and not taken', () => {
    const found = read({ columns: resultColumns }, [
      sheet(
        '成绩',
        '您的交卷时间|来源|1、您的姓名|2、您的单位|本次得分',
        '2023/10/20|微信|许天远|党政办公室|95',
      ),
    ])
    expect(found.missing).toEqual(['工号 / 姓名 / 编号', '成绩 / 结果 / 正确率 / 补考'])
    expect(found.sheets[0]?.columns.map(({ guess }) => guess)).toEqual([
      'submittedAt',
      null,
      'name',
      'unit',
      'score',
    ])
    expect(found.rows).toEqual([])
  })

  test('of two lines are one', () => {
    const found = read(roster, [
      sheet('名册', '姓名|单位|任职|任职', '姓名|单位|任职起|任职止', '何晓彤|望江社区|2021-01-01|'),
    ])
    expect(found.sheets[0]?.columns.map(each => each.head)).toEqual([
      '姓名',
      '单位',
      '任职 任职起',
      '任职 任职止',
    ])
    expect(found.rows[0]?.cells).toMatchObject({ name: '何晓彤', from: '2021-01-01' })
  })

  test('are one line where a row of data repeats one of them', () => {
    const found = read(roster, [sheet('名册', '姓名|单位|应考|职务', '何晓彤|望江社区|应考|委员')])
    expect(found.rows).toEqual([{ row: 2, cells: { name: '何晓彤', unit: '望江社区', post: '委员' } }])
  })

  test('were remembered, and what is left alone is not proposed again', () => {
    const remembered = new Map([
      ['科员', 'name'],
      ['所属', null],
    ])
    const found = read(roster, [sheet('名册', '科员|单位|所属', '何晓彤|望江社区|一')], { remembered })
    expect(found.sheets[0]?.columns.map(({ field, how, guess }) => [field, how, guess])).toEqual([
      ['name', 'remembered', null],
      ['unit', 'known', null],
      [null, 'left', null],
    ])
    expect(openColumnsOf(found), 'what was left before is not asked about').toEqual([])
  })

  test('were remembered otherwise than they are called, where no other head is called so', () => {
    const remembered = new Map([['职务', 'unit']])
    const alone = read(roster, [sheet('名册', '姓名|职务', '何晓彤|望江社区')], { remembered })
    const both = read(roster, [sheet('名册', '姓名|单位|职务', '何晓彤|望江社区|委员')], { remembered })

    expect(alone.rows.map(each => each.cells)).toEqual([{ name: '何晓彤', unit: '望江社区' }])
    expect(both.rows.map(each => each.cells)).toEqual([{ name: '何晓彤', unit: '望江社区', post: '委员' }])
  })

  test('can be another row than the first that fits', () => {
    const sheets = [sheet('名册', '姓名|单位', '填全称|填规范名称', '姓名|科室', '何晓彤|党政办公室')]
    expect(read(roster, sheets, { answers: { [headRowKey('名册')]: '3' } }).rows).toEqual([
      { row: 4, cells: { name: '何晓彤', department: '党政办公室' } },
    ])
  })
})

describe('several sheets', () => {
  const units = [
    sheet('望江社区', '姓名|单位', '何晓彤|望江社区'),
    sheet('东埔社区', '姓名|单位', '欧阳静|东埔社区'),
  ]

  test('are read together where each of them fits', () => {
    expect(read(roster, units)).toMatchObject({
      asksSheets: false,
      rows: [{ row: 2 }, { row: placeNumber({ sheet: 1, column: 0, row: 2 }) }],
    })
  })

  test.each([
    ['one is no table', sheet('填表说明', '填表说明', '1.姓名请填写全称')],
    ['one is of another year', sheet('2022年', '姓名|单位', '林静|和平社区')],
    ['one is an old one', sheet('和平社区（旧）', '姓名|单位', '林静|和平社区')],
    ['one is a sample', sheet('样表', '姓名|单位', '林静|和平社区')],
  ])('are asked about where %s, and read together where that is right', (_, other) => {
    const all = [...units, other]

    expect(read(roster, all).asksSheets).toBe(true)
    expect(read(roster, all, { answers: { [SHEETS]: 'all' } }).asksSheets).toBe(false)
  })

  test('are those that were chosen', () => {
    const found = read(roster, units, { answers: { [sheetKey('东埔社区')]: 'read' } })
    expect([found.asksSheets, found.rows.map(each => each.cells.name)]).toEqual([false, ['欧阳静']])
  })

  test('are the one, or all but one, that was chosen by one answer', () => {
    const all = [...units, sheet('和平社区', '姓名|单位', '林静|和平社区')]
    const by = (answer: string) =>
      read(roster, all, { answers: { [SHEETS]: answer } }).rows.map(each => each.cells.name)

    expect([by(onlySheet('东埔社区')), by(butSheet('东埔社区')), by('all')]).toEqual([
      ['欧阳静'],
      ['何晓彤', '林静'],
      ['何晓彤', '欧阳静', '林静'],
    ])
  })

  test('are one where the others hold no table, are hidden, or are the same', () => {
    const [first] = units as [FileSheet]
    const sheets = [
      sheet('填表说明', '填表说明', '1.姓名请填写全称'),
      first,
      { ...sheet('旧', '姓名|单位', '旧人|望江社区'), isHidden: true },
      { ...first, name: 'Sheet3' },
    ]
    const found = read(roster, sheets)
    expect(found.asksSheets).toBe(false)
    expect(found.sheets.map(each => [each.name, each.isRead, each.sameAs])).toEqual([
      ['填表说明', false, null],
      ['望江社区', true, null],
      ['旧', false, null],
      ['Sheet3', false, '望江社区'],
    ])
  })
})

test('a table of a document that goes on without heads is one with the table above', () => {
  const plan = sheet(
    '',
    '时间|学习内容|学习形式|学习对象',
    '1月|《宪法》|集中学习|全体机关干部',
    '每月|党内法规|自学|党员',
  )
  const table = { ...plan.table, parts: [1, 3] }
  expect(read({ columns: planColumns }, [{ ...plan, table }]).rows.map(each => each.cells.content)).toEqual([
    '《宪法》',
    '党内法规',
  ])
})

test('a 签到表 names its meeting above the heads, and signatures are who was there', () => {
  const found = read(attendance, [
    sheet(
      'Sheet1',
      '会议签到表',
      '会议名称：二季度集中学习（《民法典》）',
      '时间：2023年5月25日 9:00||地点：三楼会议室',
      '序号|姓名|单位|职务|签名|备注',
      '1|王伟|党政办公室|科员|王伟|',
      '2|许天远|党政办公室|科员||请假',
      '3|胡佳霞|党政办公室|科员|√|',
      '4|吴欣|党政办公室|科员||',
    ),
  ])
  expect(found.missing).toEqual([])
  expect(found.rows.map(({ cells }) => [cells.title, cells.name, cells.state])).toEqual([
    ['二季度集中学习（《民法典》）', '王伟', '签到'],
    ['二季度集中学习（《民法典》）', '许天远', '请假'],
    ['二季度集中学习（《民法典》）', '胡佳霞', '√'],
    ['二季度集中学习（《民法典》）', '吴欣', ''],
  ])
})

test('a cell that cannot be read right is told with its field, and its row is no blank one', () => {
  const given = sheet('名册', '姓名|单位|手机', '|望江社区|1', '||', '何晓彤|望江社区|2')
  const troubles = [
    { row: 2, column: 0, reason: 'formulaUnsaved' as const },
    { row: 3, column: 1, reason: 'errorValue' as const },
  ]
  const found = read(roster, [{ ...given, table: { ...given.table, troubles } }])
  expect(found.rows).toEqual([
    { row: 2, cells: { name: '', unit: '望江社区', phone: '1' }, troubles: { name: 'formulaUnsaved' } },
    { row: 3, cells: { name: '', unit: '', phone: '' }, troubles: { unit: 'errorValue' } },
    { row: 4, cells: { name: '何晓彤', unit: '望江社区', phone: '2' } },
  ])
})

test('a column of a 横表 that is left alone is no meeting', () => {
  const marks = sheet('考勤', '姓名|单位|3月8日 中心组学习|3月9日 座谈', '张三|党政办|√|×')
  const marksWith = (answers: Record<string, string>) =>
    finished(fileIn([marks], kindOf('attendance').columns({}), { answers, remembered: new Map() })).rows.map(
      each => each.cells.state,
    )

  expect(marksWith({})).toEqual(['√', '×'])
  expect(marksWith({ 'column D 考勤': '' })).toEqual(['√'])
})

describe('titles', () => {
  const marks = (title: string, ...lines: string[]) =>
    read(attendance, [sheet('考勤', title, ...lines)], { units: ['司法所', '和平社区', '和平'] })
  const cellsOf = ({ rows }: ReturnType<typeof read>) =>
    rows.map(({ cells }) => Object.values(cells).join('|'))

  test('of parts name the unit of their people, and equal marks are no title', () => {
    const found = marks(
      '2023年学法考勤',
      '姓名|3月10日|3月17日',
      '司法所||',
      '陈志强|√|√',
      '二、和平社区|二、和平社区|二、和平社区',
      '林静|√|×',
    )

    expect(
      found.rows.map(({ cells: { name, unit, date, state } }) => [name, unit, date, state].join('|')),
    ).toEqual([
      '陈志强|司法所|3月10日|√',
      '陈志强|司法所|3月17日|√',
      '林静|和平社区|3月10日|√',
      '林静|和平社区|3月17日|×',
    ])
    expect(found.leftOut.map(each => `${each.row} ${each.why}`)).toEqual(['3 section', '5 section'])
  })

  test.each([
    ['和平社区2023年学法签到表', ['和平社区']],
    ['演示街道和平社区签到表', ['和平社区']],
    ['和平社区卫生服务中心签到表', [undefined]],
    ['区委司法所签到表', [undefined]],
    ['司法所、和平社区签到表', [undefined]],
  ])('%s is of %s', (title, units) => {
    const found = marks(title, '时间：2023年3月10日|', '姓名|签到', '陈志强|√')

    expect(found.rows.map(each => each.cells.unit)).toEqual(units)
    expect(cellsOf(found).length).toBe(units.length)
  })
})
