import { expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import type { Judged } from '@/lib/spreadsheet/importer.rules'
import { placeNumber } from '@/lib/spreadsheet/place.rules'
import {
  linesOf,
  type Reading,
  reportOf,
  textOfFault,
  textOfRemark,
  wordsOfRows,
} from '@/lib/spreadsheet/preview.rules'

const third = placeNumber({ sheet: 2, column: 4, row: 7 })
const reading = {
  sheets: [
    { name: '一季度', isRead: true, columns: [] },
    { name: '说明', isRead: false, columns: [] },
    { name: '二季度', isRead: true, columns: [] },
  ],
  heads: { name: '姓名' },
  rows: [],
  leftOut: [{ row: placeNumber({ sheet: 2, column: 0, row: 9 }), lastRow: 9, why: 'sum', text: '合计' }],
} as unknown as Reading
const judged: Judged<null> = {
  outcomes: [],
  faults: [
    { row: 3, field: 'name', reason: 'noSuchPerson', places: { name: '何明', unit: '司法所' } },
    {
      row: third,
      field: 'name',
      reason: 'keyTwice',
      places: { row: 3 },
      choices: [{ value: 'asIs', choice: 'asIs' }],
    },
  ],
  notes: [],
  effects: null,
}
const counts = { new: 0, changed: 0, unchanged: 0, leftOut: 1, faulty: 2, doubtful: 0 }

test('a report names each row by its sheet and the number that stands there', async () => {
  const say = sayIn('zh')

  const report = await reportOf(
    say,
    { kind: 'attendance', fileName: '签到.xlsx' },
    { reading, judged, counts },
    false,
    async () => {},
  )

  expect(report.faulty.map(({ sheet, row }) => [sheet, row])).toEqual([
    ['一季度', 3],
    ['二季度', 7],
  ])
  expect(report.leftOut.map(({ sheet, row, lastRow }) => [sheet, row, lastRow])).toEqual([['二季度', 9, 9]])
  expect(report.questions.map(({ sheets, rows }) => [sheets, rows])).toEqual([[['二季度'], [7]]])
  expect(linesOf(say, report).split('\n').slice(1, 3)).toEqual([
    '一季度 第 3 行 姓名 “司法所”没有“何明”',
    '二季度 第 7 行 姓名 与第 3 行是同一项，但内容不同',
  ])
})

test('a text that names a row of a later sheet says which sheet', () => {
  const [zh, en] = [sayIn('zh'), sayIn('en')]
  const twice = { row: 4, field: null, reason: 'keyTwice', places: { row: third } }

  expect([textOfFault(zh, twice), textOfFault(en, twice)]).toEqual([
    '与第 3 张表第 7 行是同一项，但内容不同',
    'The same as row 7 of sheet 3, with other values',
  ])
  expect(textOfRemark(zh, 'sameRow', { row: 12 })).toBe('与第 12 行相同')
  expect(textOfRemark(zh, 'unitsTaken', { rows: `4、${third}、5`, units: '司法所' })).toBe(
    '第 4、5 行、第 3 张表第 7 行的责任单位不是一个单位的名称：记为“司法所”，原文写入备注',
  )
  expect(wordsOfRows(en, [2, 3])).toBe('rows 2、3')
})
