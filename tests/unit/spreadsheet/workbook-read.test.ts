import { describe, expect, test } from 'vitest'
import { plainNumber } from '@/lib/spreadsheet/formats/number-format.mjs'
import { readTable } from '@/lib/spreadsheet/formats/workbook'
import { biffOf, type WorkbookParts, xlsxOf } from '@/tests/fixtures/office-files'
import { writeCfb } from '../../../node_modules/hucre/dist/xlsx/crypto/cfb.mjs'

const readXlsx = (parts: WorkbookParts, sheet?: string) =>
  readTable(xlsxOf(parts), { fileName: '花名册.xlsx', sheet })
const readCsv = async (text: string | Uint8Array) =>
  (
    await readTable(typeof text === 'string' ? new TextEncoder().encode(text) : text, {
      fileName: '台账.csv',
    })
  ).rows
const textCell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`

describe('xlsx', () => {
  test.each([
    ['a day', 44986, 'yyyy-mm-dd', '2023-03-01'],
    ['a Chinese day', 44986, 'yyyy"年"m"月"d"日"', '2023-03-01'],
    ['a Chinese day without quotes', 44986, 'yyyy年m月d日', '2023-03-01'],
    ['a day of the Chinese Excel itself', 44986, 58, '2023-03-01'],
    ['with region and parts for other signs', 44986, '[$-804]yyyy/m/d;@', '2023-03-01'],
    ['a day and time', 44986.395833333336, 'yyyy/m/d h:mm', '2023-03-01 09:30'],
    ['a time that is short by a rounding error', 44986.37499999999, 'yyyy/m/d h:mm', '2023-03-01 09:00'],
    ['a hand-in to the second', 44986.39585648148, 'yyyy/m/d h:mm:ss', '2023-03-01 09:30:02'],
    ['a time alone', 0.375, 'h:mm', '09:00'],
    ['a duration', 1.0625, '[h]:mm', '25:30'],
    ['a month', 44986, 'yyyy"年"m"月"', '2023-03'],
    ['a month of the Chinese Excel itself', 44986, 57, '2023-03'],
    ['the month of a day that is not the first', 44990, 'yyyy"年"m"月"', '2023-03-05'],
    ['the 29 February 1900 that Excel alone has', 60, 14, '1900-02-29'],
    ['the last day of 1899 counted on', 1, 14, '1900-01-01'],
    ['a number like a month', 202301, 0, '202301'],
    ['a phone', 13800138000, 0, '13800138000'],
    ['a staff number with its zeros', 1, '000', '001'],
    ['a staff number with its letter', 7, '"A"0000', 'A0007'],
    ['a percentage', 0.986, '0.0%', '98.6%'],
    ['an amount with separators', 6500, '#,##0', '6,500'],
    ['a coloured number', -5, '#,##0;[Red]-#,##0', '-5'],
    ['the Chinese General', 12, 'G/通用格式', '12'],
  ])('%s', async (_, value, format, shown) => {
    const table = await readXlsx({
      rows: `<row r="1"><c r="A1" s="0"><v>${value}</v></c></row>`,
      formats: [format],
    })

    expect(table.rows).toEqual([[shown]])
  })

  test('the days of a workbook that counts from 1904', async () => {
    const table = await readXlsx({
      rows: '<row r="1"><c r="A1" s="0"><v>43524</v></c><c r="B1" s="0"><v>0.5</v></c></row>',
      formats: ['yyyy/m/d h:mm'],
      since1904: true,
    })

    expect(table.rows).toEqual([['2023-03-01', '1904-01-01 12:00']])
  })

  test('texts, truth, errors, formulas and ISO days', async () => {
    const table = await readXlsx({
      strings:
        '<si><t xml:space="preserve"> 张　三 </t></si><si><r><t>东埔</t></r><r><t>社区</t></r><rPh sb="0" eb="1"><t>dong</t></rPh></si>',
      rows: `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>
        <c t="str"><f>A1&amp;"x"</f><v>甲&lt;乙&gt;&#x4e19;</v></c><c><f>1+1</f><v>2</v></c>
        <c t="d"><v>2023-03-01T09:30:00</v></c><c t="d"><v>2023-03-01T00:00:00Z</v></c><c t="inlineStr"><is><t>001_x000A_2</t></is></c></row>`,
    })

    expect(table.rows).toEqual([
      [' 张　三 ', '东埔社区', 'TRUE', '#N/A', '甲<乙>丙', '2', '2023-03-01 09:30', '2023-03-01', '001\n2'],
    ])
  })

  test('a merged cell fills every cell it covers, and rows keep their numbers', async () => {
    const table = await readXlsx({
      rows: `<row r="1">${textCell('A1', '东埔街道2023年度花名册')}</row><row r="2"/>
        <row r="3">${textCell('A3', '单位')}${textCell('B3', '姓名')}</row>
        <row r="5">${textCell('A5', '东埔社区')}${textCell('B5', '张三')}</row>
        <row r="6"><c r="A6" s="1"/>${textCell('B6', '李四')}</row>`,
      after: '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="A5:A9"/></mergeCells>',
    })

    expect(table).toEqual({
      rows: [
        ['东埔街道2023年度花名册', '东埔街道2023年度花名册'],
        ['单位', '姓名'],
        ['东埔社区', '张三'],
        ['东埔社区', '李四'],
      ],
      rowNumbers: [1, 3, 5, 6],
      merges: [
        { top: 1, left: 0, bottom: 2, right: 1 },
        { top: 5, left: 0, bottom: 9, right: 0 },
      ],
      sheetName: 'Sheet1',
      sheetNames: ['Sheet1'],
    })
  })

  test('a sheet by its name, and the names there are', async () => {
    const parts = { rows: `<row>${textCell('A1', '姓名')}</row>`, sheets: ['说明', '名册'] }

    expect(await readXlsx(parts, '名册')).toMatchObject({ sheetName: '名册', sheetNames: ['说明', '名册'] })
    await expect(readXlsx(parts, '签到')).rejects.toMatchObject({
      reason: 'noSuchSheet',
      detail: '说明、名册',
    })
  })

  test('a stray cell in the last row costs nothing', async () => {
    const table = await readXlsx({
      rows: `<row r="1">${textCell('A1', '姓名')}</row><row r="1048576">${textCell('A1048576', ' ')}</row>`,
    })

    expect(table.rowNumbers).toEqual([1, 1048576])
  })
})

test.each([
  [0.1 + 0.2, '0.3'],
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [5.5e-17, '0'],
  [-5e-20, '0'],
  [95.5, '95.5'],
])('%d is written %s', (value, text) => {
  expect(plainNumber(value)).toBe(text)
})

test('an Excel 97 file, with the day that a Chinese Excel types', async () => {
  const workbook = biffOf([
    ['姓名', '日期', '成绩'],
    ['张三', { number: 44986, format: 58 }, { number: 95.5, format: 0 }],
    ['李四', { number: 44986.395833333336, format: 22 }, { number: 0, format: 0 }],
  ])
  // Padded beyond the size of mini sectors, as every real file is.
  const stream = new Uint8Array(8192)
  stream.set(workbook)

  const table = await readTable(writeCfb([{ name: 'Workbook', data: stream }]), { fileName: '成绩.XLS' })

  expect(table).toMatchObject({
    sheetName: '名册',
    rows: [
      ['姓名', '日期', '成绩'],
      ['张三', '2023-03-01', '95.5'],
      ['李四', '2023-03-01 09:30', '0'],
    ],
  })
})

describe('csv', () => {
  const gb18030 = new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xfe, 0x9f, 0x0a]) // 姓名,䶮
  const utf16 = (text: string, isBig: boolean) => {
    const bytes = Buffer.from(text, 'utf16le')
    return new Uint8Array(isBig ? bytes.swap16() : bytes)
  }

  test.each([
    ['UTF-8', '姓名,单位\n张三,东埔社区\n'],
    ['UTF-8 with a mark', '\ufeff姓名,单位\r\n张三,东埔社区'],
    ['semicolons', '姓名;单位\n张三;东埔社区\n'],
    ['tabs', '姓名\t单位\n张三\t东埔社区\n'],
    ['CR alone', '姓名,单位\r张三,东埔社区\r'],
    ['quotes', '"姓名","单位"\n"张三","东埔社区"\n'],
    ['texts kept by Excel', '姓名,单位\n="张三",东埔社区\n'],
    ['a named delimiter', 'sep=|\n姓名|单位\n张三|东埔社区'],
    ['UTF-16 LE', utf16('\ufeff姓名,单位\n张三,东埔社区\n', false)],
    ['UTF-16 BE', utf16('\ufeff姓名,单位\n张三,东埔社区\n', true)],
    ['UTF-16 LE without a mark', utf16('姓名,单位\n张三,东埔社区\n', false)],
    ['UTF-16 BE without a mark', utf16('姓名,单位\n张三,东埔社区\n', true)],
  ])('%s', async (_, file) => {
    expect(await readCsv(file)).toEqual([
      ['姓名', '单位'],
      ['张三', '东埔社区'],
    ])
  })

  // The bytes of （, 一 and of many others are control characters by themselves.
  test.each([
    ['LE', '\ufeff', false],
    ['BE', '\ufeff', true],
    ['LE without a mark', '', false],
    ['BE without a mark', '', true],
  ])('UTF-16 %s with many brackets', async (_, mark, isBig) => {
    const rows = [
      ['日期（必填）', '横幅数（条）', '短信（条）', '上（一）'],
      ['3月8日', '1', '8', '会（三）（公）'],
    ]
    const text = rows.map(row => row.join('\t')).join('\n')
    expect(await readCsv(utf16(`${mark}${text}\n`, isBig))).toEqual(rows)
  })

  test('GB18030 with a rare character', async () => {
    expect(await readCsv(gb18030)).toEqual([['姓名', '䶮']])
  })

  test('quotes, delimiters and line ends inside a cell, a title above, blank lines counted', async () => {
    const file = new TextEncoder().encode('2023年度台账\n\n日期,内容\n2023-3-1,"宣传""宪法"",\r\n发放资料"\n')

    expect(await readTable(file, { fileName: '台账.csv' })).toMatchObject({
      rows: [
        ['2023年度台账', ''],
        ['日期', '内容'],
        ['2023-3-1', '宣传"宪法",\r\n发放资料'],
      ],
      rowNumbers: [1, 3, 4],
    })
  })

  test('another encoding is refused, not saved wrongly', async () => {
    const big5 = new Uint8Array([
      0xa9, 0x6d, 0xa6, 0x57, 0x2c, 0xa7, 0xf5, 0xa5, 0x7c, 0xc0, 0xff, 0x0a, 0xff,
    ])

    await expect(readCsv(big5)).rejects.toMatchObject({ reason: 'encoding' })
  })
})
