import { expect, test } from 'vitest'
import { timeInDate } from '@/lib/activity/activity.sheet'

test.each<[Record<string, string>, Record<string, string>]>([
  [{ date: '3月8日上午9时-11时' }, { start: '09:00-11:00' }],
  [{ startsOn: '2023-12-01', endsOn: '2023-12-07' }, { date: '2023-12-01至2023-12-07' }],
  [
    { startsOn: '2023-12-01 09:00', endsOn: '2023-12-01 11:30' },
    { date: '2023-12-01', start: '09:00', end: '11:30' },
  ],
  [
    { startsOn: '2023年12月1日9:00', endsOn: '2023年12月7日17:00' },
    { date: '2023年12月1日至2023年12月7日', start: '09:00', end: '17:00' },
  ],
  [{ date: '2023-12-01', endsOn: '2023-12-03' }, { date: '2023-12-01至2023-12-03' }],
  [{ date: '2023-12-01', startsOn: '2023-12-01 09:00' }, { start: '09:00' }],
  // What is there already stays.
  [{ date: '2023-12-01', start: '9:00', end: '10:00' }, {}],
  [{ date: '12.1-12.7', endsOn: '' }, {}],
  [{ date: '' }, {}],
])('%j is %j', (cells, meant) => {
  expect(timeInDate(cells)).toEqual(meant)
})
