import { expect, test } from 'vitest'
import { ConcurrencyLimit } from '@/lib/access/concurrency-limit'

test('five hundred of one source all get their turn, in order and so many at once', async () => {
  const limit = new ConcurrencyLimit(8, 1000)
  const done: number[] = []
  let running = 0
  let most = 0

  await Promise.all(
    Array.from({ length: 500 }, (_, n) =>
      limit.run('office', async () => {
        most = Math.max(most, ++running)
        await Promise.resolve()
        running--
        done.push(n)
      }),
    ),
  )

  expect(most).toBe(8)
  expect(done).toEqual([...Array(500).keys()])
})

test('a source does not wait for another, and one that asks for too much is turned away', async () => {
  const limit = new ConcurrencyLimit(1, 2)
  let finish = () => {}
  const first = limit.run('a', () => new Promise<string>(resume => (finish = () => resume('first'))))
  const second = limit.run('a', async () => 'second')
  const third = limit.run('a', async () => 'third')

  expect(await limit.run('a', async () => 'fourth')).toBe(null)
  expect(await limit.run('b', async () => 'other')).toBe('other')
  finish()
  expect(await Promise.all([first, second, third])).toEqual(['first', 'second', 'third'])
})

test('work that fails passes its turn on', async () => {
  const limit = new ConcurrencyLimit(1, 2)
  const fails = limit.run('a', () => Promise.reject(new Error('of the test')))
  const next = limit.run('a', async () => 'next')

  await expect(fails).rejects.toThrow('of the test')
  expect(await next).toBe('next')
})
