import { describe, expect, test } from 'vitest'
import { cellsMeant, meetingFields, reasonBeside } from '@/lib/attendance/attendance.sheet'
import { kindOf } from '@/lib/import/kinds.import'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

/** `<` is merged with the cell to the left, `^` with the one above. */
function marksIn(...lines: string[]): string[] {
  const rows: string[][] = []
  for (const line of lines) {
    const row: string[] = []
    for (const [at, text] of line.split('|').entries())
      row.push(text === '<' ? (row[at - 1] ?? '') : text === '^' ? (rows.at(-1)?.[at] ?? '') : text)
    rows.push(row)
  }
  const table = { rows, rowNumbers: rows.map((_, at) => at + 1), sheetName: '表', sheetNames: ['表'] }
  const read = finished(
    fileIn([{ name: '表', isHidden: false, table }], kindOf('attendance').columns({}), {
      answers: {},
      remembered: new Map(),
      units: ['司法所'],
    }),
  )
  return read.rows.map(({ cells }) =>
    [cells.name, cells.date, cells.title, cells.state, cells.reason]
      .map(text => text ?? '')
      .join(' ')
      .trim(),
  )
}

describe('a column beside a meeting says why somebody was away', () => {
  test('under the name of the meeting, merged over both', () => {
    expect(
      marksIn(
        '部门|姓名|7月16日 条例|<|9月18日 国防教育法|<|备注',
        '^|^|签到|请假事由|签到|请假事由|^',
        '司法所|丁文|√||√||',
        '司法所|刘敏||病假||去党校|',
        '司法所|白云|×|||外出|',
      ),
    ).toEqual([
      '丁文 7月16日 条例 √',
      '丁文 9月18日 国防教育法 √',
      '刘敏 7月16日 条例 病假',
      '刘敏 9月18日 国防教育法 请假（去党校）',
      '白云 7月16日 条例 ×',
      '白云 9月18日 国防教育法 请假（外出）',
    ])
  })

  test.each([
    ['7月16日 条例 请假事由', { of: '7月16日 条例', field: 'leaveFor' }],
    ['7月16日条例（请假原因）', { of: '7月16日条例', field: 'leaveFor' }],
    ['7月16日 缺席原因', { of: '7月16日', field: 'awayFor' }],
    ['7月16日 条例 备注', { of: '7月16日 条例', field: 'awayFor' }],
    ['请假事由', { of: '', field: 'leaveFor' }],
    ['7月16日 条例 签到', null],
    ['7月16日 条例', null],
  ])('%s', (head, beside) => {
    expect(reasonBeside(head)).toEqual(beside)
  })

  test.each([
    ['7月16日 民法典 签到', '民法典'],
    ['7月16日 民法典签到情况', '民法典'],
    ['7月16日民法典（签到）', '民法典'],
    ['7月16日 签到', ''],
    ['7月16日 民法典', '民法典'],
  ])('%s is the meeting "%s"', (head, title) => {
    expect(meetingFields(head)?.title).toBe(title)
  })
})

describe('a remark beside an empty mark', () => {
  test.each([
    ['a leave', { state: '', remark: '病假' }, '病假'],
    ['why somebody was away', { state: '', remark: '公出' }, '公出'],
    ['of another thing', { state: '', remark: '组长' }, undefined],
    ['beside a mark', { state: '√', remark: '病假' }, undefined],
  ])('%s', (_, cells, state) => {
    expect(cellsMeant({ name: '丁文', ...cells }).state).toBe(state)
  })

  test('of one meeting is read, of several it is of none', () => {
    expect(marksIn('姓名|部门|3月8日 宪法|备注', '丁文|司法所||公出')).toEqual(['丁文 3月8日 宪法 公出'])
    expect(marksIn('姓名|部门|3月8日 宪法|4月8日 民法典|备注', '丁文|司法所|||公出')).toEqual([
      '丁文 3月8日 宪法',
      '丁文 4月8日 民法典',
    ])
    expect(marksIn('姓名|部门|3月8日 宪法|备注|4月8日 民法典|备注', '丁文|司法所|√|||公出')).toEqual([
      '丁文 3月8日 宪法 √',
      '丁文 4月8日 民法典 公出',
    ])
  })
})
