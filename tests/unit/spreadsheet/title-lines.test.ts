import { expect, test } from 'vitest'
import { kindOf } from '@/lib/import/kinds.import'
import { meetingOf } from '@/lib/spreadsheet/cross-sheet.rules'
import { dayAlone } from '@/lib/spreadsheet/day-said.rules'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { titleOf } from '@/lib/spreadsheet/title.rules'

const spoken = (text: string | undefined) => {
  const read = text === undefined ? null : parseDay(text, 2025)
  return read?.ok ? read.day : (read?.reason ?? null)
}

/** The day that the paragraphs above a table of a document say. */
const dayAbove = (...lines: string[]) => {
  const heads = ['序号', '姓名', '签名']
  const table = { rows: [heads, ['1', '张三', '√']], rowNumbers: [1, 2], sheetName: '', sheetNames: [''] }
  return spoken(titleOf({ ...table, above: [lines] }, 0).day)
}

test.each([
  [['集中学法签到表', '2025年5月16日上午']],
  [['集中学法签到表', '2025年5月16日（星期五）下午2:30']],
  [['集中学法签到表', '二〇二五年五月十六日']],
  [['集中学法签到表', '五月十六日上午九时']],
  [['集中学法签到表', '5.16']],
  [['集中学法签到表', '（5.16上午）']],
  [['集中学法签到表', '5/16']],
  [['集中学法签到表', '2025 年 5 月 16 日']],
  [['集中学法签到表', '2025-05-16 09:00']],
  [['五月十六日集中学法签到表']],
  [['集中学法签到表（5.16）']],
  [['集中学法签到表', '时间：２０２５年５月１６日   地点：活动室']],
  [['集中学法签到表', '学习时间:五月十六日']],
])('%j is of 2025-05-16', lines => {
  expect(dayAbove(...lines)).toBe('2025-05-16')
})

test.each([['第1.5版'], ['2025年'], ['五月'], ['共5/16页']])('%s is no day', line => {
  expect(dayAlone(line)).toBe(null)
})

test.each([
  ['三月八日中心组学习', '3月8日 中心组学习'],
  ['二〇二五年三月十八日 宪法', '2025年3月18日 宪法'],
  ['3.18（宪法）', '3.18 (宪法)'],
])('the head %s is the meeting of %s', (head, expected) => {
  const meeting = meetingOf(head)
  expect(meeting && `${meeting.dayText} ${meeting.name}`).toBe(expected)
})

test.each([
  ['above', ['√出席 ×请假 ○迟到', '姓名|单位|3月5日', '张三|司法所|√', '李四|司法所|×', '王五|司法所|△']],
  ['below', ['姓名|单位|3月5日', '张三|司法所|√', '李四|司法所|×', '王五|司法所|△', '√出席 ×请假 ○迟到||']],
  [
    'as a note',
    ['姓名|单位|3月5日', '张三|司法所|√', '李四|司法所|×', '王五|司法所|△', '说明：√出席 ×请假 ○迟到||'],
  ],
])('the legend of a 横表 %s says what its signs mean', (_, lines) => {
  const rows = lines.map(line => [0, 1, 2].map(at => line.split('|')[at] ?? ''))
  const table = { rows, rowNumbers: rows.map((_, at) => at + 1), sheetName: '', sheetNames: [''] }

  const read = finished(
    fileIn([{ name: '', isHidden: false, table }], kindOf('attendance').columns({}), {
      answers: {},
      remembered: new Map(),
      units: ['司法所'],
    }),
  )

  expect(
    read.rows.map(({ cells }) => [cells.name, cells.state, cells.outsideLegend ?? ''].join(' ')),
  ).toEqual(['张三 出席 ', '李四 请假 ', '王五 △ △'])
})

test.each([
  ['3.8', '3.8'],
  ['12月4日', '12月4日'],
  ['13.45', undefined],
  ['2024', undefined],
  ['Sheet1', undefined],
  ['3.8 妇女节', undefined],
])('a sheet called %s is of the day %s', (sheetName, day) => {
  expect(titleOf({ rows: [['民法典学习签到'], ['姓名', '到会']], sheetName }, 1).day).toBe(day)
})
