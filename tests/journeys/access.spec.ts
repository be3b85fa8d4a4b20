import { get } from 'node:http'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { test as base, expect } from '@playwright/test'
import { type Answer, filled, roles, routes } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

const test = base.extend<object, { street: Server }>({
  street: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      const server = await startServer({ communities: true, now: communitiesNow })
      const before = await contentOf(server.folder)
      await use(server)
      // Proof 19: every address was asked by GET as everybody, in this process and another one.
      const after = await contentOf(server.folder)
      await server.stop()
      expect(after, 'a GET changes nothing').toEqual(before)
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

for (const route of routes)
  test(`${route.path}${route.of ? ` (of ${route.of})` : ''} answers each role as the table says`, async ({
    street,
  }) => {
    const path = filled(route.path, route.of ?? 'a', samplesOf(street.folder).things)
    if (!path) throw new Error('make the thing in tests/journeys/communities.ts')

    const answers: Record<string, Answer | number> = {}
    for (const role of roles) {
      const cookie = role === 'nobody' ? undefined : await sessionCookie(street.folder, role)
      const response = await inTurn(street.url + path, {
        redirect: 'manual',
        headers: cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {},
      })
      answers[role] = answerOf(response)
    }

    expect(answers).toEqual(route.answers)
  })

/** Everybody asks from one address: what is made for a request has a measure there, and is asked for again. */
async function inTurn(address: string, asked: RequestInit): Promise<Response> {
  for (;;) {
    const response = await fetch(address, asked)
    if (response.status !== 429) return response
    await new Promise(resume => setTimeout(resume, Number(response.headers.get('retry-after')) * 1000))
  }
}

// `Host` cannot be forged by fetch.
const forged: Record<string, string>[] = [
  { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
  { 'x-middleware-subrequest': Array(5).fill('src/proxy').join(':') },
  { 'x-middleware-subrequest': Array(5).fill('proxy').join(':') },
  { 'x-original-url': '/public', 'x-rewrite-url': '/public' },
  { 'x-invoke-path': '/public', 'x-matched-path': '/public', 'x-nextjs-rewrite': '/public' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
  { host: 'evil.example' },
]

for (const headers of forged)
  test(`fault 33: ${JSON.stringify(headers)} opens nothing and leads nowhere else`, async ({ street }) => {
    for (const to of ['/home', '/people', '/settings/audit']) {
      const { status, location, policy } = await asked(street.url + to, headers)

      expect([to, status, location]).toEqual([to, 307, '/sign-in'])
      expect(policy).toContain("default-src 'self'")
    }
  })

function asked(url: string, headers: Record<string, string>) {
  return new Promise<{ status?: number; location?: string; policy: unknown }>((resolve, reject) => {
    get(url, { headers }, response => {
      response.resume()
      const { location, 'content-security-policy': policy } = response.headers
      resolve({ status: response.statusCode, location, policy })
    }).on('error', reject)
  })
}

/** What a request leaves by design: that its person was there, that a file was taken, that a feed is in use. */
const left = /^(audit(_text|_seal)?|sign_in_failure|sqlite_.*)$/
const leftIn = ['seen_at', 'sheet_opened_at', 'last_used_at']

/** All rows, as text, by table. */
async function contentOf(folder: string): Promise<Record<string, string[]>> {
  const client = createClient({ url: `file:${path.join(folder, 'xuefa.db')}`, timeout: 5000 })
  const tables = await client.execute("select name from sqlite_schema where type = 'table' order by name")
  const content: Record<string, string[]> = {}
  for (const name of tables.rows.map(row => String(row.name)).filter(name => !left.test(name))) {
    const { rows } = await client.execute(`select * from "${name}"`)
    content[name] = rows
      .filter(row => row.name !== 'health')
      .map(row => JSON.stringify({ ...row }, (key, value) => (leftIn.includes(key) ? undefined : value)))
      .sort()
  }
  client.close()
  return content
}

function answerOf(response: Response): Answer | number {
  if (response.status === 200) return 'shown'
  if (response.status === 404) return 'notFound'
  if ([400, 401, 403, 405].includes(response.status)) return 'refused'
  const location = response.headers.get('location')
  if (response.status < 300 || response.status > 399 || !location) return response.status
  return new URL(location, response.url).pathname === '/sign-in' ? 'signIn' : 'away'
}
