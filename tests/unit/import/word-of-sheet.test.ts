import { expect, test } from 'vitest'
import { wordOfSheet } from '@/lib/import/asked.rules'

test.each([
  ['公出', '公出'],
  ['LED', 'LED'],
  ['300余', '300余'],
  ['S001', 'S001'],
  ['3月8日 集中学法@2', '3月8日 集中学法'],
  ['entry topic place', ''],
  ['column @1', ''],
  [undefined, ''],
])('%s is shown as %s', (alike, shown) => {
  expect(wordOfSheet(alike)).toBe(shown)
})
