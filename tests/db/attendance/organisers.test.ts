import { afterAll, expect, test } from 'vitest'
import { stormOn } from '../../organisers'
import { closeWorld, openWorld } from '../../world'

afterAll(closeWorld)

test('two organisers who mark the same rows at random end where the audit ends, with honest conflicts alone', async () => {
  const { viewers } = await openWorld()

  const storm = await stormOn([viewers.organiser, viewers.administrator], 8, sent => sent < 120)

  expect(storm.errors).toEqual([])
  expect(storm.astray).toEqual([])
  expect(storm.conflicts).toBeGreaterThan(0)
}, 60_000)
