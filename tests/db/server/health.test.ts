import { afterAll, beforeAll, expect, test } from 'vitest'
import { atFront } from '@/server/doors'
import { closeWorld, openWorld } from '../../world'

beforeAll(openWorld)
afterAll(closeWorld)

const ask = (method: string) => atFront(new Request('http://front/api/health', { method }), 0)

test('health says the version, the schema and that the database can be written', async () => {
  const answer = await ask('GET')

  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ ok: true, write: true, schema: expect.any(Number) })
  expect(answer.headers.get('cache-control')).toContain('no-store')
})

test('health is asked and sent nothing', async () => {
  const answer = await ask('POST')

  expect([answer.status, answer.headers.get('allow'), await answer.text()]).toEqual([405, 'GET, HEAD', ''])
})

test('health of a closed database is 503', async () => {
  await closeWorld()

  expect((await ask('GET')).status).toBe(503)
})
