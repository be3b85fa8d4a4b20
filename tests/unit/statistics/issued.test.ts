import { expect, test } from 'vitest'
import type { Day } from '@/lib/core/time'
import { isIssuedEarly } from '@/lib/statistics/report/issued.rules'

test.each<[string, (string | null)[], boolean]>([
  ['on the first day of the year', ['2023-01-01'], true],
  ['on the last day of the first quarter', ['2023-03-31'], true],
  ['all of them in January and February', ['2023-01-12', '2023-02-20'], true],
  ['one of them in April', ['2023-01-12', '2023-04-01'], false],
  ['in the December of the same year', ['2023-12-01'], false],
  ['in the year before', ['2022-12-28'], false],
  ['on no day that is known', ['2023-01-12', null], false],
  ['not at all', [], false],
])('plans of a year were issued early in it or not: %s', (_, days, expected) => {
  expect(isIssuedEarly(days as (Day | null)[], 2023)).toBe(expected)
})
