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
    response: {
      statusCode: number
      flushHeaders(): void
      write(text: string): unknown
      end(text?: string): unknown
    },
  ) => {
    asked.push({ by: 'next', to: request.url ?? '', method: request.method ?? '', body: '', policy: null })
    if (request.url === '/breaks') throw new Error('of the test')
    if (request.url?.startsWith('/gone')) {
      response.statusCode = 404
      // In parts, as Next sends it.
      if (request.url === '/gone/page') {
        response.flushHeaders()
        response.write('<!DOCTYPE html><html id="__next_er')
        response.write('ror__"><head></head><body><script></script></body></html>')
      }
      if (request.url === '/gone/whole') response.write('<html lang="zh-CN"><body>没有</body></html>')
      response.end()
      return
    }
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

test('what is not there or broke can be read without script, with the way home, by who asked for a page', async () => {
  const page = { headers: { accept: 'text/html,*/*;q=0.8' } }

  const gone = await ask('/gone/page', page)
  const [text, english] = [
    await gone.text(),
    await ask('/gone/page', { headers: { ...page.headers, cookie: 'locale=en' } }),
  ]
  const empty = await ask('/gone/file', page)

  expect([gone.status, empty.status]).toEqual([404, 404])
  expect(text).toMatch(
    /<body><noscript><style nonce="[^"]*">.*<h1>没有找到这个页面<\/h1>.*<a class="button" href="\/">回到首页<\/a>.*<\/noscript><script>/s,
  )
  expect(await english.text()).toContain('<h1>This page was not found</h1>')
  expect(await empty.text()).toMatch(/<main><h1>没有找到这个页面<\/h1>.*href="\/"/s)
  expect(empty.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await (await ask('/gone/whole', page)).text()).toBe('<html lang="zh-CN"><body>没有</body></html>')
  expect(await (await ask('/%ff', page)).text()).toContain('没有找到这个页面')
  const broken = await ask('/breaks', page)
  expect([broken.status, await broken.text()]).toEqual([500, expect.stringContaining('<h1>页面出错了</h1>')])
  // A calendar program, or a script.
  expect(await (await ask('/gone/file')).text()).toBe('')
  expect((await ask('/', page)).status).toBe(200)
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
