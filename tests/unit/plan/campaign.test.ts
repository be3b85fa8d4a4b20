import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysOfYear, nearestWorkday } from '@/lib/plan/campaigns/campaign.rules'
import { readRule, ruleOf, ruleOfWords, spanIn, wordsOfRule } from '@/lib/plan/items/yearly-rule.rules'

const spanOf = (rule: string, year: number) => {
  const when = readRule(rule)
  return when && spanIn(when, year)
}

describe('a publicity day in a year', () => {
  test.each([
    ['04-15', 2026, '2026-04-15', '2026-04-15'],
    ['12-01/12-07', 2026, '2026-12-01', '2026-12-07'],
    ['04-15/05-15', 2025, '2025-04-15', '2025-05-15'],
    ['02', 2024, '2024-02-01', '2024-02-29'],
    ['01/02', 2023, '2023-01-01', '2023-02-28'],
    // 助残日 2024 was 19 May, 国防教育日 2025 was 20 September.
    ['05-w3-7', 2024, '2024-05-19', '2024-05-19'],
    ['09-w3-6', 2025, '2025-09-20', '2025-09-20'],
    ['09-w1-1', 2025, '2025-09-01', '2025-09-01'],
    ['10-wL-5', 2025, '2025-10-31', '2025-10-31'],
    // 重阳 2023 was 23 October; 2026 is 18 October.
    ['L09-09', 2023, '2023-10-23', '2023-10-23'],
    ['L09-09', 2026, '2026-10-18', '2026-10-18'],
    // 2023 had a leap second month, which has no festival.
    ['L02-02', 2023, '2023-02-21', '2023-02-21'],
    // 腊八 falls in the January after its lunar year.
    ['L12-08', 2026, '2026-01-26', '2026-01-26'],
  ])('%s of %i', (rule, year, fromDay, toDay) => {
    expect(spanOf(rule, year)).toEqual({ fromDay, toDay })
  })

  test('that the year does not have is left out', () => {
    const row = { id: 1, rule: 'L12-30', name: '除夕', topic: '', lead: '', source: '', confirmedAt: null }

    expect(daysOfYear([row], 2025)).toEqual([])
    expect(daysOfYear([row], 2024)).toMatchObject([
      { fromDay: '2024-02-09', isSure: false, words: '农历十二月三十' },
    ])
  })

  test('stands in the order of the year, a longer one before what lies in it', () => {
    const row = (id: number, rule: string) => ({
      id,
      rule,
      name: rule,
      topic: '',
      lead: '',
      source: '',
      confirmedAt: 1,
    })
    const rows = [row(1, '12-04'), row(2, '12-01'), row(3, '12-01/12-07'), row(4, '03')]

    expect(daysOfYear(rows, 2026).map(each => each.name)).toEqual(['03', '12-01/12-07', '12-01', '12-04'])
  })
})

test.each([
  '',
  '13',
  '00',
  '02-29',
  '02-30',
  '12-07/12-01',
  '05/03',
  '09-w5-6',
  '09-w3-8',
  'L13-01',
  'L09-31',
  '04-15/',
  '5',
  'x',
])('%j is no rule', rule => {
  expect(readRule(rule)).toBeNull()
})

describe('what a person types', () => {
  test.each([
    ['4月15日', '04-15'],
    ['4月15号', '04-15'],
    ['１２月１日—１２月７日', '12-01/12-07'],
    ['12月1日至7日', '12-01/12-07'],
    ['12月1-7日', '12-01/12-07'],
    ['5月', '05'],
    ['6月份', '06'],
    ['1-2月', '01/02'],
    ['1月至2月', '01/02'],
    ['5月第三个星期日', '05-w3-7'],
    ['9月的第3个周六', '09-w3-6'],
    ['10月最后一个周五', '10-wL-5'],
    ['农历九月初九', 'L09-09'],
    ['农历九月九日', 'L09-09'],
    ['农历腊月廿三', 'L12-23'],
    ['农历 9 月 9 日', 'L09-09'],
    ['农历闰二月初二', null],
    ['04-15', '04-15'],
    ['l09-09', 'L09-09'],
    ['09-w3-6', '09-w3-6'],
    ['2月29日', null],
    ['13月', null],
    ['5月3日至1日', null],
    ['9月第五个星期六', null],
    ['清明', null],
    ['', null],
  ])('%s', (words, rule) => {
    expect(ruleOfWords(words)).toBe(rule)
  })

  test('is what the page shows, for every rule that can be kept', () => {
    const month = fc.integer({ min: 1, max: 12 })
    const day = fc.integer({ min: 1, max: 31 })
    const when = fc.oneof(
      fc.record({
        kind: fc.constant('days' as const),
        from: fc.record({ month, day }),
        to: fc.record({ month, day }),
      }),
      fc.record({ kind: fc.constant('months' as const), from: month, to: month }),
      fc.record({
        kind: fc.constant('nth' as const),
        month,
        nth: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const),
        weekday: fc.integer({ min: 1, max: 7 }),
      }),
      fc.record({ kind: fc.constant('lunar' as const), month, day: fc.integer({ min: 1, max: 30 }) }),
    )
    fc.assert(
      fc.property(when, each => {
        const kept = readRule(ruleOf(each))
        fc.pre(kept !== null)

        expect(ruleOfWords(wordsOfRule(each))).toBe(ruleOf(each))
      }),
    )
  })
})

test.each([
  // Saturday, 15 August 2026: Friday is nearer than Monday.
  ['2026-08-15', '2026-08-14'],
  // Sunday, 26 April 2026 → Monday.
  ['2026-04-26', '2026-04-27'],
  // 国庆 2026 lasts from 1 to 7 October.
  ['2026-10-02', '2026-09-30'],
  ['2026-10-06', '2026-10-08'],
  ['2026-04-15', null],
])('the working day nearest to %s is %s', (day, near) => {
  expect(nearestWorkday(day, [])).toBe(near)
})
