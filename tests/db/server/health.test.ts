import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { allowWriting, setReadOnly } from '@/db/read-only'
import { setting } from '@/db/schema/setting'
import { write } from '@/db/write'
import { heedOnlySockets } from '@/lib/access/source'
import { atFront } from '@/server/doors'
import { atTime, closeWorld, openWorld } from '../../world'

beforeAll(openWorld)
afterAll(closeWorld)

// Without it every address counts as unknown.
heedOnlySockets(undefined)
const ask = (method: string, address = '127.0.0.1') =>
  atFront(new Request('http://front/api/health', { method, headers: { 'x-forwarded-for': address } }), 0)

/** Health's own row, which each of its writes touches. */
const rows = () => db.select().from(setting).where(eq(setting.name, 'health'))

test('health says the version, the schema and that the database can be written', async () => {
  const answer = await ask('GET')

  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ ok: true, write: true, schema: expect.any(Number) })
  expect(answer.headers.get('cache-control')).toContain('no-store')
})

test('a stranger costs no write, and this machine one in ten seconds', async () => {
  const writes: string[] = []
  atTime('2023-03-11T09:00:00+08:00')
  for (const [address, seconds] of [
    ['10.0.0.1', 0],
    ['127.0.0.1', 1],
    ['127.0.0.1', 5],
    ['10.0.0.1', 30],
    ['::1', 31],
  ] as const) {
    atTime(`2023-03-11T09:00:${String(seconds).padStart(2, '0')}+08:00`)
    await write(tx => tx.delete(setting).where(eq(setting.name, 'health')))
    expect((await ask('GET', address)).status).toBe(200)
    if ((await rows()).length > 0) writes.push(`${address} ${seconds}`)
  }

  expect(writes).toEqual(['127.0.0.1 1', '::1 31'])
})

test('while an import is being written, health says what it said before, and waits for nothing', async () => {
  atTime('2023-03-12T09:00:00+08:00')
  let end = () => {}
  const importing = write(
    () =>
      new Promise<void>(resume => {
        end = resume
      }),
  )
  await new Promise(resume => setImmediate(resume))
  const began = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => began + 5000)

  const answer = await ask('GET')
  vi.restoreAllMocks()
  end()
  await importing

  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ ok: true, write: true })
})

test('health says that the server only reads, and since when, and tells no stranger what was found', async () => {
  setReadOnly('diskFull', 'SQLITE_FULL at /secret', Date.parse('2023-03-11T09:00:00Z'))

  const answer = await ask('GET', '10.0.0.1')
  allowWriting('diskFull')

  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({
    ok: false,
    version: expect.any(String),
    schema: expect.any(Number),
    write: false,
    reason: 'diskFull',
    readOnly: { reason: 'diskFull', since: '2023-03-11T09:00:00.000Z' },
  })
  expect((await ask('GET')).status).toBe(200)
})

test('health is asked and sent nothing', async () => {
  const answer = await ask('POST')

  expect([answer.status, answer.headers.get('allow'), await answer.text()]).toEqual([405, 'GET, HEAD', ''])
})

test('health of a closed database is 503', async () => {
  await closeWorld()

  expect((await ask('GET')).status).toBe(503)
})
