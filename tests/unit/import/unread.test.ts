import { expect, test } from 'vitest'
import { unreadOf } from '@/lib/import/run.rules'
import { placeNumber } from '@/lib/spreadsheet/place.rules'

const sheets = [{ name: '机关' }, { name: '社区' }] as Parameters<typeof unreadOf>[0]['reading']['sheets']

test('what was not read is named by its row, with why, blank rows apart', () => {
  const judged = {
    outcomes: [
      { row: 4, outcome: 'leftOut', label: '刘敏 民法典考试', remark: 'sameRow', places: { row: 3 } },
      { row: 5, outcome: 'new', label: '丁文 民法典考试' },
      {
        row: placeNumber({ sheet: 1, column: 6, row: 9 }),
        outcome: 'leftOut',
        label: '白云',
        remark: 'notDue',
      },
    ],
  } as const
  const leftOut = [
    { row: 6, lastRow: 8, why: 'blank', text: '' },
    { row: 2, lastRow: 2, why: 'section', text: '一、机关' },
  ] as const

  const unread = unreadOf({
    reading: { sheets, leftOut: [...leftOut] },
    judged: { outcomes: [...judged.outcomes] },
  })

  expect(unread).toEqual([
    { sheet: '机关', row: 2, why: 'section', text: '一、机关' },
    { sheet: '机关', row: 4, text: '刘敏 民法典考试', remark: 'sameRow', places: { row: 3 } },
    { sheet: '社区', row: 9, text: '白云', remark: 'notDue' },
  ])
})

test('of a file with one sheet no sheet is named', () => {
  const reading = {
    sheets: sheets.slice(0, 1),
    leftOut: [{ row: 3, lastRow: 3, why: 'sum', text: '合计' } as const],
  }

  expect(unreadOf({ reading, judged: { outcomes: [] } })).toEqual([{ row: 3, why: 'sum', text: '合计' }])
})
