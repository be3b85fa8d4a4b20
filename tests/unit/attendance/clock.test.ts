import { expect, test } from 'vitest'
import { oneMarkEach } from '@/lib/attendance/clock.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

type Record = [state: string, recordedAt: string, name?: string, date?: string]

const statesOf = (...records: Record[]) =>
  finished(
    oneMarkEach(
      records.map(([state, recordedAt, name = '林静', date = '2025-06-18'], at) => ({
        row: at + 2,
        cells: { name, date, state, recordedAt },
      })),
    ),
  ).map(each => each.cells.state)

test.each<[string, Record[], string[]]>([
  [
    'coming and going',
    [
      ['正常', '08:41'],
      ['正常', '17:32'],
    ],
    ['正常', '正常'],
  ],
  [
    'late, and gone as one should',
    [
      ['迟到12分钟', '09:12'],
      ['正常', '17:32'],
    ],
    ['迟到12分钟', '迟到12分钟'],
  ],
  [
    'gone early',
    [
      ['正常', '08:41'],
      ['早退', '15:02'],
    ],
    ['早退', '早退'],
  ],
  [
    'the going not clocked',
    [
      ['正常', '08:41'],
      ['缺卡', '--'],
    ],
    ['正常', '正常'],
  ],
  [
    'the coming not clocked',
    [
      ['未签到', ''],
      ['正常', '17:32'],
    ],
    ['正常', '正常'],
  ],
  [
    'a day with its time',
    [
      ['签到', '', '林静', '2025-06-18 08:41'],
      ['签退', '', '林静', '2025-06-18 17:30'],
    ],
    ['签到', '签到'],
  ],
  [
    'neither clocked',
    [
      ['缺卡', '--'],
      ['缺卡', '--'],
    ],
    ['缺卡', '缺卡'],
  ],
  [
    'two people',
    [
      ['正常', '08:41'],
      ['迟到', '09:12', '吴建国'],
    ],
    ['正常', '迟到'],
  ],
  [
    'two days',
    [
      ['正常', '08:41'],
      ['迟到', '09:12', '林静', '2025-06-19'],
    ],
    ['正常', '迟到'],
  ],
  [
    'no clock at all',
    [
      ['出席', ''],
      ['迟到', ''],
    ],
    ['出席', '迟到'],
  ],
])('%s', (_, records, states) => {
  expect(statesOf(...records)).toEqual(states)
})
