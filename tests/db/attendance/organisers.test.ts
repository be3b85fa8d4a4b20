import { afterAll, expect, test } from 'vitest'
import { stormOn } from '../../organisers'
import { closeWorld, openWorld } from '../../world'

afterAll(closeWorld)

test('two organisers marking the same rows at random end in the state of the audit log, and every conflict was a real one', async () => {
  const { viewers } = await openWorld()

  const storm = await stormOn([viewers.organiser, viewers.administrator], 8, sent => sent < 120)

  expect(storm.errors).toEqual([])
  expect(storm.astray).toEqual([])
  expect(storm.conflicts).toBeGreaterThan(0)
}, 60_000)
