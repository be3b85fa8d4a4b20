import { expect, test } from 'vitest'
import { attendanceColumns, cellsMeant } from '@/lib/attendance/attendance.sheet'
import { madeUpDay, registerRow } from '@/lib/attendance/makeup-register.sheet'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

/** The first row below the heads of a sheet, as it is read: day, meeting, name, mark, day made up. */
function read(lines: string[]): string {
  const rows = lines.map(line => line.split('|'))
  const width = Math.max(...rows.map(row => row.length))
  const table = {
    rows: rows.map(row => Array.from({ length: width }, (_, at) => row[at] ?? '')),
    rowNumbers: rows.map((_, at) => at + 1),
    sheetName: '',
    sheetNames: [],
  }
  const kind = {
    columns: attendanceColumns,
    given: (title: { headline?: string }) => ({ headline: title.headline ?? '' }),
    meant: cellsMeant,
  }
  const said = { answers: {}, remembered: new Map() }
  const file = finished(fileIn([{ name: '', isHidden: false, table }], kind, said))
  if (file.missing.length > 0) return file.missing.join()
  const { cells = {} } = file.rows[0] ?? {}
  return [cells.date, cells.title, cells.name, cells.state, cells.madeUpOn, cells.register]
    .map(each => each ?? '')
    .join('|')
}

test.each([
  [
    'with the day and the content',
    [
      '2025年学法补学登记表',
      '序号|补学人|科室|原学习时间|原学习内容|补学时间|补学方式|学时|确认人',
      '1|何明|司法所|3月8日|民法典|3.20|自学|2|丁一',
    ],
    '3月8日|民法典|何明||3.20|signed',
  ],
  [
    'with the signature of who made it up',
    [
      '补学登记表',
      '姓名|单位|缺席会议|缺席日期|补学日期|补学人签名',
      '何明|司法所|中心组学习|2025-03-08|2025-03-20|何明',
    ],
    '2025-03-08|中心组学习|何明||2025-03-20|signed',
  ],
  [
    'with a plain signature',
    ['补学登记表', '姓名|单位|缺课内容|缺课时间|补课时间|签名', '何明|司法所|民法典|3月8日|3月20日|何明'],
    '3月8日|民法典|何明||3月20日|signed',
  ],
  [
    'with the meeting and its day in one cell',
    ['集中学法补学情况', '姓名|单位|未参加的学习|补学时间', '何明|司法所|3月8日中心组学习|3月20日'],
    '3月8日|中心组学习|何明||3月20日|open',
  ],
  [
    'by its title alone',
    ['机关补学台账', '姓名|单位|学习时间|学习内容|补学时间|签字', '何明|司法所|3月8日|民法典||何明'],
    '3月8日|民法典|何明|||signed',
  ],
  [
    'with the mark of the day',
    [
      '补学登记表',
      '姓名|单位|原会议时间|原会议名称|考勤状态|补学日期',
      '何明|司法所|3月8日|中心组学习|病假|3月20日',
    ],
    '3月8日|中心组学习|何明|病假|3月20日|open',
  ],
])('a register of make-ups %s', (_, lines, row) => {
  expect(read(lines)).toBe(row)
})

test('a sign-in sheet with a column for make-ups is none', () => {
  const lines = [
    '中心组学习签到表',
    '日期|活动名称|姓名|单位|签名|补学日期',
    '3月8日|中心组学习|何明|司法所|何明|',
  ]

  expect(read(lines)).toBe('3月8日|中心组学习|何明|签到||')
  expect(registerRow({ name: '何明', signature: '何明' })).toBeNull()
})

test.each([
  ['3月20日', '2025-03-20'],
  ['1月8日', '2026-01-08', '2025-12-20'],
  ['3月1日', '2025-03-01'],
  ['2025-01-08', '2025-01-08', '2025-12-20'],
])('made up on %s is %s', (text, day, meeting = '2025-03-08') => {
  expect(madeUpDay(text, meeting, 2025)).toEqual({ ok: true, day })
})
