import { subscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { noteClosed } from '@/lib/core/closed-time'
import { type Bounds, bounds } from '@/server/connections'
import { frontOf, listenOn, openFront } from '@/server/front'
import { files } from '../../house/source'

// What anybody may send without being known: everything here is asked without a cookie.

const within = { ...bounds, headMs: 400, stallMs: 300, connections: 12, connectionsOfOne: 8 }
/** What went on to Next or to the door, with what they read of it. */
let worked: { path: string; bytes: number }[] = []
let port = 0
let close: () => Promise<void>
const open: Socket[] = []
/** The connections as the listener has them: it learns later than the sender that one was opened or closed. */
const accepted = new Set<Socket>()
subscribe('net.server.socket', message => {
  const { socket } = message as { socket: Socket }
  accepted.add(socket)
  socket.once('close', () => accepted.delete(socket))
})

beforeAll(async () => {
  const listener = front(within)
  openFront(async request => {
    worked.push({ path: new URL(request.url).pathname, bytes: (await request.arrayBuffer()).byteLength })
    return new Response('door')
  })
  port = 20_000 + (process.pid % 10_000)
  close = await listenOn(port, '127.0.0.1', listener, { within })
})
afterAll(() => close())
beforeEach(() => {
  worked = []
})
afterEach(async () => {
  await closeAll()
})

const front = (within: Bounds) =>
  frontOf(
    Promise.resolve(async (request, response) => {
      if (request.url?.startsWith('/feeds/')) response.statusCode = 404
      let bytes = 0
      for await (const part of request) bytes += part.length
      worked.push({ path: request.url ?? '', bytes })
      response.end('next')
    }),
    { within },
  )

async function closeAll() {
  for (const socket of [...open.splice(0), ...accepted]) socket.destroy()
  await expect.poll(() => accepted.size, { interval: 2 }).toBe(0)
}

/** Opens a connection and sends the text; what comes back, and when it ended, can be read. */
async function sending(text: string, localAddress = '127.0.0.1', to = port) {
  const socket = connect({ port: to, host: '127.0.0.1', localAddress }).on('error', () => {})
  open.push(socket)
  const heard = { text: '', isEnded: false, socket }
  socket.on('data', part => {
    heard.text += part
  })
  socket.on('close', () => {
    heard.isEnded = true
  })
  socket.write(text)
  return heard
}

const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)

function head(method: string, path: string, more: Record<string, string | number> = {}): string {
  const headers = {
    host: `127.0.0.1:${port}`,
    origin: `http://127.0.0.1:${port}`,
    connection: 'close',
    ...more,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}

const paths = files(/^app\/.*\/(page|route)\.tsx?$/).map(
  file =>
    `/${file
      .split('/')
      .slice(1, -1)
      .filter(part => !part.startsWith('('))
      .map(part => part.replace(/^\[.*\]$/, '1'))
      .join('/')}`,
)

test('two hundred megabytes are refused at every address before they are read', async () => {
  const answers: Record<string, string> = {}
  for (const path of [...paths, '/', '/nowhere', '/_next/static/x.js', '/api/health']) {
    const heard = await sending(head('POST', path, { 'content-length': 200_000_000 }))
    await expect.poll(() => heard.text, { interval: 2 }).toContain('\r\n')
    answers[path] = heard.text.slice(0, 12)
    heard.socket.destroy()
  }

  expect(paths.length).toBeGreaterThan(100)
  expect(new Set(Object.values(answers)), JSON.stringify(answers)).toEqual(new Set(['HTTP/1.1 413']))
  expect(worked).toEqual([])
})

test('who sends a file that is too big is answered, however slowly it is sent, and not cut off', async () => {
  const size = 24 * 1024 * 1024
  const heard = await sending(head('POST', '/api/evidence', { 'content-length': size }))
  await expect.poll(() => heard.text, { interval: 2 }).toContain('HTTP/1.1 413')
  let broken: Error | null = null
  heard.socket.on('error', error => {
    broken = error
  })
  const part = Buffer.alloc(1024 * 1024)
  for (let sent = 0; sent < size; sent += part.length) {
    if (!heard.socket.write(part)) await once(heard.socket, 'drain')
    await new Promise(resume => setTimeout(resume, 5))
  }

  await expect.poll(() => heard.socket.readableEnded).toBe(true)
  expect(broken).toBeNull()
  expect(heard.text).toContain('"tooBig"')
})

test.each(['/sign-in', '/api/imports', '/api/plan-items', '/s'])(
  'a body of no announced length is refused at %s',
  async path => {
    const heard = await sending(head('POST', path, { 'transfer-encoding': 'chunked' }))

    await expect.poll(() => heard.text).toMatch(/^HTTP\/1\.1 411 /)
    expect(worked).toEqual([])
  },
)

test.each([
  ['a GET with a body', 'GET', '/home', { 'content-length': 10 }, 413],
  ['a method that no page has', 'PUT', '/home', {}, 405],
  ['another that no page has', 'DELETE', '/api/plan-items', {}, 405],
  [
    'a form from elsewhere',
    'POST',
    '/sign-in',
    { origin: 'https://elsewhere.example', 'content-length': 9 },
    403,
  ],
  ['a form that does not say where it is from', 'POST', '/s', { origin: '', 'content-length': 9 }, 403],
  ['a form from a page without an origin', 'POST', '/home', { origin: 'null', 'content-length': 9 }, 403],
])('%s goes no further', async (_, method, path, headers, status) => {
  const heard = await sending(head(method, path, headers))

  await expect.poll(() => heard.text).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(worked).toEqual([])
})

test.each([
  [
    'multipart/form-data; boundary=b',
    `${Array(2001).fill('--b\r\ncontent-disposition: form-data; name="x"\r\n\r\n\r\n').join('')}--b--\r\n`,
  ],
  ['application/x-www-form-urlencoded', 'x=1&'.repeat(2001)],
])('a form of %s with more fields than any page has is not parsed', async (type, body) => {
  const heard = await sending(
    head('POST', '/sign-in', { 'content-type': type, 'content-length': body.length }) + body,
  )

  await expect.poll(() => heard.text).toMatch(/^HTTP\/1\.1 413 [\s\S]*发送的内容太多/)
  expect(worked).toEqual([])
})

test('a form as large as pages have goes on whole, and so does a file', async () => {
  const fields = 'x=1&'.repeat(1999)
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  await sending(head('POST', '/home', { ...type, 'content-length': fields.length }) + fields)
  await sending(head('POST', '/api/evidence', { 'content-length': 3_000_000 }) + 'x'.repeat(3_000_000))

  await expect
    .poll(() => worked)
    .toEqual([
      { path: '/home', bytes: fields.length },
      { path: '/api/evidence', bytes: 3_000_000 },
    ])
})

test('the words are in the language that the browser was set to', async () => {
  const heard = await sending(
    head('POST', '/sign-in', { 'content-length': 2_000_000, cookie: 'a=1; locale=en' }),
  )

  await expect.poll(() => heard.text).toContain('More was sent than a form may hold')
})

test('a script of a page gets the reason', async () => {
  const action = await sending(head('POST', '/home', { 'content-length': 2_000_000, 'next-action': 'x' }))
  const plain = await sending(head('POST', '/api/plan-items', { 'content-length': 9_000_000 }))

  await expect
    .poll(() => action.text.split('\r\n\r\n')[1])
    .toBe('refused: 发送的内容太多，没有保存。请分几次填写，或把文字缩短。')
  await expect
    .poll(() => JSON.parse(plain.text.split('\r\n\r\n')[1] ?? '{}'))
    .toMatchObject({ reason: 'tooMuch' })
})

test('feeds that are not there and exports have a measure, and other pages go on', async () => {
  const statuses = { feeds: [] as number[], exports: [] as number[] }
  for (let n = 0; n < 125; n++) statuses.feeds.push((await ask(`/feeds/${n}.ics`)).status)
  for (let n = 0; n < 125; n++) statuses.exports.push((await ask('/rates/export')).status)
  const refused = await ask('/rates/export')

  expect(statuses.feeds).toEqual([...Array(120).fill(404), ...Array(5).fill(429)])
  expect(statuses.exports).toEqual([...Array(120).fill(200), ...Array(5).fill(429)])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.text()).toContain('操作太频繁')
  expect((await ask('/home')).status).toBe(200)
})

test('a file that is too big is answered when the browser has sent it, with the way back', async () => {
  const bytes = 24_000_000
  const heard = await sending(
    head('POST', '/api/imports', {
      'content-length': bytes,
      accept: 'text/html',
      referer: `http://127.0.0.1:${port}/imports?kind=roster`,
    }) + 'x'.repeat(bytes),
  )

  await expect
    .poll(() => heard.text)
    .toMatch(/^HTTP\/1\.1 413 [\s\S]*文件太大[\s\S]*href="\/imports\?kind=roster"/)
  await expect.poll(() => heard.socket.bytesWritten).toBeGreaterThan(bytes)
  expect(worked).toEqual([])
})

test.each([
  ['boundary=a; boundary=b'],
  ['boundary=a; x="; boundary=b"'],
  ['boundary="a\\b"'],
  ['x=1; boundary=a'],
  [''],
])('a form whose type can be read in two ways (%s) is refused', async given => {
  const type = `multipart/form-data; ${given}`
  const heard = await sending(`${head('POST', '/sign-in', { 'content-type': type, 'content-length': 2 })}xx`)

  await expect.poll(() => heard.text).toMatch(/^HTTP\/1\.1 400 /)
  expect(worked).toEqual([])
})

test.each(['/x/../feeds/abc', '/./feeds/abc', '/%2e%2e/feeds/abc', '/x\\..\\s', '*'])(
  'an address that is not what it seems (%s) is not there',
  async path => {
    const heard = await sending(head('GET', path))

    await expect.poll(() => heard.text).toMatch(/^HTTP\/1\.1 404 /)
    expect(worked).toEqual([])
  },
)

test('an empty form goes on, and is answered', async () => {
  const heard = await sending(head('POST', '/home', { 'content-length': 0 }))

  await expect.poll(() => heard.text).toMatch(/^HTTP\/1\.1 200 [\s\S]*next/)
  expect(worked).toEqual([{ path: '/home', bytes: 0 }])
})

test('one address that has sent much and finished nothing is told to wait, and others and small forms go on', async () => {
  const mib = 1_048_576
  const part = 'x'.repeat(mib - 1)
  // A listener that does not cut off the first seven before the last one is there.
  const waits = { ...within, stallMs: 60_000, connections: 50, connectionsOfOne: 40 }
  const patient = port + 1
  const closePatient = await listenOn(patient, '127.0.0.1', front(waits), { within: waits })
  const own: Awaited<ReturnType<typeof sending>>[] = []
  for (let n = 0; n < 7; n++)
    own.push(await sending(head('POST', '/home', { 'content-length': mib }) + part, '127.0.0.1', patient))
  // The rest of this one arrives when the first seven hold their share.
  await expect.poll(() => [...accepted].filter(each => each.bytesRead > mib - 1)).toHaveLength(own.length)
  const table = { 'content-length': 2 * mib }
  const tooMany = await sending(
    head('POST', '/api/plan-items', table) + 'x'.repeat(2 * mib - 1),
    '127.0.0.1',
    patient,
  )

  await expect.poll(() => tooMany.text).toMatch(/^HTTP\/1\.1 503 [\s\S]*"reason":"tooMany"/)
  await expect.poll(() => tooMany.isEnded).toBe(true)
  const form = (path: string) => `${head('POST', path, { 'content-length': 3 })}a=1`
  const small = await sending(form('/sign-in'), '127.0.0.1', patient)
  const other = await sending(form('/home'), '127.0.0.3', patient)
  await expect.poll(() => [small.text, other.text].map(text => text.slice(9, 12))).toEqual(['200', '200'])
  await closeAll()
  await closePatient()
})

test('what somebody announces and does not send takes no room of others', async () => {
  for (let n = 0; n < 7; n++) await sending(head('POST', '/public', { 'content-length': 1_048_576 }))
  const others = await sending(`${head('POST', '/home', { 'content-length': 4 })}a=1&`, '127.0.0.3')

  await expect.poll(() => others.text).toMatch(/^HTTP\/1\.1 200 /)
})

test('a head that does not end is cut off', async () => {
  const silent = await sending('')
  const dribbling = await sending('GET / HTTP/1.1\r\n')
  const more = setInterval(() => dribbling.socket.write('x: 1\r\n'), 50)

  await expect.poll(() => [silent.isEnded, dribbling.isEnded]).toEqual([true, true])
  clearInterval(more)
  expect(worked).toEqual([])
})

test('a body that waits while the server is held up is not cut off', async () => {
  const body = 'x'.repeat(40_000)
  const waiting = await sending(head('POST', '/home', { 'content-length': body.length + 1 }))
  await expect.poll(() => [...accepted].map(each => each.bytesRead > 0)).toEqual([true])
  // In this phase of the event loop, so that timers come before what waits in the sockets.
  await new Promise(resume => setImmediate(resume))
  waiting.socket.write(body)
  const until = Date.now() + 2 * within.stallMs
  while (Date.now() < until);
  await sleep(50)

  waiting.socket.write('x')

  await expect.poll(() => waiting.text).toMatch(/^HTTP\/1\.1 200 /)
})

test('a head that waits while the server is held up is not cut off', async () => {
  const waiting = await sending('GET /home HTTP/1.1\r\n')
  noteClosed([Date.now(), Date.now() + 60_000])
  await sleep(1000)
  waiting.socket.write('host: x\r\nconnection: close\r\n\r\n')

  await expect.poll(() => waiting.isEnded).toBe(true)
  delete (globalThis as { xuefaClosed?: unknown }).xuefaClosed
  expect(waiting.text).toMatch(/^HTTP\/1\.1 200 /)
})

test.each(['/home', '/api/evidence', '/s'])(
  'a body that dribbles into %s is cut off and told so',
  async path => {
    const heard = await sending(head('POST', path, { 'content-length': 5000 }))
    const more = setInterval(() => heard.socket.write('x'), 50)

    await expect.poll(() => heard.isEnded).toBe(true)
    clearInterval(more)
    expect(heard.text).toMatch(/^HTTP\/1\.1 408 /)
  },
)

test('one address may hold eight connections here, and others still get theirs', async () => {
  for (let n = 0; n < 8; n++) await sending('GET / HTTP/1.1\r\n')
  await expect.poll(() => accepted.size, { interval: 2 }).toBe(8)

  const ninth = await sending(head('GET', '/home'))
  const other = await sending(head('GET', '/home'), '127.0.0.2')

  await expect.poll(() => [ninth.isEnded, other.isEnded]).toEqual([true, true])
  expect(ninth.text).toBe('')
  expect(other.text).toMatch(/^HTTP\/1\.1 200 /)
})

test('fault 35: while slow clients hold all they may, everybody else is answered', async () => {
  const slow = await Promise.all(
    Array.from({ length: 8 }, () =>
      sending(head('POST', '/home', { 'content-length': 1_000_000 }), '127.0.0.2'),
    ),
  )
  // As much as is asked for in each span, and no more: none of them is cut off.
  const dribble = setInterval(() => {
    for (const each of slow) each.socket.write('x'.repeat(within.stallBytes))
  }, within.stallMs / 3)
  await expect.poll(() => accepted.size, { interval: 2 }).toBe(8)

  const statuses: number[] = []
  for (let n = 0; n < 60; n++) {
    const response = await fetch(`http://127.0.0.1:${port}/home`, { headers: { connection: 'close' } })
    statuses.push(response.status)
    await response.text()
  }

  clearInterval(dribble)
  expect(statuses).toEqual(Array(60).fill(200))
  expect(slow.map(each => each.isEnded)).toEqual(Array(8).fill(false))
})

test('two addresses that hold all they can leave room for a third', async () => {
  for (const address of ['127.0.0.1', '127.0.0.2'])
    for (let n = 0; n < 8; n++) await sending('GET / HTTP/1.1\r\n', address)
  await expect.poll(() => accepted.size, { interval: 2 }).toBe(10)

  const third = await sending(head('GET', '/home'), '127.0.0.3')

  await expect.poll(() => third.text).toMatch(/^HTTP\/1\.1 200 /)
})

test('who asks before sending is answered before sending', async () => {
  const asks = { expect: '100-continue' }
  const refused = await sending(head('POST', '/home', { ...asks, 'content-length': 200_000_000 }))
  const elsewhere = await sending(
    head('POST', '/home', { ...asks, 'content-length': 3, origin: 'http://x.example' }),
  )
  const taken = await sending(head('POST', '/sign-in', { ...asks, 'content-length': 3 }))
  await expect.poll(() => taken.text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n/)
  taken.socket.write('a=1')

  await expect.poll(() => taken.text).toMatch(/Continue\r\n\r\nHTTP\/1\.1 200 /)
  await expect
    .poll(() => [refused.text, elsewhere.text].map(text => text.slice(9, 12)))
    .toEqual(['413', '403'])
  expect(worked).toEqual([{ path: '/sign-in', bytes: 3 }])
})

test('all addresses together may hold twelve connections here, and places become free again', async () => {
  for (let n = 0; n < 12; n++) await sending('GET / HTTP/1.1\r\n', `127.0.0.${20 + n}`)
  await expect.poll(() => accepted.size, { interval: 2 }).toBe(12)

  const last = await sending(head('GET', '/home'), '127.0.0.9')

  await expect.poll(() => last.isEnded).toBe(true)
  expect(last.text).toBe('')
  await closeAll()
  const later = await sending(head('GET', '/home'), '127.0.0.9')
  await expect.poll(() => later.text).toMatch(/^HTTP\/1\.1 200 /)
})
