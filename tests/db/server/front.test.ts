import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontOf, listenOn, openFront } from '@/server/front'

const asked: { by: 'door' | 'next'; to: string; method: string; body: string; policy: string | null }[] = []
let port = 0
let close: () => Promise<void>
/** What the answer to some requests waits for. */
let slow: Promise<void> | undefined

beforeAll(async () => {
  const next = async (
    request: { url?: string; method?: string },
    response: { end(text: string): unknown },
  ) => {
    asked.push({ by: 'next', to: request.url ?? '', method: request.method ?? '', body: '', policy: null })
    response.end('next')
  }
  const front = frontOf(Promise.resolve(next), { patienceMs: 200 })
  openFront(async request => {
    const { pathname } = new URL(request.url)
    const policy = request.headers.get('content-security-policy')
    asked.push({ by: 'door', to: pathname, method: request.method, body: await request.text(), policy })
    if (pathname === '/s/fails') throw new Error('of the test')
    if (pathname === '/s/slow' || request.method === 'POST') await slow
    const headers = new Headers({ 'x-own': '1' })
    for (const cookie of ['a=1', 'b=2']) headers.append('set-cookie', cookie)
    return new Response('door', { status: 403, headers })
  })
  port = await freePort()
  close = await listenOn(port, '127.0.0.1', front)
})
afterAll(() => close())

const ask = (to: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${to}`, {
    ...init,
    headers: { ...(init.method === 'POST' ? { origin: `http://127.0.0.1:${port}` } : {}), ...init.headers },
  })

test('the addresses of the door are answered by the door, all others by Next', async () => {
  asked.length = 0

  const answer = await ask('/s/1.2.x', { headers: { 'content-security-policy': "script-src 'nonce-mine'" } })
  for (const to of ['/s?x=1', '/sign-in', '/s/1/2', '/settings']) await ask(to)
  await ask('/s', { method: 'POST', body: 'intent=press' })
  await ask('/api/marks?since=0')
  await ask('/api/marksmen')

  expect(answer).toMatchObject({ status: 403 })
  expect(answer.headers.get('x-own')).toBe('1')
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(asked.map(({ by, method, to }) => `${by} ${method} ${to}`)).toEqual([
    'door GET /s/1.2.x',
    'door GET /s',
    'next GET /sign-in',
    'next GET /s/1/2',
    'next GET /settings',
    'door POST /s',
    'door GET /api/marks',
    'next GET /api/marksmen',
  ])
  // A client must not be able to pass the header that says that the policy is set.
  expect(asked.map(each => each.policy)).toEqual(asked.map(() => null))
  expect(asked.find(each => each.method === 'POST')?.body).toBe('intent=press')
})

test('a phone that has to wait is told so, and comes back for its own answer, which is made once', async () => {
  let go = () => {}
  slow = new Promise(resume => {
    go = resume
  })
  asked.length = 0

  const waits = await ask('/s/slow', { headers: { cookie: 'locale=zh' } })
  const cookie = waits.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page = await waits.text()
  const still = await ask('/s/slow?waiting', { headers: { cookie } })
  const pressing = await ask('/s', { method: 'POST', body: 'intent=press' })
  const ofPress = pressing.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  go()
  const came = [
    await ask('/s/slow?waiting', { headers: { cookie } }),
    await ask('/s?waiting', { headers: { cookie: ofPress } }),
    // Its answer did not arrive.
    await ask('/s?waiting', { headers: { cookie: ofPress } }),
  ]
  slow = undefined

  expect([waits.status, still.status, pressing.status]).toEqual([202, 202, 202])
  expect(page).toContain('请稍候')
  expect(page).not.toContain('失效')
  // With and without script.
  expect(page).toContain('<noscript><meta http-equiv="refresh" content="4;url=/s/slow?waiting">')
  expect(page).toContain('<main data-again="/s/slow?waiting">')
  const [, nonce] = /'nonce-([^']+)'/.exec(waits.headers.get('content-security-policy') ?? '') ?? []
  expect(page).toContain(`<script nonce="${nonce}">`)
  expect(still.headers.getSetCookie()).toEqual([])
  expect(came.map(answer => answer.status)).toEqual([403, 403, 403])
  expect(asked.map(({ method, to }) => `${method} ${to}`)).toEqual(['GET /s/slow', 'POST /s'])
  // Another phone, or the same one after a restart, is answered anew.
  expect((await ask('/s?waiting', { headers: { cookie } })).status).toBe(403)
  expect(asked.at(-1)).toMatchObject({ method: 'GET', to: '/s' })
})

test('a form of the door is small, and an error does not end the server', async () => {
  const big = await ask('/s', { method: 'POST', body: 'x'.repeat(20_000) })

  expect(big.status).toBe(413)
  expect((await ask('/s/fails')).status).toBe(500)
  expect(await (await ask('/s')).text()).toBe('door')
})

test('a port that somebody else has is refused, also where it is one of our own servers', async () => {
  const other = createServer()
  await new Promise<void>(resume => other.listen(0, '127.0.0.1', resume))
  const taken = (other.address() as AddressInfo).port

  await expect(listenOn(taken, '127.0.0.1', () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await expect(listenOn(port, '127.0.0.1', () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' })

  await new Promise(resume => other.close(resume))
})

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
