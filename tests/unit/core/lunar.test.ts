import { expect, test } from 'vitest'
import { lunarOf } from '@/lib/core/lunar'

// Well-known days: 春节, 元宵, 端午, 中秋, 腊八, 除夕, and a leap month.
test.each([
  ['2023-01-22', 1, 1, false, '正月'],
  ['2023-04-20', 3, 1, false, '三月'],
  ['2023-03-22', 2, 1, true, '闰二月'],
  ['2023-09-29', 8, 15, false, '十五'],
  ['2024-02-10', 1, 1, false, '正月'],
  ['2025-01-29', 1, 1, false, '正月'],
  ['2025-07-25', 6, 1, true, '闰六月'],
  ['2026-02-16', 12, 29, false, '廿九'],
  ['2026-02-17', 1, 1, false, '正月'],
  ['2026-03-03', 1, 15, false, '十五'],
  ['2026-06-19', 5, 5, false, '初五'],
  ['2026-09-25', 8, 15, false, '十五'],
  ['2027-02-06', 1, 1, false, '正月'],
])('%s', (day, month, date, isLeap, words) => {
  expect(lunarOf(day)).toEqual({ month, day: date, isLeap, words })
})

test('years that the package does not cover have none', () => {
  expect([lunarOf('1900-12-31'), lunarOf('2100-01-01'), lunarOf('0001-01-01')]).toEqual([null, null, null])
  expect([lunarOf('1901-01-01')?.words, lunarOf('2099-12-31')?.words]).toEqual(['十一', '二十'])
})
