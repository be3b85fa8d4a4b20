import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  pointsText,
  type ScoredItem,
  scoresOf,
  sharingOf,
  uncounted,
  weightsOf,
} from '@/lib/plan/work-points/work-point.rules'

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

    expect(score).toMatchObject({ full: 60, tenths: 350, later: 0 })
    expect(score?.lines.map(line => [line.done, line.times, line.tenths])).toEqual([
      [2, 4, 150],
      [1, 1, 200],
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

    expect(scoresOf([item({ id: 1, times: 2, heldOn: held })], '2026-11-24')[0]?.tenths).toBe(100)
  })

  test('sets aside what is not due yet, unless it was done before its time', () => {
    const later = { due: 0, weight: 15 }

    expect(scoresOf([item({ id: 1, ...later })], '2026-03-01')[0]).toMatchObject({ later: 15, tenths: 0 })
    expect(scoresOf([item({ id: 1, ...later, heldOn: ['2026-02-01'] })], '2026-03-01')[0]).toMatchObject({
      later: 0,
      tenths: 150,
    })
  })
})

test('what is shown adds up: each point is cut to a tenth before the sum', () => {
  const third = (id: number) => item({ id, weight: 20, times: 3, heldOn: ['2026-02-01'] })

  const [score] = scoresOf([third(1), third(2), third(3)], '2026-11-24')

  expect(score?.lines.map(line => pointsText(line.tenths))).toEqual(['6.6', '6.6', '6.6'])
  expect(pointsText(score?.tenths ?? 0)).toBe('19.8')
})

test('a score is never above what is possible, and possible only with everything done', () => {
  const one = fc.record({ weight: fc.integer({ min: 0, max: 100 }), times: fc.integer({ min: 1, max: 53 }) })
  fc.assert(
    fc.property(fc.array(fc.tuple(one, fc.integer({ min: 0, max: 60 })), { minLength: 1 }), all => {
      const items = all.map(([facts, held], id) =>
        item({ id: id + 1, ...facts, heldOn: Array.from({ length: held }, () => '2026-02-01') }),
      )
      const score = scoresOf(items, '2026-11-24')[0] ?? { tenths: 0, full: 0 }
      const weighed = all.filter(([{ weight }]) => weight > 0)

      expect(score.tenths).toBeLessThanOrEqual(score.full * 10)
      expect(score.tenths === score.full * 10).toBe(weighed.every(([{ times }, held]) => held >= times))
    }),
  )
})

test('what no score holds is named: heads that are broken down, and points without a weight', () => {
  const items = [item({ id: 1 }), item({ id: 2, parentId: 1 }), item({ id: 3, weight: null })]

  const { heads, unweighed } = uncounted(items)

  expect(heads.map(each => each.id)).toEqual([1])
  expect(unweighed.map(each => each.id)).toEqual([3])
})

test('the weights that a unit has elsewhere leave out the point that is being broken down', () => {
  const items = [
    item({ id: 1, unitId: 9, weight: 20 }),
    item({ id: 2, parentId: 1, weight: 40 }),
    item({ id: 3, weight: 60 }),
  ]

  expect([...weightsOf(items)]).toEqual([[4, 100]])
  expect([...weightsOf(items, 1)]).toEqual([[4, 60]])
})

describe('who takes part', () => {
  const units = [
    { id: 1, shownAs: 'own' as const },
    { id: 4, shownAs: 'community' as const },
    { id: 5, shownAs: 'community' as const },
  ]
  const given = { unitIds: [], kinds: [], weight: 40, time: '12月', own: [] }
  const own = [{ unitId: 5, weight: 30, time: '' }]

  test('all of a kind by one tick, each with the weight and deadline of all unless it has its own', () => {
    const sharing = sharingOf({ ...given, unitIds: [1], kinds: ['community'], own }, units, new Set())

    expect(sharing.ok && sharing.parts.map(each => [each.unitId, each.weight, each.time])).toEqual([
      [1, 40, '12月'],
      [4, 40, '12月'],
      [5, 30, '12月'],
    ])
  })

  test('what is typed beside a unit that is not ticked is no part, and not lost', () => {
    expect(sharingOf({ ...given, own }, units, new Set())).toEqual({
      ok: false,
      reason: 'notTicked',
      field: 'weight-5',
    })
    expect(sharingOf({ ...given, own }, units, new Set([5]))).toEqual({ ok: true, parts: [] })
  })

  test('without a weight for all each needs its own', () => {
    const none = { ...given, weight: null }
    expect(sharingOf({ ...none, unitIds: [5], own }, units, new Set())).toMatchObject({ ok: true })
    expect(sharingOf({ ...none, unitIds: [4] }, units, new Set())).toMatchObject({ field: 'weight' })
    expect(sharingOf({ ...given, unitIds: [4], time: '' }, units, new Set())).toMatchObject({ field: 'time' })
  })
})

test.each([
  [200, '20'],
  [199, '19.9'],
  [66, '6.6'],
  [0, '0'],
])('%d tenths are written %s', (tenths, text) => {
  expect(pointsText(tenths)).toBe(text)
})
