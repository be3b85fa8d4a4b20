import { describe, expect, test } from 'vitest'
import { kindOf } from '@/lib/import/kinds.import'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { type FileSheet, fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { bodyNames, isLikeUnit, tabUnit, unitBegun } from '@/lib/spreadsheet/unit-name.rules'

/** `<` is merged with the cell to the left, `^` with the one above. */
function sheet(name: string, ...lines: string[]): FileSheet {
  const rows: string[][] = []
  for (const line of lines) {
    const row: string[] = []
    for (const [at, text] of line.split('|').entries())
      row.push(text === '<' ? (row[at - 1] ?? '') : text === '^' ? (rows.at(-1)?.[at] ?? '') : text)
    rows.push(row)
  }
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

function peopleIn(given: FileSheet, units: string[] = [], kind: ImportKind = 'roster') {
  const read = finished(
    fileIn([given], kindOf(kind).columns({}), { answers: {}, remembered: new Map(), units }),
  )
  const text = read.rows.map(({ cells, above, proposed }) =>
    [
      cells.name,
      cells.unit ?? (above?.unit ? `^${above.unit}` : proposed?.unit ? `?${proposed.unit}` : '-'),
    ].join(' '),
  )
  return { people: text, missing: read.missing, lacks: read.sheets[0]?.lacks }
}

describe('a heading over a block is the unit of the rows below, and nobody', () => {
  const people = ['丁一凡 党政办公室', '邓文 社会事务办', '洪青 平安法治办公室', '白云 综合行政执法队']

  test.each([
    [
      'merged over each half',
      [
        '江滨街道通讯录|<|<|<|<|<',
        '姓名|职务|手机|姓名|职务|手机',
        '党政办公室|<|<|平安法治办公室|<|<',
        '丁一凡|主任|1|洪青|主任|3',
        '社会事务办|<|<|综合行政执法队|<|<',
        '邓文|科员|2|白云|队员|4',
      ],
    ],
    [
      'in the first cell of each half',
      [
        '姓名|职务|手机|姓名|职务|手机',
        '党政办公室|||平安法治办公室||',
        '丁一凡|主任|1|洪青|主任|3',
        '社会事务办|||综合行政执法队||',
        '邓文|科员|2|白云|队员|4',
      ],
    ],
    [
      'at other heights',
      [
        '序号|姓名|职务|序号|姓名|职务',
        '党政办公室（1人）|<|<|平安法治办公室：|<|<',
        '1|丁一凡|主任|1|洪青|主任',
        '二、社会事务办|||综合行政执法队|<|<',
        '2|邓文|科员|2|白云|队员',
      ],
    ],
    [
      'with the telephone of the office beside it',
      [
        '姓名|职务|办公电话|姓名|职务|办公电话',
        '党政办公室||62980001|平安法治办公室||62980003',
        '丁一凡|主任|1|洪青|主任|3',
        '社会事务办||62980002|综合行政执法队||0591-62980004',
        '邓文|科员|2|白云|队员|4',
      ],
    ],
    [
      'in the column of names, and in brackets',
      [
        '序号|姓名|职务|手机|序号|姓名|职务|手机',
        '|【党政办公室】||||【平安法治办公室】||',
        '1|丁一凡|主任|1|3|洪青|主任|3',
        '|【社会事务办】||||★综合行政执法队||',
        '2|邓文|科员|2|4|白云|队员|4',
      ],
    ],
    [
      'over one table',
      [
        '姓名|职务|手机',
        '党政办公室',
        '丁一凡|主任|1',
        '社会事务办|<|<',
        '邓文|科员|2',
        '|平安法治办公室|',
        '洪青|主任|3',
        '（四）综合行政执法队',
        '白云|队员|4',
      ],
    ],
  ])('%s', (_, lines) => {
    expect(peopleIn(sheet('通讯录', ...lines)).people.sort()).toEqual([...people].sort())
  })

  test('over both halves of its rows', () => {
    const found = peopleIn(
      sheet(
        'Sheet1',
        '姓名|职务|手机|姓名|职务|手机',
        '党政办公室|||||',
        '丁一凡|主任|1|邓文|科员|2',
        '社会事务办|<|<|<|<|<',
        '洪青|主任|3|白云|科员|4',
      ),
    )
    expect(found.people.sort()).toEqual(
      ['丁一凡 党政办公室', '邓文 党政办公室', '洪青 社会事务办', '白云 社会事务办'].sort(),
    )
  })

  test('a list that goes on at the top of the right half asks whether its heading does', () => {
    const found = peopleIn(
      sheet(
        'Sheet1',
        '姓名|职务|手机|姓名|职务|手机',
        '党政办公室|||丁一凡|科员|2',
        '邓文|主任|1|综合行政执法队||',
        '洪青|副主任|3|白云|队员|4',
      ),
    )
    expect(found.people.sort()).toEqual(
      ['邓文 党政办公室', '洪青 党政办公室', '丁一凡 ^党政办公室', '白云 综合行政执法队'].sort(),
    )
  })

  test.each(['陈登科', '王科', '李所', '赵社', '武文', '欧阳中'])('%s alone in a row is a person', name => {
    const found = peopleIn(sheet('名单', '姓名|单位|手机', `${name}||`, '丁一凡|司法所|1'))
    expect(found.people).toHaveLength(2)
  })
})

test.each([
  ['党政办公室', true],
  ['社会事务办', true],
  ['平安法治办', true],
  ['综合行政执法队', true],
  ['司法所', true],
  ['党群服务中心', true],
  ['东埔社区', true],
  ['江滨村委会', true],
  ['财政科', true],
  ['街道领导', true],
  ['机关', false],
  ['通讯录', false],
  ['签到', false],
  ['签到表', false],
  ['Sheet1', false],
  ['名单', false],
  ['汇总', false],
  ['中心组', false],
  ['机关干部', false],
  ['全部', false],
  ['场所', false],
  ['各科室', false],
  ['社区', false],
  ['科室', false],
  ['2025年', false],
  ['教室', false],
  ['主办', false],
])('%s is like a unit: %s', (text, isLike) => {
  expect(isLikeUnit(text)).toBe(isLike)
})

describe('the name of a sheet', () => {
  test.each([
    ['通讯录', undefined],
    ['签到', undefined],
    ['签到表', undefined],
    ['Sheet1', undefined],
    ['名单', undefined],
    ['汇总', undefined],
    ['在职', undefined],
    ['东埔社区', '东埔社区'],
    ['东埔', '东埔'],
    ['司法所', '司法所'],
    ['望江社区', '望江社区'],
    ['西苑', undefined],
  ])('%s is the unit %s', (name, unit) => {
    expect(tabUnit(name, ['东埔社区', '和平社区', '党政办公室'])).toBe(unit)
  })

  test('that is none leaves the unit to be asked', () => {
    const found = peopleIn(sheet('通讯录', '姓名|职务', '丁一凡|主任'), ['党政办公室'])
    expect(found).toEqual({ people: ['丁一凡 -'], missing: [], lacks: ['单位 / 部门 / 单位及职务'] })
  })
})

test.each([
  ['望江社区工作人员名册', '望江社区'],
  ['江滨街道望江社区两委人员名单', '望江社区'],
  ['江滨街道办事处党政办公室人员名单', '党政办公室'],
  ['2025年综合行政执法队人员名单', '综合行政执法队'],
  ['附件1：江滨街道司法所工作人员花名册', '司法所'],
  ['江滨街道机关干部花名册', undefined],
  ['江滨街道社区工作者花名册', undefined],
  ['社区工作者花名册', undefined],
  ['各社区工作人员名册', undefined],
  ['党工委理论学习中心组成员名单', undefined],
  ['大学生村官名单', undefined],
  ['2025年干部花名册', undefined],
])('%s is the title of a sheet of %s', (title, unit) => {
  expect(unitBegun(title)).toBe(unit)
})

describe('who filed a sheet', () => {
  const filed = (line: string, ...lines: string[]) => sheet('机关', '江滨街道干部花名册|<|<', line, ...lines)

  test.each(['填报单位：党政办公室', '报送单位（盖章）：党政办公室  填报时间：2025年1月10日'])(
    '%s is only proposed where no other unit stands',
    line => {
      const found = peopleIn(filed(line, '姓名|职务|手机', '丁一凡|科员|1'), ['党政办公室'])
      expect(found).toEqual({
        people: ['丁一凡 ?党政办公室'],
        missing: [],
        lacks: ['单位 / 部门 / 单位及职务'],
      })
    },
  )

  test('never stands over a column or a heading', () => {
    const line = '填报单位：江滨街道办事处'
    expect(peopleIn(filed(line, '姓名|部门|手机', '丁一凡|司法所|1', '邓文||2')).people).toEqual([
      '丁一凡 -',
      '邓文 -',
    ])
    expect(peopleIn(filed(line, '姓名|职务|手机', '司法所||', '丁一凡|科员|1')).people).toEqual([
      '丁一凡 司法所',
    ])
    expect(peopleIn(filed('单位：江滨街道', '姓名|职务|手机', '司法所||', '丁一凡|科员|1')).people).toEqual([
      '丁一凡 司法所',
    ])
  })

  test('below the table says nothing of its rows', () => {
    const found = peopleIn(sheet('机关', '姓名|职务|手机', '丁一凡|科员|1', '填报单位：党政办公室||'))
    expect(found.people).toEqual(['丁一凡 -'])
  })

  test('the street itself is asked about, as everybody is in it', () => {
    const found = peopleIn(filed('单位：江滨街道办事处', '姓名|职务|手机', '丁一凡|科员|1'))
    expect(found).toEqual({
      people: ['丁一凡 ?江滨街道办事处'],
      missing: [],
      lacks: ['单位 / 部门 / 单位及职务'],
    })
  })

  test('one unit of which the sheet is holds for all its rows', () => {
    const found = peopleIn(filed('单位：司法所', '姓名|职务|手机', '丁一凡|科员|1'))
    expect(found.people).toEqual(['丁一凡 司法所'])
  })

  test('is no host of a ledger without a column for it, but proposed', () => {
    const ledger = sheet('台账', '填报单位：司法所|<|<', '日期|活动名称|形式', '2025-03-08|维权|讲座')
    const read = finished(
      fileIn([ledger], kindOf('activities').columns({}), { answers: {}, remembered: new Map() }),
    )
    expect([read.rows[0]?.cells.host, read.rows[0]?.proposed, read.sheets[0]?.lacks]).toEqual([
      undefined,
      { host: '司法所' },
      ['主办单位'],
    ])
  })
})

describe('a sign-in sheet without a column for the unit', () => {
  const signed = (...lines: string[]) => {
    const read = finished(
      fileIn([sheet('签到', ...lines)], kindOf('attendance').columns({}), {
        answers: {},
        remembered: new Map(),
        units: ['司法所'],
      }),
    )
    return [read.missing, read.rows.map(({ cells: { name, unit, date } }) => [name, unit, date])]
  }

  test('is read by names alone, in both halves', () => {
    expect(
      signed(
        '中心组学习签到表|<|<|<|<|<',
        '时间：2025年3月5日 上午9:00|<|<|地点：三楼|<|<',
        '姓名|职务|签到|姓名|职务|签到',
        '丁一凡|书记|√|邓文|主任|公出',
      ),
    ).toEqual([
      [],
      [
        ['丁一凡', undefined, '2025年3月5日 上午9:00'],
        ['邓文', undefined, '2025年3月5日 上午9:00'],
      ],
    ])
    expect(signed('2025年学法考勤|<|<', '姓名|3月10日|3月17日', '丁一凡|√|×')).toEqual([
      [],
      [
        ['丁一凡', undefined, '3月10日'],
        ['丁一凡', undefined, '3月17日'],
      ],
    ])
  })

  test('is of the unit of its title, and does not lack the day that stands above it', () => {
    expect(signed('司法所考勤|<|<', '日期|姓名|签到', '3月5日|丁一凡|√')).toEqual([
      [],
      [['丁一凡', '司法所', '3月5日']],
    ])
    expect(
      signed('旁听庭审登记|<|<', '时间|2025年10月28日|', '姓名|单位|感想', '丁一凡|司法所|好')[0],
    ).toEqual([])
  })
})

test.each([
  ['柳湾社区居民委员会', ['柳湾社区', '柳湾社区居委会', '柳湾居民委员会', '柳湾居委会']],
  ['柳湾社区', ['柳湾社区居民委员会', '柳湾社区居委会', '柳湾居民委员会', '柳湾居委会']],
  ['上坂村民委员会', ['上坂村', '上坂村委会']],
  ['上坂村', ['上坂村民委员会', '上坂村委会']],
  ['江南区青云街道办事处', ['青云街道', '青云街道办事处', '青云街道办']],
  ['青云街道', ['青云街道办事处', '青云街道办']],
  ['城西镇人民政府', ['城西镇', '城西镇政府']],
  ['党政办公室', []],
  ['青云街道党政办公室', []],
  ['社区', []],
  ['街道', []],
])('%s is also called %j', (name, others) => {
  expect(bodyNames(name)).toEqual(others)
})

test('a title of the street names no community that is called so in short', () => {
  const list = sheet('Sheet1', '清溪街道机关干部花名册|<', '姓名|科室', '周琳|党政办')
  expect(peopleIn(list, ['清溪街道办事处', '清溪社区居委会', '清溪', '党政办']).people).toEqual(['周琳 -'])
  const own = sheet('Sheet1', '清溪社区工作人员花名册|<', '姓名|职务', '周琳|主任')
  expect(peopleIn(own, ['清溪街道办事处', '清溪社区居委会', '清溪']).people).toEqual(['周琳 清溪'])
})
