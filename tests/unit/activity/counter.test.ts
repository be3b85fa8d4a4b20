import { afterEach, expect, test, vi } from 'vitest'
import { type Tally, tapOutbox } from '@/app/_offline/tap-outbox.client'

// Without IndexedDB the queue is in memory, with the same logic.

type Sent = { idempotencyKey: string; by: number; heads: number; consultations: number }

/** A server that counts each batch once, and a network that may lose the request or the answer. */
function server() {
  const seen = new Map<string, Sent>()
  const total = (field: 'heads' | 'consultations') =>
    [...seen.values()].reduce((sum, batch) => sum + batch[field], 0)
  const network = { way: 'there and back' as 'there and back' | 'none' | 'there' }
  vi.stubGlobal('fetch', async (_: string, init: { body: string }) => {
    if (network.way === 'none') throw new TypeError('Failed to fetch')
    const batch = JSON.parse(init.body) as Sent
    if (!seen.has(batch.idempotencyKey)) seen.set(batch.idempotencyKey, batch)
    if (network.way === 'there') throw new TypeError('Failed to fetch')
    return Response.json({ ok: true, heads: total('heads'), consultations: total('consultations') })
  })
  return { network, seen, total }
}

let account = 1
function stall() {
  const shown: Tally[] = []
  const as = account++
  const out = tapOutbox(as, 7, { heads: 0, consultations: 0, at: 0 }, tally => shown.push(tally))
  const last = () => shown.at(-1) as Tally
  return { as, out, last, head: () => last().saved.heads + last().waiting.heads }
}

afterEach(() => vi.unstubAllGlobals())

const plus = { heads: 1, consultations: 0 }
const minus = { heads: -1, consultations: 0 }

test('presses without network wait, are shown at once, and arrive as one batch', async () => {
  const { network, seen, total } = server()
  const { as, out, last, head } = stall()
  network.way = 'none'

  const pressed = out.tap(plus)
  expect(head()).toBe(1)
  await pressed
  await out.tap(plus)
  await out.tap({ heads: 0, consultations: 1 })
  await out.run()
  expect(last()).toMatchObject({ presses: 3, state: 'offline', waiting: { heads: 2, consultations: 1 } })

  network.way = 'there and back'
  await out.run()
  expect(last()).toMatchObject({ presses: 0, state: 'saved', saved: { heads: 2, consultations: 1 } })
  expect([seen.size, total('heads')]).toEqual([1, 2])
  expect([...seen.values()].map(each => each.by)).toEqual([as])
})

test('a batch whose answer was lost is retried with its idempotency key, and later presses get another', async () => {
  const { network, seen, total } = server()
  const { out, head } = stall()
  await out.tap(plus)
  network.way = 'there'
  await out.run()
  await out.tap(plus)
  expect(head()).toBe(2)

  network.way = 'there and back'
  await out.run()

  expect(head()).toBe(2)
  expect([seen.size, total('heads')]).toEqual([2, 2])
})

test('a press taken back before it was sent is not sent', async () => {
  const { seen } = server()
  const { out, last } = stall()
  await out.tap(plus)
  await out.tap(minus)
  await out.run()

  expect(last()).toMatchObject({ presses: 0, waiting: { heads: 0, consultations: 0 } })
  expect(seen.size).toBe(0)
})

test('what the server refuses waits with its reason until somebody decides', async () => {
  server()
  vi.stubGlobal('fetch', async () => Response.json({ ok: false, reason: 'notYet' }, { status: 422 }))
  const { out, last } = stall()
  await out.tap(plus)
  await out.run()
  expect(last()).toMatchObject({ presses: 1, state: 'refused', why: 'notYet' })

  await out.discard()
  expect(last()).toMatchObject({ presses: 0, state: 'saved' })
})
