import { expect, test } from 'vitest'
import { actions } from '../../journeys/actions'
import { failuresOf, type Kind, type Told } from '../../nth-failure'
import { own } from '../../sent-actions'

// All of them: `npm run -s nth-failures`.

test('after a failure at any statement the old state or the new one stands, and the answer says which', async () => {
  const told = await failuresOf({ step: 7, kills: 3, every: 3 })

  expect(told.flatMap(each => each.faults.map(fault => `${each.action}: ${fault}`))).toEqual([])
  expect(told.length).toBe(Math.ceil((actions.length + own.length) / 3))
  expect(told.filter(each => each.isIdle).length).toBeLessThan(3)
  expect(sumOf(told, 'killed')).toBe(3)
  for (const kind of ['error', 'full', 'busy', 'locked'] as const)
    expect(sumOf(told, kind)).toBeGreaterThan(10)
}, 300_000)

function sumOf(told: Told[], kind: Kind): number {
  return told.reduce((sum, { tries }) => sum + (tries[kind] ?? 0), 0)
}
