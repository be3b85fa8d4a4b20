import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Row } from '@/lib/attendance/attendance.rules'
import type { Rate } from '@/lib/core/rate'
import { isNarrowable } from '@/lib/statistics/rates/narrowing.rules'
import {
  attendanceRate,
  bestStillPossible,
  type FigureCode,
  participationRate,
  percentText,
} from '@/lib/statistics/rates/rate.rules'
import { byRate } from '@/lib/statistics/rates/rate-order.rules'
import { pointsFrom, targetsIn, toneOf } from '@/lib/statistics/rates/target.rules'

const row = (facts: Partial<Row>): Row => ({
  standing: 'required',
  mark: 'present',
  madeUpOn: null,
  makeUpDue: '2026-04-09',
  ...facts,
})
const leave = row({ mark: 'leave' })
// The lecture of 10 March (7 present, 1 late, 1 leave, 1 absent) and the study of 25 March (10 present, 1 exempt).
const others = [
  ...Array.from({ length: 7 }, () => row({})),
  row({ mark: 'late' }),
  row({ mark: 'absent' }),
  ...Array.from({ length: 10 }, () => row({ makeUpDue: '2026-04-24' })),
  row({ standing: 'exempt', mark: null }),
]

describe('the worked example', () => {
  test.each([
    ['before the make-up is due, the leave is set aside', '2026-03-26', leave, 18, 19],
    ['on the due day it is still set aside', '2026-04-09', leave, 18, 19],
    ['after the due day it counts against', '2026-04-10', leave, 18, 20],
    ['made up, it counts from that day', '2026-03-29', { ...leave, madeUpOn: '2026-03-28' }, 19, 20],
    [
      'on the day before it was made up it is set aside',
      '2026-03-27',
      { ...leave, madeUpOn: '2026-03-28' },
      18,
      19,
    ],
  ])('%s', (_, asOf, theLeave, numerator, denominator) => {
    expect(participationRate([...others, theLeave], asOf)).toEqual({ numerator, denominator })
  })

  test('the rate of the day stays what it was, made up or not', () => {
    expect(attendanceRate([...others, leave])).toEqual({ numerator: 18, denominator: 20 })
    expect(attendanceRate([...others, { ...leave, madeUpOn: '2026-03-28' }])).toEqual({
      numerator: 18,
      denominator: 20,
    })
  })

  test('leave and absence can both still be made up until their day is past', () => {
    expect(bestStillPossible([...others, leave], '2026-04-09')).toEqual({ numerator: 20, denominator: 20 })
    expect(bestStillPossible([...others, leave], '2026-04-10')).toEqual({ numerator: 18, denominator: 20 })
  })
})

test.each([
  ['pending', '2026-04-10', 20],
  ['excluded', '2026-04-10', 19],
  ['absent', '2026-03-26', 20],
] as const)('under the leave rule %s as of %s the denominator is %i', (rule, asOf, denominator) => {
  expect(participationRate([...others, leave], asOf, rule)).toEqual({ numerator: 18, denominator })
})

test.each([
  [1999, 2000, '99.9%'],
  [19999, 20000, '99.9%'],
  [2000, 2000, '100%'],
  [1, 20000, '0.1%'],
  [0, 20000, '0%'],
  [0, 0, '—'],
  [19, 20, '95.0%'],
  [18, 19, '94.7%'],
  [71, 72, '98.6%'],
  // Rounded half up, as in Excel: 1/16 is 6.25, 3/16 is 18.75.
  [1, 16, '6.3%'],
  [3, 16, '18.8%'],
  [1, 3, '33.3%'],
  [2, 3, '66.7%'],
])('%i of %i reads %s', (numerator, denominator, text) => {
  expect(percentText({ numerator, denominator })).toBe(text)
})

test('100% is all of them and 0% is none of them', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), fc.nat({ max: 1_000_000 }), (a, b) => {
      const rate = { numerator: Math.min(a, b), denominator: Math.max(a, b) }
      if (rate.denominator === 0) return
      const text = percentText(rate)
      expect(text === '100%').toBe(rate.numerator === rate.denominator)
      expect(text === '0%').toBe(rate.numerator === 0)
      expect(text).toMatch(/^(100%|0%|\d{1,2}\.\d%)$/)
      const exact = (rate.numerator * 100) / rate.denominator
      expect(Math.abs(Number.parseFloat(text) - exact)).toBeLessThanOrEqual(0.1)
    }),
  )
})

test('where nobody was required it stands last, in either direction', () => {
  const rates: Rate[] = [
    { numerator: 0, denominator: 0 },
    { numerator: 1, denominator: 2 },
    { numerator: 2, denominator: 3 },
  ]

  expect([...rates].sort(byRate).map(percentText)).toEqual(['50.0%', '66.7%', '—'])
})

const anyRow: fc.Arbitrary<Row> = fc.record({
  standing: fc.constantFrom('required', 'exempt', 'invited', 'walkIn', 'withdrawn'),
  mark: fc.constantFrom(null, 'present', 'late', 'leftEarly', 'leave', 'absent'),
  madeUpOn: fc.constantFrom(null, '2026-03-01', '2026-03-15', '2026-04-01'),
  makeUpDue: fc.constantFrom(null, '2026-03-10', '2026-03-20'),
})

test('no rate passes 100%, and what is still possible is never less than what is reached', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow),
      fc.constantFrom('2026-02-28', '2026-03-10', '2026-03-15', '2026-04-30'),
      fc.constantFrom('pending', 'excluded', 'absent'),
      (rows, asOf, rule) => {
        const came = attendanceRate(rows)
        const studied = participationRate(rows, asOf, rule)
        const best = bestStillPossible(rows, asOf)
        for (const { numerator, denominator } of [came, studied, best]) {
          expect(numerator).toBeGreaterThanOrEqual(0)
          expect(numerator).toBeLessThanOrEqual(denominator)
        }
        expect(studied.numerator).toBeGreaterThanOrEqual(came.numerator)
        expect(best.numerator).toBeGreaterThanOrEqual(studied.numerator)
      },
    ),
  )
})

test.each<[FigureCode, Parameters<typeof isNarrowable>[1], boolean]>([
  ['participationRate', { personId: 1 }, true],
  ['participationRate', { tagId: 1, topicId: 'none' }, true],
  ['passRate', { withoutTagId: 1 }, true],
  ['passRate', { topicId: 1 }, false],
  ['publicEvents', { personId: 1 }, false],
  ['publicEvents', { tagId: 1 }, false],
  ['heads', { topicId: 1 }, false],
  ['planCompletionRate', { withoutTagId: 1 }, false],
  ['planCompletionRate', {}, true],
])('%s narrowed to %j is a figure: %s', (code, to, isFigure) => {
  expect(isNarrowable(code, to)).toBe(isFigure)
})

test.each([
  [[126, 132], [97, 100], 1.5],
  [[1, 1], [1999, 2000], -0.1],
  [[1, 2], [1, 2], 0],
  [[0, 0], [1, 2], null],
  [[1, 2], [0, 0], null],
])('from %j to %j are %s points, of the figures as they are shown', (before, now, points) => {
  const of = ([numerator = 0, denominator = 0]: number[]) => ({ numerator, denominator })

  expect(pointsFrom(of(before), of(now))).toBe(points)
})

test.each([
  [[94, 100], 95, 'soon'],
  [[84, 100], 95, 'owed'],
  [[95, 100], 95, null],
  [[9, 10], 95, null],
  [[10, 100], null, null],
] as const)('%j with the target %s is marked %s', ([numerator, denominator], target, tone) => {
  expect(toneOf({ numerator, denominator }, target)).toBe(tone)
})

test('a target that the office set goes before what the plan asks for', () => {
  expect(targetsIn(undefined, 90)).toEqual({ participationRate: 90 })
  expect(targetsIn({ participationRate: 95, passRate: 98 }, 90)).toEqual({
    participationRate: 95,
    passRate: 98,
  })
  expect(targetsIn({ passRate: 98 }, null)).toEqual({ passRate: 98 })
})
