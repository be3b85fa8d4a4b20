import { expect, test } from 'vitest'
import type { Mark, Standing } from '@/lib/attendance/attendance.rules'
import { turnoutOf } from '@/lib/attendance/study-record.rules'

const row = (name: string, standing: Standing, mark: Mark | null, reason: string | null = null) => ({
  name,
  standing,
  mark,
  reason,
})

test('a record counts who is required, and names the others apart', () => {
  const turnout = turnoutOf(
    [
      row('陈志强', 'required', 'present'),
      row('林静', 'required', 'late'),
      row('黄丽娟', 'required', 'leftEarly'),
      row('吴建国', 'required', 'leave', '病假'),
      row('郑晓燕', 'required', 'absent'),
      row('蔡文辉', 'required', null),
      row('苏美玲', 'exempt', null),
      row('许国华', 'invited', 'present'),
      row('庄雅芳', 'invited', null),
      row('傅明', 'walkIn', 'present'),
    ],
    [
      { name: '省里来的老师', standing: 'invited', came: true },
      { name: '没来的客人', standing: 'invited', came: false },
      { name: '还不知道的客人', standing: 'invited', came: null },
      { name: '企业代表', standing: 'walkIn', came: true },
    ],
    4,
  )

  expect(turnout).toEqual({
    required: 6,
    came: 3,
    invited: ['许国华', '省里来的老师'],
    walkIns: ['傅明', '企业代表'],
    counted: 4,
    leave: [{ name: '吴建国', reason: '病假' }],
    absent: [{ name: '郑晓燕', reason: null }],
    unmarked: ['蔡文辉'],
  })
})

test('an empty roll is no division by zero', () => {
  expect(turnoutOf([], [])).toEqual({
    required: 0,
    came: 0,
    invited: [],
    walkIns: [],
    counted: 0,
    leave: [],
    absent: [],
    unmarked: [],
  })
})
