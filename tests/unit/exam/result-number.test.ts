import { expect, test } from 'vitest'
import { type Kept, numbered } from '@/lib/exam/result-number.rules'
import type { ResultRead } from '@/lib/exam/result-read.rules'

const read = (score: number, more: Partial<ResultRead> = {}) =>
  ({
    row: 2,
    number: null,
    submittedAt: null,
    score,
    passed: score >= 60,
    isResit: false,
    ...more,
  }) as ResultRead
const kept = (number: number, score: number, submittedAt: number | null = null) =>
  ({ number, score, passed: score >= 60, submittedAt }) as Kept

test.each<[string, ResultRead[], Kept[], number[]]>([
  ['two rows in the order of the sheet', [read(52), read(78)], [], [1, 2]],
  ['a make-up beside the first one', [read(52), read(78, { isResit: true, submittedAt: 9 })], [], [1, 2]],
  ['the make-up of who missed the first one', [read(78, { isResit: true, submittedAt: 9 })], [], [2]],
  ['the same without its day', [read(78, { isResit: true })], [], [2]],
  ['one that stands, by its time', [read(78, { isResit: true, submittedAt: 9 })], [kept(1, 78, 9)], [1]],
  ['one that stands, by its score', [read(78, { isResit: true })], [kept(1, 78)], [1]],
  ['one behind another make-up', [read(70, { isResit: true, submittedAt: 9 })], [kept(2, 50, 5)], [3]],
])('%s', (_, reads, standing, numbers) => {
  expect(numbered(reads, standing).map(each => each.number)).toEqual(numbers)
})
