import { describe, expect, test } from 'vitest'
import { pointsText, type ScoredItem, scoresOf } from '@/lib/breakdown/rules'

const item = (facts: Partial<ScoredItem> & { id: number }): ScoredItem => ({
  parentId: null,
  content: '要点',
  unitId: 4,
  unitName: '东埔社区',
  weight: 10,
  times: 1,
  due: 1,
  heldOn: [],
  ...facts,
})

describe('the score of a unit', () => {
  test('is the sum of weight × done ÷ times over its points', () => {
    const [score] = scoresOf(
      [
        item({ id: 1, weight: 30, times: 4, due: 3, heldOn: ['2026-03-01', '2026-06-01', '2026-12-01'] }),
        item({ id: 2, weight: 20, heldOn: ['2026-05-01'] }),
        item({ id: 3, weight: 10 }),
      ],
      '2026-11-24',
    )

    expect(score).toMatchObject({ full: 60, points: 35, later: 0 })
    expect(score?.lines.map(line => [line.done, line.times, line.points])).toEqual([
      [2, 4, 15],
      [1, 1, 20],
      [0, 1, 0],
    ])
  })

  test('counts no point that is broken down, nor one without a weight', () => {
    const scores = scoresOf(
      [
        item({ id: 1 }),
        item({ id: 2, parentId: 1 }),
        item({ id: 3, parentId: 1, unitId: 5 }),
        item({ id: 4, weight: null }),
      ],
      '2026-11-24',
    )

    expect(scores.map(each => [each.unitId, each.full])).toEqual([
      [4, 10],
      [5, 10],
    ])
  })

  test('does more than due is done, and no more is counted', () => {
    const held = ['2026-01-05', '2026-02-05', '2026-03-05']

    expect(scoresOf([item({ id: 1, times: 2, heldOn: held })], '2026-11-24')[0]?.points).toBe(10)
  })

  test('sets aside what is not due yet, unless it was done before its time', () => {
    const later = { due: 0, weight: 15 }

    expect(scoresOf([item({ id: 1, ...later })], '2026-03-01')[0]).toMatchObject({ later: 15, points: 0 })
    expect(scoresOf([item({ id: 1, ...later, heldOn: ['2026-02-01'] })], '2026-03-01')[0]).toMatchObject({
      later: 0,
      points: 15,
    })
  })
})

test.each([
  [20, '20'],
  [19.96, '19.9'],
  [(30 * 1) / 3, '10'],
  [(10 * 2) / 3, '6.6'],
  [(0.1 + 0.2) * 10, '3'],
])('%d is written %s', (points, text) => {
  expect(pointsText(points)).toBe(text)
})
