import { describe, expect, test } from 'vitest'
import { meetingFields } from '@/lib/attendance/attendance.sheet'
import { crossBelow, crossedColumns } from '@/lib/spreadsheet/cross-sheet.rules'
import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { type Columns, findHead } from '@/lib/spreadsheet/heads.rules'
import { readRows } from '@/lib/spreadsheet/rows.rules'
import { isSection } from '@/lib/spreadsheet/section.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

const attendance = {
  columns: [
    { field: 'day', heads: ['日期'] },
    { field: 'activity', heads: ['活动名称', '名称', '主题'] },
    { field: 'code', heads: ['活动编号'] },
    { field: 'staffNo', heads: ['工号', '人员编号'] },
    { field: 'name', heads: ['姓名'] },
    { field: 'unit', heads: ['单位', '部门', '所在单位'] },
    { field: 'mark', heads: ['状态'] },
  ],
  required: ['mark', [['day', 'activity'], ['code']], [['staffNo'], ['name', 'unit']]],
} satisfies Columns<'day' | 'activity' | 'code' | 'staffNo' | 'name' | 'unit' | 'mark'>

const workPoints = {
  columns: [
    { field: 'content', heads: ['工作要点', '内容'] },
    { field: 'unit', heads: ['责任单位'] },
    { field: 'due', heads: ['完成时限'] },
  ],
  required: ['content', 'unit', 'due'],
} satisfies Columns<'content' | 'unit' | 'due'>

const tableOf = (...rows: string[][]): RawTable => {
  const width = Math.max(...rows.map(row => row.length))
  return {
    rows: rows.map(row => [...row, ...Array(width - row.length).fill('')]),
    rowNumbers: rows.map((_, at) => at + 1),
    sheetName: '',
    sheetNames: [],
  }
}

describe('the head', () => {
  test('stands below titles, in any order, with remarks, stars, spaces and other names', () => {
    const sheet = readRows(
      tableOf(
        ['东埔街道2023年度签到表'],
        ['填报单位：东埔街道', '', '填报日期：2023-12-31'],
        ['序号', '状 态（到/缺）', '*姓名', '所在单位：', '活动名称\n(全称)', '日期', '手机'],
        ['1', '到', '张三', '东埔社区', '集中学法', '3月1日', '139'],
      ),
      attendance,
    )

    expect(sheet).toEqual({
      ok: true,
      headRow: 3,
      heads: {
        mark: '状 态（到/缺）',
        name: '*姓名',
        unit: '所在单位：',
        activity: '活动名称\n(全称)',
        day: '日期',
      },
      unknownHeads: ['序号', '手机'],
      rows: [
        {
          row: 4,
          cells: { mark: '到', name: '张三', unit: '东埔社区', activity: '集中学法', day: '3月1日' },
        },
      ],
      leftOut: [],
    })
  })

  test.each([
    [['活动编号', '工号', '状态'], []],
    [['日期', '名称', '姓名', '部门', '状态'], []],
    [['日期', '工号', '状态'], ['日期 + 活动名称 / 活动编号']],
    [
      ['活动编号', '姓名'],
      ['状态', '工号 / 姓名 + 单位'],
    ],
  ])('%j lacks %j', (heads, missing) => {
    const sheet = readRows(tableOf(['签到表'], heads), attendance)

    expect(sheet.ok ? [] : sheet.missing).toEqual(missing)
    expect(sheet.ok || sheet.likelyRow).toEqual(sheet.ok ? true : 2)
  })

  test('the preferred of two names counts, the other column is left alone', () => {
    const sheet = readRows(
      tableOf(['主题', '活动名称', '日期', '工号', '状态'], ['宪法', '集中学法', '3.1', '001', '到']),
      attendance,
    )

    expect(sheet).toMatchObject({
      unknownHeads: ['主题'],
      rows: [{ cells: { activity: '集中学法', staffNo: '001' } }],
    })
  })
})

describe('rows that are no facts', () => {
  test('are left out and listed with their numbers', () => {
    const table = tableOf(
      ['2023年度工作要点'],
      ['工作要点', '责任单位', '完成时限'],
      ['宪法宣传', '司法所', '12月'],
      [' ', '\u3000', ''],
      ['工作要点', '责任单位', '完成时限'],
      ['2023年度工作要点', '2023年度工作要点', '2023年度工作要点'],
      ['法治培训', '同上', '〃'],
      ['合　计', '', '2'],
      ['备注：以上为初稿', '', ''],
      ['注：时间可调整'],
      ['', '制表人：张三', '审核：李四'],
    )
    table.rowNumbers = [1, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14]

    const sheet = readRows(table, workPoints)

    expect(sheet).toMatchObject({
      rows: [
        { row: 3, cells: { content: '宪法宣传', unit: '司法所', due: '12月' } },
        { row: 8, cells: { content: '法治培训', unit: '司法所', due: '12月' } },
      ],
      leftOut: [
        { row: 4, lastRow: 5, why: 'blank', text: '' },
        { row: 6, lastRow: 6, why: 'repeatedHead', text: '工作要点' },
        { row: 7, lastRow: 7, why: 'title', text: '2023年度工作要点' },
        { row: 9, lastRow: 10, why: 'blank', text: '' },
        { row: 11, lastRow: 11, why: 'sum', text: '合　计' },
        { row: 12, lastRow: 12, why: 'note', text: '备注：以上为初稿' },
        { row: 13, lastRow: 13, why: 'note', text: '注：时间可调整' },
        { row: 14, lastRow: 14, why: 'note', text: '制表人：张三' },
      ],
    })
  })

  test.each([
    ['审核重大行政决策合法性', 'fact'],
    ['填报法治建设统计报表', 'fact'],
    ['注册会计师法讲座', 'fact'],
    ['总计划推进会', 'fact'],
    ['审核人（签字）：', 'note'],
    ['注1.本表一式两份', 'note'],
    ['备注', 'note'],
    ['合计', 'sum'],
    ['合计（人次）', 'sum'],
    ['小计：', 'sum'],
  ])('%s with all cells filled is a %s', (first, what) => {
    const sheet = readRows(
      tableOf(['工作要点', '责任单位', '完成时限'], [first, '司法所', '12月']),
      workPoints,
    )

    expect(
      sheet.ok && [sheet.rows.length ? 'fact' : '', ...sheet.leftOut.map(each => each.why)].join(''),
    ).toBe(what)
  })

  test('a note merged over all cells, or beside empty ones, is none', () => {
    const sheet = readRows(
      tableOf(
        ['工作要点', '责任单位', '完成时限'],
        ['注意事项见附件', '注意事项见附件', '注意事项见附件'],
        ['审核意见同意', '', '12月'],
      ),
      workPoints,
    )

    expect(sheet).toMatchObject({ rows: [], leftOut: [{ why: 'note' }, { why: 'note' }] })
  })

  test('同上 in the first row has nothing above it and stays', () => {
    const sheet = readRows(
      tableOf(['工作要点', '责任单位', '完成时限'], ['宪法宣传', '同上', '12月']),
      workPoints,
    )

    expect(sheet).toMatchObject({ rows: [{ cells: { unit: '同上' } }] })
  })
})

describe('a 横表', () => {
  const cross = {
    columns: {
      columns: attendance.columns.filter(({ field }) => ['staffNo', 'name', 'unit'].includes(field)),
      required: [[['staffNo'], ['name', 'unit']]],
    },
    fieldsOf: meetingFields,
    value: 'mark',
  }

  function unpivot(table: RawTable, required = cross.columns.required) {
    const kind = { ...cross, columns: { ...cross.columns, required } }
    const head = findHead(table, kind.columns)
    if (!head.ok) throw new Error('The heads were not found.')
    return { columns: crossedColumns(head, kind), ...finished(crossBelow(head, kind)) }
  }

  test('has a column for each meeting and a row for each person', () => {
    const sheet = unpivot(
      tableOf(
        ['东埔街道签到汇总'],
        ['序号', '姓名', '单位', '3月8日 中心组学习', '集中学法（2023-4-12）', '5.10', '备注'],
        ['1', '张三', '东埔社区', '√', '请假', '', ''],
        ['2', '李四', '同上', '×', '√', '√', '借调'],
        ['合计', '', '', '1', '1', '1', ''],
      ),
    )

    expect(sheet.columns).toEqual([
      { column: 3, fields: { date: '3月8日', title: '中心组学习' } },
      { column: 4, fields: { date: '2023-4-12', title: '集中学法' } },
      { column: 5, fields: { date: '5.10', title: '' } },
    ])
    expect(
      sheet.rows.map(({ row, column, cells }) => [
        row,
        column,
        cells.name,
        cells.unit,
        cells.date,
        cells.mark,
      ]),
    ).toEqual([
      [3, 3, '张三', '东埔社区', '3月8日', '√'],
      [3, 4, '张三', '东埔社区', '2023-4-12', '请假'],
      [3, 5, '张三', '东埔社区', '5.10', ''],
      [4, 3, '李四', '东埔社区', '3月8日', '×'],
      [4, 4, '李四', '东埔社区', '2023-4-12', '√'],
      [4, 5, '李四', '东埔社区', '5.10', '√'],
    ])
    expect(sheet).toMatchObject({ unknownHeads: ['序号', '备注'], leftOut: [{ row: 5, why: 'sum' }] })
  })

  test('may have its days above the names', () => {
    const sheet = unpivot(
      tableOf(
        ['姓名', '单位', '3月8日', '4月12日'],
        ['姓名', '单位', '中心组学习', '集中学法'],
        ['张三', '东埔社区', '√', '×'],
      ),
    )

    expect(sheet.rows.map(({ row, cells }) => [row, cells.date, cells.title, cells.mark])).toEqual([
      [3, '3月8日', '中心组学习', '√'],
      [3, '4月12日', '集中学法', '×'],
    ])
  })

  test('repeats its head on the next page, also where names stand alone beside the days', () => {
    const sheet = unpivot(
      tableOf(
        ['姓名*', '3月8日', '4月12日'],
        ['张三', '√', '×'],
        ['姓名*', '3月8日', '4月12日'],
        ['姓名', '3月8日', ''],
        ['李四', '√', '×'],
      ),
      [[['name']]],
    )

    expect(sheet.rows.map(({ row, cells }) => [row, cells.name])).toEqual([
      [2, '张三'],
      [2, '张三'],
      [5, '李四'],
      [5, '李四'],
    ])
    expect(sheet.leftOut.map(({ why }) => why)).toEqual(['repeatedHead', 'repeatedHead'])
  })

  test('two meetings of one name keep their own marks', () => {
    const sheet = unpivot(
      tableOf(['姓名', '单位', '学习（3月8日）', '学习（4月12日）'], ['张三', '东埔社区', '√', '×']),
    )

    expect(sheet.rows.map(({ cells }) => [cells.date, cells.mark])).toEqual([
      ['3月8日', '√'],
      ['4月12日', '×'],
    ])
  })

  test('is not any sheet with names', () => {
    expect(unpivot(tableOf(['姓名', '单位', '职务'], ['张三', '东埔社区', '主任'])).columns).toEqual([])
  })
})

describe('a name printed in the column to sign is no title', () => {
  test.each([
    ['beside a serial', ['1', '丁一凡', '丁一凡'], false],
    ['without one', ['丁一凡', '丁一凡', '丁一凡'], false],
    ['beside an empty serial', ['', '邓文', '邓文'], false],
    ['set wide', ['2', '邓  文', '邓  文'], false],
    ['with a dot', ['3', '阿依·努尔', '阿依·努尔'], false],
    ['while a heading over the whole row is one', ['机关干部', '机关干部', '机关干部'], true],
    ['and one with its number', ['一', '社区工作人员', '社区工作人员'], true],
    ['a unit that is known', ['4', '文昌', '文昌'], true],
    ['a unit by its ending', ['', '司法所', '司法所'], true],
    ['a group', ['', '第一组', '第一组'], true],
  ])('%s', (_, texts, is) => {
    const cells = { name: texts[1] ?? '', signature: texts[2] ?? '' }

    expect(isSection(texts, cells, text => text === '文昌')).toBe(is)
  })
})
