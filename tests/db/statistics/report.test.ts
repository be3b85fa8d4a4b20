import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Forbidden } from '@/lib/core/errors'
import { lockYear } from '@/lib/statistics/report/report.commands'
import { atTime, closeWorld, openWorld, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => atTime('2023-12-31T20:00:00+08:00'))
afterAll(closeWorld)

test('a year is locked once it is over, and by nobody but the administrator of the whole', async () => {
  const { administrator, leader } = world.viewers

  expect(await lockYear(administrator, { year: 2023 })).toEqual({ ok: false, reason: 'notOver' })

  atTime('2024-01-01T08:00:00+08:00')
  await expect(lockYear(leader, { year: 2023 })).rejects.toThrow(Forbidden)
  expect(await lockYear(administrator, { year: 2023 })).toEqual({ ok: true })
})
