import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, dayOf } from '@/lib/core/time'
import { frontOf } from '@/server/front'
import { RequestLog } from '@/server/request-log'
import { routeOf } from '@/server/request-route'

let folder = ''
let server: Server | undefined
let log: RequestLog | undefined
const today = dayOf(Date.now())

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'xuefa-logs-')), 'logs')
})
afterEach(async () => {
  await log?.close()
  server?.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

/** Serves with a log in the folder; returns what asks it. */
async function serving(most: ConstructorParameters<typeof RequestLog>[1] = {}) {
  log = new RequestLog(folder, most)
  const front = frontOf(
    Promise.resolve(async (request, response) => {
      response.statusCode = request.url?.startsWith('/people') ? 404 : 200
      response.end('answer')
    }),
    { log },
  )
  server = createServer(front)
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { origin: `http://127.0.0.1:${port}`, ...init.headers },
    }).then(answer => answer.text())
}

const written = () => readFileSync(join(folder, `requests-${today}.log`), 'utf8')
const lines = () =>
  written()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

test('a request is one line: when, route, what became of it, and nothing of whom or what', async () => {
  const ask = await serving()

  await ask('/people/4711?name=CANARY', { headers: { cookie: 'session=CANARY', 'user-agent': 'CANARY' } })
  await ask('/search?q=CANARY')
  await ask('/feeds/CANARYtoken.ics')
  await ask('/CANARY/and/more')
  await ask('/sign-in', { method: 'POST', body: 'password=CANARY' })
  await ask('/home', { method: 'PUT' })
  await ask('/_next/static/chunks/a.js')
  await log?.flush()

  expect(lines().map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
    'GET /people/{id} 404',
    'GET /search 200',
    'GET /feeds/{token} 200',
    'GET other 200',
    'POST /sign-in 200',
    'PUT /home 405',
  ])
  expect(Object.keys(lines()[0])).toEqual(['at', 'method', 'route', 'status', 'ms', 'bytes'])
  expect(lines()[0].bytes).toBeGreaterThan(100)
  expect(Math.abs(Date.parse(lines()[0].at) - Date.now())).toBeLessThan(60_000)
  expect(written()).not.toMatch(/CANARY|4711|127\.0\.0\.1/)
})

test('nobody else may read it', async () => {
  mkdirSync(folder, { mode: 0o755 })
  const ask = await serving()

  await ask('/home')
  await log?.flush()

  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, `requests-${today}.log`)).mode & 0o777).toBe(0o600)
})

test('the file of a day ends at its limit and says so once', async () => {
  const ask = await serving({ ofDay: 1000 })

  for (let i = 0; i < 20; i++) {
    await ask('/home')
    await log?.flush()
  }

  expect(written().length).toBeLessThanOrEqual(1000)
  expect(lines().filter(line => line.note)).toEqual([
    { at: expect.any(String), note: 'the file of this day is full: no more requests are noted today' },
  ])
})

test('the file of a day that is over is packed, also where that was broken off, and nothing is removed', async () => {
  mkdirSync(folder)
  const day = (back: number) => `requests-${addDays(today, -back)}.log`
  const text = '{"at":"","route":"/home"}\n'.repeat(1000)
  writeFileSync(join(folder, day(1)), text)
  writeFileSync(join(folder, day(2)), text)
  writeFileSync(join(folder, `${day(2)}.gz.part`), 'broken off')
  writeFileSync(join(folder, 'requests-mine.log'), '')
  // However old: the purge at night removes, which first asks whether the clock is right.
  writeFileSync(join(folder, `${day(5000)}.gz`), '')

  await serving()
  await log?.close()

  expect(readdirSync(folder).sort()).toEqual(
    [`${day(1)}.gz`, `${day(2)}.gz`, `${day(5000)}.gz`, 'requests-mine.log'].sort(),
  )
  expect(gunzipSync(readFileSync(join(folder, `${day(2)}.gz`))).toString()).toBe(text)
  expect(statSync(join(folder, `${day(1)}.gz`)).mode & 0o777).toBe(0o600)
})

test('where all days together have their most, a new day still has a little room', async () => {
  mkdirSync(folder)
  writeFileSync(join(folder, `requests-${addDays(today, -1)}.log.gz`), Buffer.alloc(3_000_000))
  const line = `${JSON.stringify({ note: 'x'.repeat(103_980) })}\n`
  writeFileSync(join(folder, `requests-${today}.log`), line.repeat(10))
  const ask = await serving({ inAll: 2_000_000 })

  // The day has a mebibyte, most of which is used.
  for (let i = 0; i < 100; i++) await ask('/home')
  await log?.flush()

  expect(lines().at(-1)?.note).toMatch(/full/)
  expect(statSync(join(folder, `requests-${today}.log`)).size).toBeLessThan(1024 * 1024)
})

test('a folder that cannot be written fails no request, and what was lost is told when it can', async () => {
  // A file in the place of the folder: also an administrator cannot write below it.
  writeFileSync(folder, '')
  const ask = await serving()

  const answers = [await ask('/home'), await ask('/home')]
  await log?.flush()
  rmSync(folder)
  await ask('/search')
  await log?.flush()

  expect(answers).toEqual(['answer', 'answer'])
  expect(lines().map(line => line.note ?? line.route)).toEqual([
    '2 requests before this line could not be written',
    '/search',
  ])
})

test('what waits is written when the server stops', async () => {
  const ask = await serving()

  await ask('/home')
  await log?.close()

  expect(lines()).toHaveLength(1)
})

test.each([
  ['/', '/'],
  ['/home/', '/home'],
  ['/activities/new', '/activities/new'],
  ['/activities/7', '/activities/{id}'],
  ['/activities/7/sheet/12', '/activities/{id}/sheet/{person}'],
  ['/activities/7/sheet/export', '/activities/{id}/sheet/export'],
  ['/s/1.2.x', '/s/{code}'],
  ['/activities//sheet', 'other'],
  ['/people/1/2/3', 'other'],
  ['/王小明', 'other'],
])('%s is the route %s', (path, route) => {
  expect(routeOf(path)).toBe(route)
})
