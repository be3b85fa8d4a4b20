import { expect, test } from 'vitest'
import { partOfYear, spanOfPart, spanParts, yearBefore } from '@/lib/statistics/rates/span.rules'

test('a year has two halves and four quarters, and each span is known again by its days', () => {
  expect(spanOfPart(2023, 'q2')).toEqual({ from: '2023-04-01', to: '2023-06-30' })
  expect(spanOfPart(2023, 'secondHalf')).toEqual({ from: '2023-07-01', to: '2023-12-31' })
  expect(spanParts.map(part => partOfYear(spanOfPart(2024, part)))).toEqual([...spanParts])
  expect(partOfYear({ from: '2023-04-01', to: '2023-06-29' })).toBeNull()
  expect(partOfYear({ from: '2022-04-01', to: '2023-06-30' })).toBeNull()
})

test.each([
  ['2023-01-01', '2023-12-31', '2023-09-30', '2022-01-01', '2022-12-31', '2022-09-30'],
  ['2024-02-01', '2024-02-29', '2024-02-29', '2023-02-01', '2023-02-28', '2023-02-28'],
  ['2025-02-01', '2025-02-28', '2025-03-15', '2024-02-01', '2024-02-29', '2024-03-15'],
  ['2025-02-01', '2025-02-27', '2025-02-27', '2024-02-01', '2024-02-27', '2024-02-27'],
  // A cut-off after the year counts the make-ups of its January in both years.
  ['2023-01-01', '2023-12-31', '2024-01-15', '2022-01-01', '2022-12-31', '2023-01-15'],
])('the same span of last year of %s to %s as of %s', (from, to, asOf, ...before) => {
  expect(Object.values(yearBefore({ from, to, asOf }))).toEqual(before)
})
