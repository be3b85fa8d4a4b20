import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTable } from '@/lib/spreadsheet/formats/workbook'
import { asText, headOnEachPage, writeCsv, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'

const columns = [
  { head: '姓名', width: 12, kind: 'text' },
  { head: '人次', width: 8, kind: 'number' },
  { head: '日期', width: 12, kind: 'day' },
] as const

const written = async (rows: (string | number | null)[][], title?: string) =>
  readTable(await writeWorkbook({ sheetName: '参学率', title, columns: [...columns], rows }), {
    fileName: '导出.xlsx',
  })

// Texts that a spreadsheet could take for something else, and unusual characters of real names.
const names = [
  '=HYPERLINK("http://x","y")',
  '@SUM(A1)',
  '-1+1',
  '+86 138',
  '\t=1',
  '\r=1',
  '＝1+1',
  "'=1",
  '001',
  '1E5',
  '2023-03-01',
  'TRUE',
  '𠮷野',
  '㛃䶮',
  '买买提·吐尔逊',
  '🙂',
  'אב',
  'e\u0301',
  'é',
  '零\u200b宽',
  '甲\n乙',
  ' 前后 ',
  '_x0041_',
  '<b>&amp;"',
  '长'.repeat(40),
]

test('what an export writes, the reader reads: names as they are, numbers and days', async () => {
  const table = await written(
    names.map((name, at) => [name, at, '2023-03-01']),
    '东埔街道2023年度参学率',
  )

  expect(table).toMatchObject({
    sheetName: '参学率',
    rows: [
      Array(3).fill('东埔街道2023年度参学率'),
      ['姓名', '人次', '日期'],
      ...names.map((name, at) => [name, String(at), '2023-03-01']),
    ],
  })
})

test('no text of an export is a formula', async () => {
  const bytes = await writeWorkbook({
    sheetName: 'a',
    columns: [{ head: '姓名', width: 9, kind: 'number' }],
    rows: [['=1+1'], ['@SUM']],
  })

  const { openXlsx } = await import('hucre/xlsx')
  const cells = [...((await openXlsx(bytes)).sheets[0]?.cells?.values() ?? [])]
  expect(cells.filter(cell => cell.formula !== undefined)).toEqual([])
})

test('the same export has the same bytes', async () => {
  const once = await writeWorkbook({
    sheetName: 'a',
    columns: [...columns],
    rows: [['张三', 1, '2023-03-01']],
  })
  await new Promise(resolve => setTimeout(resolve, 1100))

  expect(
    await writeWorkbook({ sheetName: 'a', columns: [...columns], rows: [['张三', 1, '2023-03-01']] }),
  ).toEqual(once)
})

test('a name that no sheet may have is made one', async () => {
  const bytes = await writeWorkbook({
    sheetName: `2023/1 [${'长'.repeat(40)}]`,
    columns: [...columns],
    rows: [],
  })

  expect((await readTable(bytes, { fileName: 'a.xlsx' })).sheetName).toBe(`2023 1  ${'长'.repeat(23)}`)
})

test.each(names)('in a .csv %j is no formula and reads back the same', async name => {
  const csv = writeCsv([
    ['姓名', '人次'],
    [name, -5],
  ])

  expect(csv).not.toMatch(/(^|[\n,"])[=+@\t＝＋－＠]/)
  expect((await readTable(new TextEncoder().encode(csv), { fileName: 'a.csv' })).rows).toEqual([
    ['姓名', '人次'],
    [name, '-5'],
  ])
})

test('a text that begins with the apostrophe of another export keeps its own', () => {
  expect([asText("'=1"), asText("'s"), asText('-1')]).toEqual(["''=1", "'s", "'-1"])
})

// Text without the characters that XML and a sheet cannot contain.
const cellText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter(text => !/\p{Cc}|\p{Co}|\p{Cs}|\ufffd|\ufffe|\uffff|\ufeff/u.test(text))

test('any table goes out and comes back, as .xlsx and as .csv', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cellText, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
      async rows => {
        const heads = ['甲', '乙'].map(head => ({ head, width: 9, kind: 'text' as const }))
        const table = [['甲', '乙'], ...rows]

        const xlsx = await writeWorkbook({ sheetName: 'a', columns: heads, rows })
        const csv = new TextEncoder().encode(writeCsv(table))

        expect((await readTable(xlsx, { fileName: 'a.xlsx' })).rows).toEqual(table)
        expect((await readTable(csv, { fileName: 'a.csv' })).rows).toEqual(table)
      },
    ),
    { numRuns: 20 },
  )
})

test('the row of heads is named with its sheet in quotes, without which Excel offers to repair the file', () => {
  expect(headOnEachPage("明桥街道（演示）2027's", 3)).toEqual({
    name: '_xlnm.Print_Titles',
    range: "'明桥街道（演示）2027''s'!$4:$4",
    scope: "明桥街道（演示）2027's",
  })
})
