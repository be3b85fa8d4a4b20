import { expect, test } from 'vitest'
import { movedTo } from '@/lib/activity/moved-day.rules'
import type { Day } from '@/lib/core/time'

// 2025-06-11 is a Wednesday.
test.each<[string, string | null]>([
  ['延期至6月25日', '2025-06-25'],
  ['因下雨，延期到６月２５日', '2025-06-25'],
  ['推迟至6.25', '2025-06-25'],
  ['改到2025年6月25日上午', '2025-06-25'],
  ['改期至六月二十五日举行', '2025-06-25'],
  ['原定6月11日，因台风调整为6月25日', '2025-06-25'],
  ['讲师出差改为25日', '2025-06-25'],
  ['延期至5日', '2025-07-05'],
  ['提前至6月9日', '2025-06-09'],
  ['提前至5日', '2025-06-05'],
  ['推迟到下周三', '2025-06-18'],
  ['改到本周五下午', '2025-06-13'],
  ['改到下星期天', '2025-06-22'],
  ['顺延一周', '2025-06-18'],
  ['推迟3天', '2025-06-14'],
  ['改至次日', '2025-06-12'],
  ['延期到下月10日', '2025-07-10'],
  ['延期至2026年1月8日', '2026-01-08'],
  ['改到7月', '2025-07-31 month'],
  ['延期至7月中旬', '2025-07-20 month'],
  ['推迟到月底', '2025-06-30 month'],
  ['推迟到下个月', '2025-07-31 month'],
  ['延期', null],
  ['改期，时间另行通知', null],
  ['推迟，择日再办', null],
  ['改为线上', null],
  ['延期至6月25日-27日', null],
  ['改到8楼会议室', null],
  ['未开展', null],
  ['6月25日下雨', null],
  ['学习《关于调整为6月25日的通知》', null],
])('“%s” moves it to %s', (text, expected) => {
  const found = movedTo(text, '2025-06-11' as Day)
  expect(found && `${found.day}${found.isOfMonth ? ' month' : ''}`).toBe(expected)
})

test('a day early in a year is of the next one where it was to be at the end of this', () => {
  expect(movedTo('延期至1月8日', '2025-12-20' as Day)?.day).toBe('2026-01-08')
})
