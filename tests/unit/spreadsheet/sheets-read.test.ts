import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ReadWorkbook, workbookOf } from '@/lib/spreadsheet/formats/workbook'

/** What is read of a file: its kind, then each sheet with its rows as `cell|cell`, then the troubles as `row.column`. */
async function found(file: string) {
  return said(await workbook(file))
}

function said({ kind, sheets }: ReadWorkbook) {
  return {
    kind,
    sheets: Object.fromEntries(
      sheets.map(({ name, hidden, table }) => [
        `${name}${hidden ? ' (hidden)' : ''}`,
        table.rows.map(row => row.join('|')),
      ]),
    ),
    troubles: sheets.flatMap(({ table }) =>
      (table.troubles ?? []).map(({ row, column, reason }) => `${row}.${column} ${reason}`),
    ),
  }
}

async function workbook(file: string) {
  const read = await workbookOf(new Uint8Array(readFileSync(join('tests/fixtures/sheets', file))), file)
  if (!read.ok) throw new Error(read.reason)
  return read.workbook
}

const roster = [
  '姓名|单位|工号|职务|任职起|手机',
  '何晓彤|望江社区|007|委员|2023-03-01|13800000001',
  '尉迟明|望江社区|008|网格员|2023-10-10|13800000002',
  '欧阳 静|东埔社区|012|主任|2024-02-29|13800000003',
]

describe('sheets of offices that once were read wrongly', () => {
  test.each([
    ['b03-staffno-000.xls', 'xls', { 花名册: roster }],
    ['b10-xls-named.xlsx', 'xls', { 花名册: roster }],
    ['b10-xlsx-named.xls', 'xlsx', { 花名册: roster }],
    ['b10-gbk-tsv-named.xls', 'csv', { '': roster }],
    ['b10-html-named.xls', 'html', { '': roster }],
    ['b10-xml2003-named.xls', 'xml2003', { 花名册: roster }],
    [
      'b09-instructions-first.xlsx',
      'xlsx',
      { 填表说明: ['填表说明', '1.姓名请填写全称；2.单位请填写规范名称'], 花名册: roster },
    ],
    [
      'b09-active-second.xlsx',
      'xlsx',
      { '2022年': ['姓名|单位', '旧人一|望江社区'], '2023年': ['姓名|单位', '何晓彤|望江社区'] },
    ],
    [
      'b09-sheet-per-unit.xlsx',
      'xlsx',
      {
        望江社区: ['姓名|单位|职务', '何晓彤|望江社区|委员'],
        东埔社区: ['姓名|单位|职务', '欧阳静|东埔社区|委员'],
      },
    ],
    [
      'b02-days-as-numbers-0.00.xlsx',
      'xlsx',
      {
        Sheet1: [
          '日期|活动名称|形式|主办单位',
          '3.10|三月十日宣传|宣传咨询活动|望江社区',
          '11.20|十一月二十日宣传|宣传咨询活动|望江社区',
          '3.10|文本三月十日|宣传咨询活动|望江社区',
        ],
      },
    ],
    [
      'b02-roster-from-2023.10.xlsx',
      'xlsx',
      { Sheet1: ['姓名|单位|任职起', '何晓彤|望江社区|2023.10', '何晓明|望江社区|2023.10'] },
    ],
    ['b16-score-percent.xlsx', 'xlsx', { Sheet: ['工号|成绩', 'MQ002|95%'] }],
    ['b26-dxf-number-format.xlsx', 'xlsx', { 花名册: ['姓名|单位|任职起', '何晓彤|望江社区|2023-03-15'] }],
    [
      'b23-hidden-text.docx',
      'docx',
      { '': ['时间|学习内容|学习形式|学习对象|主讲人', '4月|《国家安全法》|集中学习|全体机关干部|李律师'] },
    ],
    ['b13-ctrl-z.csv', 'csv', { '': ['姓名|单位|工号', '何晓彤|望江社区|H002'] }],
    [
      'b24-quotes.csv',
      'csv',
      {
        '': [
          '日期|活动名称|形式|主办单位',
          '2023-3-8|"宪法"宣传周|宣传咨询活动|望江社区',
          '2023-3-9|他说"好"了|宣传咨询活动|望江社区',
        ],
      },
    ],
    ['b24-space-quote.csv', 'csv', { '': ['姓名| 单位| 工号', '何晓彤|望江社区|007'] }],
  ])('%s', async (file, kind, sheets) => {
    expect(await found(file)).toEqual({ kind, sheets, troubles: [] })
  })

  test.each([
    ['b06-roster-formula-no-value.xlsx', ['2.2 formulaUnsaved', '2.3 formulaUnsaved', '2.4 formulaUnsaved']],
    ['b06-score-formula-no-value.xlsx', ['2.3 formulaUnsaved']],
    ['b06-study-formula-no-value.xlsx', ['2.1 formulaUnsaved']],
    ['b13-nul.csv', ['2.2 strangeCharacter']],
    ['b13-pua.csv', ['2.0 strangeCharacter']],
  ])('%s is read but for %s', async (file, troubles) => {
    expect((await found(file)).troubles).toEqual(troubles)
  })

  test('a table that goes on below another title is a part of its own', async () => {
    const { sheets } = await workbook('b20-continued-table.docx')

    expect(sheets.map(({ table }) => [table.parts, table.rows.length])).toEqual([[[1, 3], 4]])
  })
})

describe('a ledger as each program writes it', () => {
  const heads = '工号|姓名|日期|月日|年月|星期|成绩|比例|数量|时间|说明'
  const first = '007|何晓彤|2023-03-01|2023-03-01|2023-03|2023-03-01|95.5分|95.0%|6,500|09:00|正常'
  const second = '128|尉迟明|2023-03-15|2023-03-15|2023-04|2023-03-15|60.0分|98.6%|0|18:00|零'
  const third = '012|欧阳静|2023-10-13|2023-10-13|2023-10|2023-10-13|89.6分|100.0%|12,346|23:58:34|大'
  const rest = { '旧 (hidden)': ['旧表'], 空: [] }
  const total = '合计|合计|合计||||||||'
  const struck = '|作废|||||||||'

  test.each([
    [
      'as-openpyxl.xlsx',
      'xlsx',
      ['#N/A|作废|☑||||||||'],
      ['5.0 errorValue', '5.1 struck', '5.10 formulaUnsaved'],
    ],
    [
      'as-xlsxwriter.xlsx',
      'xlsx',
      ['|作废||||||||2|', '|张三李四|||||||||'],
      ['5.1 struck', '5.10 formulaUnsaved', '6.1 struck'],
    ],
    ['as-poi.xlsx', 'xlsx', [struck], ['5.1 struck', '5.10 formulaUnsaved']],
    ['as-poi-streamed.xlsx', 'xlsx', [struck], ['5.1 struck', '5.10 formulaUnsaved']],
    ['as-poi.xls', 'xls', [struck], ['5.1 struck', '5.10 formulaUnsaved']],
    ['as-xlwt.xls', 'xls', [struck, `|${'长'.repeat(9000)}|||||||||`], ['5.1 struck', '5.10 formulaUnsaved']],
    ['as-libreoffice.xlsx', 'xlsx', ['#N/A|作废|☑||||||||245.1'], ['5.0 errorValue', '5.1 struck']],
    ['as-libreoffice.xls', 'xls', ['#N/A|作废|☑||||||||245.1'], ['5.0 errorValue', '5.1 struck']],
  ])('%s', async (file, kind, others, troubles) => {
    const read = await workbook(file)

    expect(said(read)).toEqual({
      kind,
      sheets: { 台账: [heads, first, second, third, ...others, total], ...rest },
      troubles,
    })
    expect(read.sheets[0]?.table).toMatchObject({
      hiddenRows: [3],
      hiddenColumns: [3],
      merges: [{ top: 7, left: 0, bottom: 7, right: 2 }],
    })
  })

  test('as JXL writes it, which gives every formula the result 4', async () => {
    expect(await found('as-jxl.xls')).toEqual({
      kind: 'xls',
      sheets: {
        台账: [
          '工号|姓名|日期|成绩|比例|合计',
          '007|何晓彤|2023-03-01|95.50|95%|',
          '|||||TRUE',
          '合计|合计|合计|||',
        ],
        '旧 (hidden)': ['旧表'],
      },
      troubles: ['2.5 formulaUnsaved'],
    })
  })

  test('as a web page, which leaves out what is hidden', async () => {
    expect(await found('as-libreoffice-html.xls')).toEqual({
      kind: 'html',
      sheets: {
        '': [
          '工号|姓名|日期|年月|星期|成绩|比例|数量|时间|说明',
          '007|何晓彤|2023年3月1日|2023年3月|星期三|95.5分|95.0%|6,500|9:00|正常',
          '012|欧阳静|2023年10月13日|2023年10月|星期五|89.6分|100.0%|12,346|23:58|大',
          '#N/A|作废|☑|||||||245.1',
          '合计|合计|合计|||||||',
        ],
      },
      troubles: ['4.0 errorValue', '4.1 struck'],
    })
  })
})
