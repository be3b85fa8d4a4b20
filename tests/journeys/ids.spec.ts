import { test as base, expect } from '@playwright/test'
import { filled, type Route, routes, type Things } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { anotherClient, behindProxy, communitiesNow, type Server, startServer } from './server'

const test = base.extend<object, { street: Server }>({
  street: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      const server = await startServer({ communities: true, now: communitiesNow, env: behindProxy })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const noIds = [
  'abc',
  '1e999',
  'Infinity',
  '-1',
  '0',
  '007',
  '0x10',
  '1.5',
  '99999999999999999999',
  '%ff',
  '%00',
  '%2e%2e%2f',
  'x'.repeat(2000),
]

test('what is no id in an address is not found, whatever it looks like', async ({ street }) => {
  const { things } = samplesOf(street.folder)
  const asked = [...new Set(routes.flatMap(route => steps(route, things)))]

  const wrong = await askAll(street, asked, response => response.status === 404)

  expect(asked.length).toBeGreaterThan(500)
  expect(wrong).toEqual([])
})

test('what is no id or number in a question breaks no page', async ({ street }) => {
  const { things } = samplesOf(street.folder)
  const own = routes.flatMap(({ path, of }) => (of === 'b' ? [] : (filled(path, 'a', things) ?? [])))
  const named = own.filter(path => path.includes('?')).flatMap(path => questions(path))
  // Each page with every name that any page knows.
  const known = ['unit', 'year', 'page', 'tag', 'revision', 'plan', 'occurrence', 'edit', 'open']
  const added = own
    .filter(path => !/[?.]|^\/api|^\/$/.test(path))
    .flatMap(path =>
      ['1e999', 'abc'].map(value => `${path}?${known.map(name => `${name}=${value}`).join('&')}`),
    )
  const asked = [...new Set([...named, ...added])]

  const wrong = await askAll(street, asked, response => response.status < 500)

  expect(asked.length).toBeGreaterThan(200)
  expect(wrong).toEqual([])
})

const always = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'x-frame-options',
  'permissions-policy',
  'cache-control',
]

test('an address that passes by the proxy carries the headers of all others', async ({ street }) => {
  const passing = [
    '/feeds/%ff.ics',
    '/feeds/nobody.ics',
    '/feeds/a/b',
    '/feeds/public.ics',
    '/sw.js',
    '/favicon.ico',
    '/_next/static/none.js',
    '/_next/image?url=%2Ficon.png&w=64&q=75',
    '/api/imports',
    '/api/evidence',
    '/api/evidence/abc',
    '/%ff',
    '/exams/%ff',
    '/api/health',
    '/sign-in',
  ]

  const missing: string[] = []
  for (const path of passing) {
    const { headers, status } = await fetch(street.url + path, { redirect: 'manual' })
    if (status >= 500) missing.push(`${path} ${status}`)
    for (const name of always) if (!headers.has(name)) missing.push(`${path} ${name}`)
  }

  expect(missing).toEqual([])
})

test('pictures are served as they are, not scaled by whoever asks', async ({ street }) => {
  const { status } = await fetch(`${street.url}/_next/image?url=%2Ficon.svg&w=64&q=75`)

  expect(status).toBe(404)
})

/** The address of a route with each of its dynamic steps replaced by what is no id. */
function steps({ file, path }: Route, things: Things): string[] {
  const folders = file.split('/').filter(step => !/^(app|\(.*\)|page\.tsx|route\.ts)$/.test(step))
  const [own = '', question] = (filled(path, 'a', things) ?? filled(path, 'b', things) ?? '').split('?')
  return folders.flatMap((folder, at) =>
    /^\[\w+\]$/.test(folder)
      ? noIds.map(id => {
          const given = own.split('/')
          given[at + 1] = folder === '[token]' ? `${id}.ics` : id
          return given.join('/') + (question ? `?${question}` : '')
        })
      : [],
  )
}

/** The address with each of its parameters replaced. */
function questions(path: string): string[] {
  const [own = '', question = ''] = path.split('?')
  const parts = question.split('&')
  return parts.flatMap((part, at) =>
    noIds.map(id => `${own}?${parts.with(at, `${part.split('=')[0]}=${id}`).join('&')}`),
  )
}

async function askAll(street: Server, paths: string[], isRight: (response: Response) => boolean) {
  const cookie = await sessionCookie(street.folder, 'topAdministrator')
  const waiting = [...paths]
  const wrong: string[] = []
  const ask = async (path: string) => {
    const response = await fetch(street.url + path, {
      redirect: 'manual',
      headers: { cookie: `${cookie.name}=${cookie.value}`, ...anotherClient() },
    })
    await response.arrayBuffer()
    if (!isRight(response)) wrong.push(`${response.status} ${path.slice(0, 120)}`)
  }
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await ask(next)
    }),
  )
  return wrong.sort()
}
