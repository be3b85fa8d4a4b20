import { encode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET as stateOfScreen } from '@/app/(hall)/activities/[id]/screen/state/route'
import { POST as countHeads, GET as headsNow } from '@/app/api/heads/route'
import { POST as sendFolder } from '@/app/api/imports/folder/route'
import { GET as changesOfSheet, POST as mark } from '@/app/api/marks/route'
import { POST as changeItems } from '@/app/api/plan-items/route'
import { seenWritten } from '@/lib/access/seen'
import { dropSession, holdSession, requireViewer, sessionIn } from '@/lib/access/session'
import { type HeldSession, liveSession } from '@/lib/access/session.queries'
import { sheetRow } from '@/lib/attendance/attendance.queries'
import { marksAtFront } from '@/server/marks'
import { atTime, closeWorld, hasActivity, openWorld, people, sessionFor, type World } from '../../world'

// What counts as seen, asked as the pages ask it. Nothing of ours is replaced; Next's request is.

const asked = vi.hoisted(() => ({
  headers: new Headers(),
  set: [] as { name: string; value: string; secure?: boolean; path?: string; maxAge?: number }[],
}))
vi.mock('next/headers', () => ({
  headers: async () => asked.headers,
  cookies: async () => ({
    get: (name: string) => {
      const value = new RegExp(`(?:^|; )${name}=([^;]*)`).exec(asked.headers.get('cookie') ?? '')?.[1]
      return value === undefined ? undefined : { value }
    },
    set: (name: string, value: string, more: object) => asked.set.push({ name, value, ...more }),
  }),
}))

const secret = 'of this test alone'
const SIX_MINUTES = '2023-03-10T09:06:00+08:00'
let world: World
let held: HeldSession
let activityId: number

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = secret
  world = await openWorld()
  activityId = await hasActivity(world.viewers.organiser)
})
afterAll(closeWorld)
beforeEach(async () => {
  atTime('2023-03-10T09:00:00+08:00')
  held = await sessionFor(world.viewers.organiser.accountId)
  asked.headers = new Headers({
    host: 'xuefa.example',
    origin: 'http://xuefa.example',
    cookie: `next-auth.session-token=${await encode({ token: held, secret, maxAge: 3600 })}`,
  })
  asked.set = []
})
afterEach(() => vi.unstubAllEnvs())

async function markOf(personId: number): Promise<object> {
  const { version } = await sheetRow(world.viewers.organiser, activityId, personId)
  return { activityId, personId, mark: version % 2 ? 'late' : 'present', version }
}

const context = () => ({ params: Promise.resolve({ id: String(activityId) }) })
const heads = () => ({ activityId, nonce: `n${Math.random()}`, heads: 1 })
const waited = { 'x-waited': '1' }

const requests: [string, () => Promise<unknown>, { seen: boolean; sheet: boolean }][] = [
  ['a page', () => requireViewer(), { seen: true, sheet: false }],
  ['a sheet that is opened', () => page('/activities/1/sheet'), { seen: true, sheet: true }],
  ['a stall that is opened', () => page('/activities/1/stall'), { seen: true, sheet: true }],
  ['the screen of a hall that is opened', () => page('/activities/1/screen'), { seen: true, sheet: true }],
  ['a sheet to print', () => page('/activities/1/sheet/print'), { seen: true, sheet: false }],
  ['a page fetched in advance', () => page('/home', { 'next-router-prefetch': '1' }), no()],
  ['the screen that loads itself again', () => requireViewer({ byTimer: true }), no()],
  ['the poll of a screen', () => stateOfScreen(request(), context()), no()],
  ['the poll of a sheet', () => changesOfSheet(request('GET', `?activityId=${activityId}&since=0`)), no()],
  ['the same at the front', () => marksAtFront(request('GET', `?activityId=${activityId}&since=0`)), no()],
  ['the poll of a stall', () => headsNow(request('GET', `?activityId=${activityId}`)), no()],
  [
    'a mark',
    async () => mark(request('POST', '', await markOf(people.linjing))),
    { seen: true, sheet: true },
  ],
  [
    'a mark at the front',
    async () => marksAtFront(request('POST', '', await markOf(people.linjing))),
    { seen: true, sheet: true },
  ],
  ['a mark that waited', async () => mark(request('POST', '', await markOf(people.linjing), waited)), no()],
  [
    'a mark that waited, at the front',
    async () => marksAtFront(request('POST', '', await markOf(people.linjing), waited)),
    no(),
  ],
  ['a count', () => countHeads(request('POST', '', heads())), { seen: true, sheet: true }],
  ['a count that waited', () => countHeads(request('POST', '', heads(), waited)), no()],
  ['rows of a plan', () => changeItems(request('POST', '', {})), { seen: true, sheet: false }],
  ['rows of a plan that waited', () => changeItems(request('POST', '', {}, waited)), no()],
]

test.each(requests)('%s', async (_, ask, expected) => {
  atTime(SIX_MINUTES)

  const answer = await ask()
  await seenWritten()

  if (answer instanceof Response) expect([200, 400, 422]).toContain(answer.status)
  const found = await liveSession(held)
  expect({
    seen: found?.seenAt === Date.parse(SIX_MINUTES),
    sheet: found?.sheetOpenedAt === Date.parse(SIX_MINUTES),
  }).toEqual(expected)
})

test.each(requests)('after half an hour nothing of this is let in: %s', async (_, ask) => {
  atTime('2023-03-10T09:30:00+08:00')

  const answer = await ask().catch((error: Error) => String((error as { digest?: string }).digest))

  expect(answer instanceof Response ? answer.status : answer).toSatisfy(
    (said: number | string) => said === 401 || said === 404 || String(said).includes('/sign-in'),
  )
})

test('rows of a plan are taken from the account of their page alone', async () => {
  const answer = await changeItems(
    request('POST', '', {
      planId: 1,
      by: world.viewers.administrator.accountId,
      idempotencyKey: 'k',
      operations: [{ do: 'remove', key: 'a', id: 1, version: 1 }],
    }),
  )

  expect([answer.status, await answer.json()]).toEqual([401, { ok: false, reason: 'signedOut' }])
})

test.each([
  ['over HTTPS', 'https://xuefa.example', { name: '__Host-next-auth.session-token', secure: true }],
  ['over plain HTTP', 'http://127.0.0.1:3000', { name: 'next-auth.session-token', secure: false }],
])('%s the cookie is of this host alone, and is taken back as it was set', async (_, url, cookie) => {
  vi.stubEnv('NEXTAUTH_URL', url)

  await holdSession(held)
  await dropSession()

  const [set, , taken] = asked.set
  const everywhere = { path: '/', httpOnly: true, sameSite: 'lax', ...cookie }
  expect(set).toEqual({ ...everywhere, value: expect.stringMatching(/^ey/), maxAge: 7 * 24 * 3600 })
  expect(taken).toEqual({ ...everywhere, value: '', maxAge: 0 })
  expect(await sessionIn(name => (name === set?.name ? set.value : undefined))).toEqual(held)
})

test('a token of before there were rows opens nothing', async () => {
  const old = await encode({ token: { accountId: held.accountId, sessionVersion: 1 }, secret, maxAge: 3600 })

  expect(await sessionIn(() => old)).toBeNull()
})

function no() {
  return { seen: false, sheet: false }
}

/** The page at that address, as the proxy hands it on. */
function page(path: string, more: Record<string, string> = {}) {
  for (const [name, value] of Object.entries({ 'x-path': path, ...more })) asked.headers.set(name, value)
  return requireViewer()
}

function request(method = 'GET', query = '', body?: object, more: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(more)) asked.headers.set(name, value)
  return new Request(`http://xuefa.example/api${query}`, {
    method,
    headers: asked.headers,
    body: body && JSON.stringify(body),
  })
}

test('files of a folder, sent after the session has ended, are named, or the sender is told why', async () => {
  const form = new FormData()
  form.append('year', '2023')
  form.append('file', new File(['x'], '2023年资料.zip'))
  const send = (headers: Record<string, string>) =>
    sendFolder(
      new Request('http://xuefa.example/api/imports/folder', {
        method: 'POST',
        headers: { host: 'xuefa.example', origin: 'http://xuefa.example', ...headers },
        body: form,
      }),
    )
  atTime('2023-03-10T09:30:00+08:00')

  const plain = await send({})
  const byScript = await send({ accept: 'application/json' })

  expect([plain.status, byScript.status, await byScript.json()]).toEqual([
    401,
    401,
    { ok: false, reason: 'signedOut' },
  ])
  expect(await plain.text()).toContain('“2023年资料.zip”没有保留，请重新选择')
})
