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
    for (const [at, role] of roles.entries()) {
      const cookie = role === 'nobody' ? undefined : await sessionCookie(street.folder, role)
      const headers: Record<string, string> = cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {}
      // Each from an address of its own: what is made for a request has a measure there.
      const response = await asked(street.url + path, headers, `127.0.0.${2 + at}`)
      answers[role] = answerOf(response)
    }

    expect(answers).toEqual(route.answers)
  })

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

type Asked = { status: number; location?: string; policy: unknown }

function asked(url: string, headers: Record<string, string>, localAddress?: string) {
  return new Promise<Asked>((resolve, reject) => {
    get(url, { headers, localAddress }, response => {
      const { location, 'content-security-policy': policy } = response.headers
      response.on('end', () => resolve({ status: response.statusCode ?? 0, location, policy }))
      response.on('error', reject).resume()
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

function answerOf({ status, location }: Asked): Answer | number {
  if (status === 200) return 'shown'
  if (status === 404) return 'notFound'
  if ([400, 401, 403, 405].includes(status)) return 'refused'
  if (status < 300 || status > 399 || !location) return status
  return new URL(location, 'http://127.0.0.1').pathname === '/sign-in' ? 'signIn' : 'away'
}
