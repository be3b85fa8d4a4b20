import { expect, test } from 'vitest'
import { misfitsOf } from '@/lib/statistics/lock/misfit.rules'
import { noFigures } from '@/lib/statistics/rates/rate.rules'

const typed = { name: '议案', kind: 'count', value: '11件', source: '台账' } as const

test('a year in which all fits has no misfits', () => {
  expect(misfitsOf({ ...noFigures(), planItems: { numerator: 40, denominator: 40 } }, [typed], 0)).toEqual([])
})

test('each misfit is named once, with its rows or the names of the figures typed in', () => {
  const figures = {
    ...noFigures(),
    awaitingRecord: 2,
    stillPlanned: 1,
    planItems: { numerator: 34, denominator: 40 },
    awaitingReview: 3,
    outputsAwaitingReview: 4,
    worksAwaitingReview: 5,
  }

  expect(
    misfitsOf(
      figures,
      [
        typed,
        { ...typed, name: '提案', kind: 'text' },
        { ...typed, name: '调解成功率', kind: 'text', value: '120%' },
        { ...typed, name: '慰问金', kind: 'money', value: '295万', source: '—' },
      ],
      5,
    ),
  ).toEqual([
    { kind: 'rollsOpen', count: 2, rows: 'awaitingRecord' },
    { kind: 'stillPlanned', count: 1, rows: 'stillPlanned' },
    { kind: 'itemsOverdue', count: 6, rows: 'timesMissed' },
    { kind: 'activitiesWaiting', count: 3, rows: 'awaitingReview' },
    { kind: 'outputsWaiting', count: 4, rows: 'outputsAwaitingReview' },
    { kind: 'worksWaiting', count: 5, rows: 'worksAwaitingReview' },
    { kind: 'doubles', count: 5 },
    { kind: 'overWhole', count: 1, names: ['调解成功率'] },
    { kind: 'unsourced', count: 1, names: ['慰问金'] },
    { kind: 'untyped', count: 1, names: ['提案'] },
  ])
})
