import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Row, setAside } from '@/lib/attendance/attendance.rules'
import type { Rate } from '@/lib/core/rate'
import { addDays, type Day } from '@/lib/core/time'
import type { LeaveRule } from '@/lib/organisation/settings/study.rules'
import { fewestToReach, goalOf, type Step } from '@/lib/statistics/goal/goal.rules'
import { bestStillPossible, participationRate } from '@/lib/statistics/rates/rate.rules'

test.each([
  ['98', 9800],
  ['98.5%', 9850],
  ['９８．２５％', 9825],
  [' 100 % ', 10_000],
])('%s is a goal', (text, goal) => {
  expect(goalOf(text)).toEqual({ ok: true, goal })
})

test.each([
  ['', 'notAShare'],
  ['0', 'notAShare'],
  ['-3', 'notAShare'],
  ['0.98', 'notAShare'],
  ['九成八', 'notAShare'],
  ['98.123', 'notAShare'],
  ['100.01', 'overWhole'],
  ['120%', 'overWhole'],
])('%s is none', (text, reason) => {
  expect(goalOf(text)).toEqual({ ok: false, reason })
})

describe('the fewest that reach a goal', () => {
  const plain = (acts = 1) => ({ below: 0 as const, acts })
  const both = (acts = 1) => ({ below: 1 as const, acts })
  const of = (numerator: number, denominator: number): Rate => ({ numerator, denominator })

  test.each([
    ['a rate that stands there already takes none', of(98, 100), [plain()], 9800, 0, of(98, 100), true],
    [
      'absences come before leaves set aside',
      of(95, 100),
      [both(), plain(), plain()],
      9700,
      2,
      of(97, 100),
      true,
    ],
    ['leaves set aside raise it less', of(95, 100), [both(), both()], 9509, 2, of(97, 102), true],
    ['98 is not 97.96 that shows as 98.0', of(47, 49), [plain()], 9800, 1, of(48, 49), false],
    ['what cannot be reached says how far it goes', of(160, 170), [plain(5)], 9800, 5, of(161, 170), false],
    ['a leave set aside never lifts it to 100', of(9, 10), [both()], 10_000, 1, of(10, 11), false],
    [
      'where everybody is set aside, the first makes a rate',
      of(0, 0),
      [both(), both()],
      9800,
      1,
      of(1, 1),
      true,
    ],
    ['nobody required is no rate', of(0, 0), [], 100, 0, of(0, 0), false],
    ['who lacks one comes before who lacks three', of(8, 10), [plain(3), plain(1)], 9000, 1, of(9, 10), true],
    [
      'one dear act gives way to two cheap ones',
      of(90, 100),
      [plain(5), both(1), both(1)],
      9010,
      2,
      of(92, 102),
      true,
    ],
  ] as const)('%s', (_, now, doable, goal, acts, rate, isReached) => {
    expect(fewestToReach(now, [...doable], goal)).toMatchObject({ acts, rate, isReached })
  })

  test('of equals those given first are taken, in their order', () => {
    const doable = ['b', 'a', 'c'].map(name => ({ ...plain(), name }))

    expect(fewestToReach(of(1, 4), doable, 7500).chosen.map(each => each.name)).toEqual(['b', 'a'])
  })
})

const day: Day = '2026-03-01'
type Held = Row & { rule: LeaveRule }
/** A small year: rows of activities under the three rules of leave, made up, in time, past their day. */
const year = fc.array(
  fc.record({
    standing: fc.constantFrom('required', 'required', 'required', 'exempt'),
    mark: fc.constantFrom('present', 'late', 'leave', 'leave', 'absent', null),
    madeUpOn: fc.constantFrom(null, null, null, addDays(day, -1), addDays(day, 1)),
    makeUpDue: fc.constantFrom(addDays(day, -1), day, addDays(day, 9), null),
    leaveRule: fc.constantFrom(null, null, 'pending', 'excluded', 'absent'),
    rule: fc.constantFrom('pending', 'pending', 'excluded', 'absent'),
  }) as fc.Arbitrary<Held>,
  { maxLength: 11 },
)

/** 参学率 by the definition alone, of rows under several rules. */
function rateOf(rows: Held[]): Rate {
  const rates = rows.map(row => participationRate([row], day, row.rule))
  return {
    numerator: rates.reduce((total, each) => total + each.numerator, 0),
    denominator: rates.reduce((total, each) => total + each.denominator, 0),
  }
}

const reaches = ({ numerator, denominator }: Rate, goal: number) =>
  denominator > 0 && numerator * 10_000 >= denominator * goal

test('no set of make-ups smaller than the one named reaches the goal, and where none does it is named how far all go', () => {
  const seen = { reached: 0, standing: 0, never: 0 }
  fc.assert(
    fc.property(year, fc.integer({ min: 1, max: 100 }), (rows, percent) => {
      const goal = percent * 100
      const possible = rows.filter(
        row => bestStillPossible([row], day).numerator > participationRate([row], day, row.rule).numerator,
      )
      const doable = possible.map(row => ({
        below: setAside(row, day, row.rule) ? (1 as const) : (0 as const),
        acts: 1,
        row,
      }))

      const way = fewestToReach(rateOf(rows), doable, goal)

      let fewest = Number.POSITIVE_INFINITY
      let highest = rateOf(rows)
      for (let set = 0; set < 2 ** possible.length; set++) {
        const made = new Set(possible.filter((_, at) => set & (1 << at)))
        const rate = rateOf(rows.map(row => (made.has(row) ? { ...row, madeUpOn: day } : row)))
        if (reaches(rate, goal)) fewest = Math.min(fewest, made.size)
        if (rate.numerator * highest.denominator > highest.numerator * rate.denominator) highest = rate
        // Of equal rates the one with more behind it: all are done where the goal is out of reach.
        else if (made.size === possible.length) highest = rate
      }
      const done = new Set(way.chosen.map(each => each.row))
      expect(rateOf(rows.map(row => (done.has(row) ? { ...row, madeUpOn: day } : row)))).toEqual(way.rate)
      expect(way.isReached).toBe(fewest < Number.POSITIVE_INFINITY)
      if (way.isReached) expect(way.acts).toBe(fewest)
      else expect(way.rate).toEqual(highest)
      if (!way.isReached) seen.never++
      else if (fewest === 0) seen.standing++
      else seen.reached++
    }),
    { numRuns: 400 },
  )
  expect(Math.min(...Object.values(seen)), 'each kind of answer was tried').toBeGreaterThan(10)
})

test('no set of people smaller in make-ups reaches a goal of 个人完成率', () => {
  const people = fc.array(
    fc.record({ below: fc.constantFrom(0, 0, 1), acts: fc.integer({ min: 1, max: 4 }) }),
    {
      maxLength: 10,
    },
  ) as fc.Arbitrary<Pick<Step, 'below' | 'acts'>[]>
  fc.assert(
    fc.property(
      people,
      fc.nat(6),
      fc.nat(4),
      fc.integer({ min: 1, max: 100 }),
      (doable, done, lost, percent) => {
        const plain = doable.filter(each => each.below === 0).length
        const now = { numerator: done, denominator: done + lost + plain }

        const way = fewestToReach(now, doable, percent * 100)

        let fewest = Number.POSITIVE_INFINITY
        for (let set = 0; set < 2 ** doable.length; set++) {
          const taken = doable.filter((_, at) => set & (1 << at))
          const rate = {
            numerator: now.numerator + taken.length,
            denominator: now.denominator + taken.filter(each => each.below === 1).length,
          }
          if (reaches(rate, percent * 100))
            fewest = Math.min(
              fewest,
              taken.reduce((total, each) => total + each.acts, 0),
            )
        }
        expect(way.isReached ? way.acts : Number.POSITIVE_INFINITY).toBe(fewest)
      },
    ),
    { numRuns: 200 },
  )
})
