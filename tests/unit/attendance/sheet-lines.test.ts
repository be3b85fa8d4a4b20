import { expect, test } from 'vitest'
import { hoursIn, lineFields, linesOf, meetingLines } from '@/lib/attendance/sheet-lines.rules'

const heads = ['序号', '姓名', '单位', '签名']
const people = ['1', '张三', '司法所', '张三']
const linesIn = (...rows: string[][]) => meetingLines(rows, rows.indexOf(heads))

test.each<[string, string[][], object]>([
  [
    'in cells of their own',
    [
      ['时间：2025年3月18日下午2:30', '', '', '地点：三楼会议室'],
      ['学习内容：宪法', '', '', '主持人：李明'],
      heads,
      people,
    ],
    { time: '2025年3月18日下午2:30', place: '三楼会议室', chair: '李明' },
  ],
  [
    'in one cell, merged',
    [
      ['地点：三楼会议室  主持：李明  主讲：王芳', '地点：三楼会议室  主持：李明  主讲：王芳', '', ''],
      heads,
      people,
    ],
    { place: '三楼会议室', chair: '李明', lecturer: '王芳' },
  ],
  [
    'with the value in the next cell',
    [['会议地点', '三楼会议室', '主讲人', '王芳'], heads, people],
    { place: '三楼会议室', lecturer: '王芳' },
  ],
  [
    'below the table',
    [heads, people, ['地点：活动室', '', '授课人：王芳（法律顾问）', '']],
    { place: '活动室', lecturer: '王芳（法律顾问）' },
  ],
  ['that are still blank say nothing', [['地点：____', '主持人：', '', ''], heads, people], {}],
  [
    'that say two things say nothing',
    [['地点：活动室', '', '', ''], heads, people, ['地点：会议室', '', '', '']],
    {},
  ],
  ['are no rows of the table', [heads, ['1', '地点', '司法所', '√'], people], {}],
  ['of other things are none', [['填报单位：司法所', '联系电话：123', '', ''], heads, people], {}],
])('lines %s', (_, rows, expected) => {
  expect(linesIn(...rows)).toEqual(expected)
  expect(linesOf({ name: '张三', ...lineFields(linesIn(...rows)) })).toEqual(expected)
})

test.each([
  ['2025年3月18日下午2:30', '14:30', null],
  ['5月14日 9:00-11:30', '09:00', '11:30'],
  ['3月8日上午9时', '09:00', null],
  ['2025年3月18日', null, null],
])('%s begins at %s and ends at %s', (text, start, end) => {
  expect(hoursIn(text)).toEqual({ start, end })
})
