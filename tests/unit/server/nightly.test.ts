import { expect, test } from 'vitest'
import { nightOf } from '@/server/nightly'

test.each([
  ['a minute before three', '2023-03-10T02:59:00+08:00', '2023-03-09'],
  ['at three', '2023-03-10T03:00:00+08:00', '2023-03-10'],
  ['late in the evening', '2023-03-10T23:59:00+08:00', '2023-03-10'],
])('a night begins at three by the clock of Shanghai: %s', (_, at, night) => {
  expect(nightOf(Date.parse(at))).toBe(night)
})
