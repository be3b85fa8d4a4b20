import fc from 'fast-check'
import { expect, test } from 'vitest'
import { msUntilToken, takeToken } from '@/lib/access/rate-limit'

const five = { burst: 5, perMinute: 2 }
let names = 0
/** A source that has asked for nothing yet. */
const newSource = () => `source ${names++}`

test('a source has its burst at once, then what is refilled', () => {
  const source = newSource()
  const at = 1_000_000

  const waits = Array.from({ length: 7 }, () => takeToken('test', source, five, at))

  expect(waits).toEqual([0, 0, 0, 0, 0, 30_000, 30_000])
  expect(takeToken('test', source, five, at + 29_999)).toBe(1)
  expect(takeToken('test', source, five, at + 30_000)).toBe(0)
  expect(msUntilToken('test', source, five, at + 30_000)).toBe(30_000)
  expect(takeToken('test', newSource(), five, at)).toBe(0)
})

test('in no span does a source get more than its burst and what was refilled', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 60 }), steps => {
      const source = newSource()
      let at = 5_000_000
      const taken = steps.flatMap(step => {
        at += step
        return takeToken('test', source, five, at) === 0 ? [at] : []
      })

      for (let first = 0; first < taken.length; first++)
        for (let last = first; last < taken.length; last++) {
          const span = (taken[last] ?? 0) - (taken[first] ?? 0)
          expect(last - first + 1).toBeLessThanOrEqual(five.burst + (span * five.perMinute) / 60_000 + 1e-6)
        }
    }),
  )
})

test('a clock that was set back locks nobody out', () => {
  const source = newSource()
  for (let n = 0; n < 5; n++) takeToken('test', source, five, 9_000_000)

  expect(msUntilToken('test', source, five, 9_000_000)).toBe(30_000)
  expect(takeToken('test', source, five, 1_000)).toBe(0)
})

test('a flood of sources is forgotten, oldest first', () => {
  const source = newSource()
  for (let n = 0; n < 5; n++) takeToken('test', source, five, 0)

  for (let n = 0; n < 20_000; n++) takeToken('flood', `address ${n}`, five, 0)

  expect(msUntilToken('test', source, five, 0)).toBe(0)
  for (let n = 0; n < 4; n++) takeToken('flood', 'address 19999', five, 0)
  expect(msUntilToken('flood', 'address 19999', five, 0)).toBe(30_000)
})
