import { expect, test } from 'vitest'
import type { Undone } from '@/lib/statistics/goal/goal.rules'
import { byUnit, firstUnit, stateOf, stillUndone } from '@/lib/statistics/undone/undone.rules'

const asOf = '2026-11-20'

/** A meeting missed by somebody of a unit, in time until its day. */
function anUndone(change: Partial<Undone> = {}): Undone {
  const until = change.until === undefined ? '2026-12-01' : change.until
  return {
    personId: 1,
    name: '甲',
    unitId: 1,
    unitName: '一社区',
    kind: 'meeting',
    id: 1,
    title: '集中学法',
    day: '2026-11-01',
    until,
    isOpen: until === null || until >= asOf,
    isLate: true,
    below: 0,
    lapses: false,
    sat: false,
    ...change,
  }
}

test.each([
  ['a make-up in time', anUndone(), 'open'],
  ['on the last day itself', anUndone({ until: asOf }), 'open'],
  ['a make-up after its day', anUndone({ until: '2026-11-19' }), 'late'],
  ['an online study before its end', anUndone({ kind: 'online' }), 'open'],
  ['an online study after its end', anUndone({ kind: 'online', until: '2026-11-19', isOpen: true }), 'late'],
  ['an exam with its window open', anUndone({ kind: 'exam', isLate: false }), 'open'],
  [
    'an exam whose windows are past',
    anUndone({ kind: 'exam', until: '2026-11-19', isOpen: false, isLate: false }),
    'past',
  ],
] as const)('%s', (_, undone, state) => {
  expect(stateOf(undone, asOf)).toBe(state)
})

test('a make-up that nobody owes any more is not undone, an exam that is past is', () => {
  const ended = anUndone({ until: '2026-11-01', isLate: false })
  const exam = anUndone({ kind: 'exam', until: '2026-11-01', isLate: false })

  expect(stillUndone([ended, exam])).toEqual([exam])
})

test('a unit has its people once and its things by state, with the nearest last day of those in time', () => {
  const undone = [
    anUndone(),
    anUndone({ id: 2, until: '2026-11-25' }),
    anUndone({ id: 3, until: '2026-11-01' }),
    anUndone({ personId: 2, kind: 'exam', until: '2026-11-10', isOpen: false, isLate: false }),
  ]

  expect(byUnit(undone, asOf)).toEqual([
    { unitId: 1, unitName: '一社区', people: 2, all: 4, open: 2, late: 1, past: 1, until: '2026-11-25' },
  ])
})

test.each([
  [
    'most that is in time',
    [
      ['一', 1, 5, null],
      ['二', 2, 0, '2026-12-01'],
    ],
    '二',
  ],
  [
    'of the same the nearest last day',
    [
      ['一', 1, 0, '2026-12-02'],
      ['二', 1, 0, '2026-12-01'],
    ],
    '二',
  ],
  [
    'with nothing in time, most that is late',
    [
      ['一', 0, 2, null],
      ['二', 0, 3, null],
    ],
    '二',
  ],
  [
    'of equals the office’s order',
    [
      ['一', 1, 1, '2026-12-01'],
      ['二', 1, 1, '2026-12-01'],
    ],
    '一',
  ],
] as const)('first comes the unit with %s', (_, units, name) => {
  const given = units.map(([unitName, open, late, until], unitId) => ({
    ...{ unitId, unitName, people: 1, all: open + late, open, late, past: 0, until },
  }))

  expect(firstUnit(given)?.unitName).toBe(name)
})

test('where nothing can be done any more, no unit comes first', () => {
  const past = anUndone({ kind: 'exam', until: '2026-11-10', isOpen: false, isLate: false })

  expect(firstUnit(byUnit([past], asOf))).toBeNull()
})
