import { expect, test } from 'vitest'
import { withStaffNumbers } from '@/lib/organisation/lookup/entry-number.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

const roster = new Map([
  ['101', '何明'],
  ['102', '陆 敏'],
  ['103', '白云'],
])

/** 编号 and 姓名 of the rows as `101 何明`; the staff numbers that they have then. */
function taken(...rows: string[]) {
  const given = rows.map((text, at) => {
    const [entryNo = '', name = ''] = text.split(' ')
    return { row: at + 2, cells: { entryNo, name } as Record<string, string> }
  })
  return finished(withStaffNumbers(given, staffNo => roster.get(staffNo) ?? null)).map(
    ({ cells }) => cells.staffNo ?? '',
  )
}

test.each([
  ['编号 of the roster', ['101 何明', '102 陆敏', '103 白云'], ['101', '102', '103']],
  ['编号 of an entry that is nobody’s', ['KS001 何明', 'KS007 陆敏'], ['', '']],
  ['编号 of an entry that is another’s', ['103 何明', '101 陆敏'], ['', '']],
  [
    '编号 of the roster, with a row that is another’s',
    ['101 何明', '102 陆敏', '101 白云'],
    ['101', '102', ''],
  ],
  ['编号 of the roster, with somebody new', ['101 何明', '102 陆敏', '104 丁文'], ['101', '102', '']],
  ['编号 without names', ['101', '999'], ['101', '999']],
  ['no 编号', [' 何明'], ['']],
])('%s', (_, rows, numbers) => {
  expect(taken(...rows)).toEqual(numbers)
})
