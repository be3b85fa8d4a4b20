import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { topic } from '@/db/schema/plan'
import { type Unwritten, write } from '@/db/write'
import { closeWorld, openWorld } from '../../world'

beforeEach(async () => {
  await openWorld()
})
afterEach(async () => {
  vi.useRealTimers()
  await closeWorld()
})

const names = async () => (await db.select({ name: topic.name }).from(topic)).map(each => each.name)
const put = (name: string) => write(tx => tx.insert(topic).values({ name }))
// Some milliseconds of work within SQLite.
const slow = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 40000) select count(*) from n`

/** A transaction that stays open until it is told to end. */
function longWrite() {
  let end = () => {}
  const ended = new Promise<void>(resume => {
    end = resume
  })
  const done = write(async tx => {
    await tx.insert(topic).values({ name: '长' })
    await ended
  })
  return { end, done }
}

test('readers go on between the statements of a long transaction, and see nothing of it before its end', async () => {
  const seen: string[][] = []
  let isOver = false
  const reading = (async () => {
    while (!isOver) {
      seen.push(await names())
      await new Promise(resume => setImmediate(resume))
    }
  })()

  await write(async tx => {
    await tx.insert(topic).values({ name: '长' })
    for (let n = 0; n < 40; n++) await tx.all(slow)
  })
  isOver = true
  await reading

  expect(seen.length).toBeGreaterThan(4)
  expect(seen.slice(0, -1).flat()).toEqual([])
  expect(await names()).toEqual(['长'])
})

test('a write that waits for a long transaction is told that the database is busy, and is never begun', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const { end, done } = longWrite()
  const waiting = put('等').catch(error => error)

  await vi.advanceTimersByTimeAsync(7900)
  const later = put('后')
  await vi.advanceTimersByTimeAsync(200)

  expect(await waiting).toMatchObject({
    name: 'Unwritten',
    reason: 'databaseBusy',
  } satisfies Partial<Unwritten>)
  end()
  await Promise.all([done, later])
  expect(await names()).toEqual(['长', '后'])
})

test('a queue that moves is waited for, and kept in its order', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const order = Array.from({ length: 15 }, (_, n) => `第${n}`)
  const all = order.map(name =>
    write(async tx => {
      await new Promise(resume => setTimeout(resume, 1000))
      await tx.insert(topic).values({ name })
    }),
  )

  for (let second = 0; second < 20; second++) await vi.advanceTimersByTimeAsync(1000)
  await Promise.all(all)

  expect(await names()).toEqual(order)
})

test('a write that fails stops neither the next one nor those that gave up', async () => {
  const failing = write(async () => {
    throw new Error('nothing')
  }).catch(error => error)
  const next = put('后')

  expect(await failing).toMatchObject({ message: 'nothing' })
  await next
  expect(await names()).toEqual(['后'])
})
