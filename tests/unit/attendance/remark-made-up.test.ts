import { expect, test } from 'vitest'
import { madeUpSaid } from '@/lib/attendance/remark-made-up.import'

test.each([
  ['3月15日已补学', '3月15日'],
  ['已于2023年3月15日补学', '2023年3月15日'],
  ['补学（2023.3.15）', '2023.3.15'],
  ['补课时间：3月20日', '3月20日'],
  // It says no day, or that it is still to come.
  ['已补学', null],
  ['待补学，3月20日', null],
  ['计划3月20日补学', null],
  ['3月15日未补学', null],
  ['3月15日外出', null],
  ['', null],
])('%s: made up on %s', (remark, day) => {
  expect(madeUpSaid(remark)).toBe(day)
})
