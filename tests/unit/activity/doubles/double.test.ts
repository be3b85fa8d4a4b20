import { expect, test } from 'vitest'
import { doublesIn } from '@/lib/activity/doubles/double.rules'
import type { NamedUnit } from '@/lib/activity/doubles/named-unit.rules'
import { drawnDoubles, drawnUnits } from '@/tests/fixtures/doubles-drawn'
import { strangersDoubles, strangerUnits } from '@/tests/fixtures/doubles-strangers'
import { writtenDoubles, writtenUnits } from '@/tests/fixtures/doubles-written'

type Planted = ReturnType<typeof writtenDoubles>

function measured({ made, planted }: Planted, units: NamedUnit[]) {
  const found = doublesIn(made, units)
  const key = (a: number, b: number) => `${Math.min(a, b)}-${Math.max(a, b)}`
  const wanted = new Set(planted.map(([a, b]) => key(a, b)))
  const right = found.filter(each => wanted.has(key(each.a, each.b)))
  const said = (id: number) => {
    const { day, title, place, hostUnitId } = made[id - 1] as Planted['made'][number]
    return [day, hostUnitId, title, place].join(' ')
  }
  const missed = planted.filter(([a, b]) => !right.some(each => key(each.a, each.b) === key(a, b)))
  const wrong = found.filter(each => !wanted.has(key(each.a, each.b)))
  return {
    events: made.length - planted.length,
    found: right.length,
    missed: missed.map(([a, b]) => `${said(a)} = ${said(b)}`),
    wrong: wrong.map(({ a, b }) => `${said(a)} ≠ ${said(b)}`),
  }
}

test('of sixty events written twice among 300 true ones at least 57 are found, and at most 3 others named', () => {
  const { events, found, missed, wrong } = measured(strangersDoubles(15), strangerUnits)
  console.info(
    `疑似重复: ${found} of 60 found, ${wrong.length} false, among ${events} true events`,
    ...[...missed.map(each => `\n  missed ${each}`), ...wrong.map(each => `\n  false ${each}`)],
  )

  expect(events).toBe(300)
  expect(found).toBeGreaterThanOrEqual(57)
  expect(wrong.length).toBeLessThanOrEqual(3)
})

test('the same of sixty that were written by hand, with campaigns, series and squares shared by two', () => {
  const { events, found, wrong } = measured(writtenDoubles(), writtenUnits)

  expect(events).toBe(300)
  expect(found).toBeGreaterThanOrEqual(57)
  expect(wrong.length).toBeLessThanOrEqual(3)
})

test.each([1, 2, 3])('the same of events put together by chance, %i', seed => {
  const { found, missed, wrong } = measured(drawnDoubles(seed), drawnUnits)

  if (found < 57 || wrong.length > 3) console.info(seed, found, missed, wrong)
  expect(found).toBeGreaterThanOrEqual(57)
  expect(wrong.length).toBeLessThanOrEqual(3)
})

// What backtracks, or compares all pairs of a day with all, would not come back.
test('a place that repeats itself, a unit without letters and a day on which everybody does the same are worked off', () => {
  const entry = strangersDoubles(15).made[0] as Planted['made'][number]
  const units = [...strangerUnits, { id: 90, path: '/1/90/', name: '（·）', kind: 'other' }]
  const places = [`${'入口处'.repeat(60)}甲`, `${'旁边上'.repeat(60)}甲`]
  const odd = places.flatMap((place, at) => [1, 2].map(n => ({ ...entry, id: 900 + at * 2 + n, place })))
  doublesIn(odd, units)

  const same = Array.from({ length: 240 }, (_, at) => ({
    ...entry,
    ...{ id: at + 1, hostUnitId: 1000 + at, day: '2023-12-04', title: '国家宪法日宣传', place: null },
    ...{ startsAt: null, lecturer: null, heads: null, coHosts: [] },
  }))
  expect(doublesIn(same, units)).toEqual([])
})
