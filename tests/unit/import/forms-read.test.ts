import { describe, expect, test } from 'vitest'
import { titleOfForm } from '@/lib/activity/activity-form.rules'
import { dayOfLedger } from '@/lib/activity/outreach/ledger-day.rules'
import { countsNoMaterial } from '@/lib/activity/outreach/material-crossed.sheet'
import { kindOf } from '@/lib/import/kinds.import'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { linesOf } from '../../shapes/shape'

/** The rows as they are read, `row: field=cell …`; `<` is merged with the cell to the left. */
function rowsOf(kind: ImportKind, text: string, stem = '') {
  const rows = linesOf(text).map(line => {
    const cells: string[] = []
    for (const cell of line.split('|').map(each => each.trim()))
      cells.push(cell === '<' ? (cells.at(-1) ?? '') : cell.replaceAll('¶', '\n'))
    return cells
  })
  const width = Math.max(...rows.map(row => row.length))
  const table = {
    rows: rows.map(row => Array.from({ length: width }, (_, at) => row[at] ?? '')),
    rowNumbers: rows.map((_, at) => at + 1),
    sheetName: 'Sheet1',
    sheetNames: ['Sheet1'],
    named: { stem },
  }
  const read = finished(
    fileIn([{ name: 'Sheet1', isHidden: false, table }], kindOf(kind).columns({}), {
      answers: {},
      remembered: new Map(),
    }),
  )
  if (read.missing.length > 0) return read.missing
  return read.rows.map(({ row, cells, proposed }) => {
    const said = Object.entries({ ...cells, ...(proposed ? { proposed: JSON.stringify(proposed) } : {}) })
    return `${row % 2 ** 20}: ${said
      .filter(([, value]) => value !== '')
      .map(([field, value]) => `${field}=${value}`)
      .sort()
      .join(' ')}`
  })
}

describe('a form of one event', () => {
  test('in four columns, with what was done in a long cell', () => {
    const form = `
      柳岸社区法治宣传活动记录表|<|<|<
      活动名称|宪法进社区|负责人|何明
      活动时间|2024年12月4日上午9时|活动地点|社区广场
      活动形式|宣传咨询活动|参加人数|80
      活动内容|当日上午，社区组织志愿者发放资料。¶现场解答咨询。|<|<
      照片||<|<`

    expect(rowsOf('activities', form)).toEqual([
      '3: date=2024年12月4日上午9时 form=宣传咨询活动 heads=80 place=社区广场 start=09:00 title=宪法进社区',
    ])
  })

  test('in two columns, the labels set wide and with colons, its name in that of the file', () => {
    const form = `
      普法活动登记表|<
      时　间：|2024-03-08
      地　点：|妇女之家
      主办单位：|东埔社区
      参加人员：|辖区妇女45人
      内　容：|妇联、司法所联合开展维权宣传，讲解反家庭暴力法，发放资料。`

    expect(rowsOf('activities', form, '3.8妇女维权周宣传活动记录表')).toEqual([
      '3: audience=辖区妇女45人 date=2024-03-08 host=东埔社区 place=妇女之家 title=妇女维权周宣传',
    ])
  })

  test('in one column, each label with its words behind a colon', () => {
    const form = `
      活动主题：民法典进企业
      活动时间：2024年5月20日
      活动地点：江滨公司
      参加人数：36人`

    expect(rowsOf('activities', form)).toEqual([
      '2: date=2024年5月20日 heads=36人 place=江滨公司 title=民法典进企业',
    ])
  })

  test('several below each other are a row each', () => {
    const form = (name: string, day: string) => `
      活动名称|${name}|活动时间|${day}
      活动地点|礼堂|参加人数|30`

    expect(rowsOf('activities', `${form('禁毒宣传', '2024.6.26')}${form('消防宣传', '2024.11.9')}`)).toEqual([
      '2: date=2024.6.26 heads=30 place=礼堂 title=禁毒宣传',
      '3: date=2024.11.9 heads=30 place=礼堂 title=消防宣传',
    ])
  })

  test('a list of people below it is another table, and a label that means nothing is a column of its own', () => {
    const form = `
      负责人|何明|主题|宪法宣讲
      时间|2024-12-04|地点|礼堂
      参加人数|30|经办|丁一
      序号|姓名|单位|签名
      1|丁一|东埔社区|丁一`

    const [row, ...more] = rowsOf('activities', form)
    expect(row).toBe('2: date=2024-12-04 heads=30 place=礼堂 title=宪法宣讲')
    expect(more).toEqual([])
  })

  test('no ledger is one, with one row or with words of a head in its cells', () => {
    const ledger = `
      日期|活动名称|形式|主办单位|地点|参加人数
      2024-03-08|学习|讲座|东埔社区|会议室|30`

    expect(rowsOf('activities', ledger)).toEqual([
      '2: date=2024-03-08 form=讲座 heads=30 host=东埔社区 place=会议室 title=学习',
    ])
  })

  test.each([
    ['宪法进社区活动记录表', '', '宪法进社区'],
    ['普法活动记录表', '12.4宪法宣传日活动', '宪法宣传日活动'],
    ['法治宣传教育活动登记表', '20240415国家安全日宣传', '国家安全日宣传'],
    ['活动记录', '柳岸社区', undefined],
  ])('%s and %s name it', (headline, stem, title) => {
    expect(titleOfForm({ headline, stem }, {}).title).toBe(title)
  })
})

describe('a table of outputs that is crossed', () => {
  test('a row a unit, with its day in the title', () => {
    const table = `
      2024年12.4宣传情况统计表|<|<|<|<|<
      序号|单位|悬挂横幅（条）|发放资料（份）|LED滚动播放（次）|参与人数（人）
      1|东埔社区|3|200|15|80
      2|和平社区|2||10|60
      合计||5|200|25|140`

    expect(rowsOf('outputs', table)).toEqual([
      '3: channel=横幅 date=2024年12月4日 quantity=3 unit=东埔社区 unitWord=条',
      '3: channel=普法资料 date=2024年12月4日 quantity=200 unit=东埔社区 unitWord=份',
      '3: channel=LED date=2024年12月4日 quantity=15 unit=东埔社区 unitWord=次',
      '4: channel=横幅 date=2024年12月4日 quantity=2 unit=和平社区 unitWord=条',
      '4: channel=LED date=2024年12月4日 quantity=10 unit=和平社区 unitWord=次',
    ])
  })

  test('with an empty corner, either way', () => {
    const byChannel = `
      |司法所|东埔社区|和平社区
      宣传册|10|20|30
      横幅|1|2|`
    const byUnit = `
      |宣传册|横幅
      司法所|10|1
      东埔社区|20|`

    const told = (text: string) => rowsOf('outputs', text).map(each => each.replace(/^\d+: /, ''))
    expect(told(byChannel)).toEqual([
      'channel=宣传册 quantity=10 unit=司法所',
      'channel=宣传册 quantity=20 unit=东埔社区',
      'channel=宣传册 quantity=30 unit=和平社区',
      'channel=横幅 quantity=1 unit=司法所',
      'channel=横幅 quantity=2 unit=东埔社区',
    ])
    expect(told(byUnit)).toEqual([
      'channel=普法资料 item=宣传册 quantity=10 unit=司法所',
      'channel=横幅 quantity=1 unit=司法所',
      'channel=普法资料 item=宣传册 quantity=20 unit=东埔社区',
    ])
  })

  test('a row a channel, the units across, with the last day of its quarter proposed', () => {
    const table = `
      2024年第三季度宣传统计|<|<|<
      项目\\社区|东埔社区|和平社区|合计
      横幅（条）|2|1|3
      宣传折页/份|100|—|100
      参加人次（人次）|40|30|70`

    const proposed = 'proposed={"date":"2024-09-30"}'
    expect(rowsOf('outputs', table)).toEqual([
      `3: channel=横幅 ${proposed} quantity=2 unit=东埔社区 unitWord=条`,
      `3: channel=横幅 ${proposed} quantity=1 unit=和平社区 unitWord=条`,
      `4: channel=普法资料 item=宣传折页 ${proposed} quantity=100 unit=东埔社区 unitWord=份`,
      `5: channel=参加人次 ${proposed} quantity=40 unit=东埔社区 unitWord=人次`,
      `5: channel=参加人次 ${proposed} quantity=30 unit=和平社区 unitWord=人次`,
    ])
  })

  test.each([
    ['2024年12.4宣传情况统计表', { day: '2024年12月4日' }],
    ['“12·4”国家宪法日宣传统计', { day: '12月4日' }],
    ['2024年国家宪法日宣传情况', { day: '12月4日' }],
    ['2024年11月20日宣传资料发放', { day: '2024年11月20日' }],
    ['11月份宣传统计表', { day: '11月' }],
    ['2024年宪法宣传周统计表', { proposed: '12月4日' }],
    ['2024年上半年宣传统计', { proposed: '2024-06-30' }],
    ['2024年度宣传台账', { proposed: '2024-12-31' }],
    ['发放1.5万份宣传资料', {}],
    ['普法2.0版宣传', {}],
    ['各社区宣传情况', {}],
    ['3月至5月宣传统计', {}],
  ])('%s says its day', (headline, day) => {
    expect(dayOfLedger({ headline })).toEqual(day)
  })

  test.each<[Record<string, string>, boolean]>([
    [{ channel: '参与人数', unitWord: '人' }, true],
    [{ channel: '举办讲座', unitWord: '场' }, true],
    [{ channel: '咨询', unitWord: '' }, true],
    [{ channel: '横幅', unitWord: '条' }, false],
    [{ channel: 'LED', unitWord: '次' }, false],
    [{ channel: '', unitWord: '人' }, false],
  ])('%o counts people or occasions: %s', (cells, is) => {
    expect(countsNoMaterial(cells)).toBe(is)
  })
})
