import { inflateRawSync } from 'node:zlib'
import { test as base, expect } from '@playwright/test'
import { canariesIn, mayRead, plantCanaries } from './canaries'
import { filled, type Role, roles, routes, type Things } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { anotherClient, behindProxy, communitiesNow, type Server, startServer } from './server'

type Street = Server & { counts: Record<string, number> }

const test = base.extend<object, { street: Street }>({
  street: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      let counts: Street['counts'] = {}
      const prepare = async (folder: string) => {
        counts = await plantCanaries(folder)
      }
      const server = await startServer({ communities: true, now: communitiesNow, prepare, env: behindProxy })
      await use({ ...server, counts })
      await server.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

// That each table with words has one is asked by tests/house/canaries.test.ts.
test('a canary stands in rows of another unit in every table that has one', async ({ street }) => {
  const empty = Object.entries(street.counts).filter(([, count]) => count === 0)
  expect(empty, 'no row of B holds one').toEqual([])
})

// The top administrator's scope is the whole street.
const askers = roles.filter(role => role !== 'topAdministrator')

for (const role of askers)
  test(`no answer to the ${role} of another community holds a word of its records`, async ({ street }) => {
    const { things } = samplesOf(street.folder)
    const cookie = role === 'nobody' ? undefined : await sessionCookie(street.folder, role)
    const signedIn: Record<string, string> = cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {}
    const leaks: string[] = []
    const kinds = new Set<string>()
    const waiting = addresses(things).flatMap(path =>
      (isFile(path) ? ['file'] : ['page', 'rsc']).map(as => ({ path, as })),
    )
    const asked = waiting.length
    const ask = async ({ path, as }: { path: string; as: string }) => {
      const headers = { ...signedIn, ...anotherClient(), ...(as === 'rsc' ? { rsc: '1' } : {}) }
      const response = await fetch(street.url + path, { headers })
      if (response.status === 429 || response.status >= 500) leaks.push(`${path}: ${response.status}`)
      kinds.add(response.headers.get('content-type')?.split(';')[0] ?? '')
      const found = canariesIn(await textOf(response)).filter(each => !allowed(role, each))
      if (found.length > 0) leaks.push(`${path} as ${as}: ${found.join(' ')}`)
    }
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await ask(next)
      }),
    )

    expect(asked).toBeGreaterThan(300)
    expect([...kinds]).toEqual(expect.arrayContaining(['text/html', 'text/x-component', 'text/calendar']))
    expect(leaks).toEqual([])
  })

function allowed(role: Role, canary: string): boolean {
  return mayRead(role).some(sharing => canary.endsWith(`.${sharing}`))
}

/**
 * Every address of the table of routes with things of A and of B, with one of each where it names several, with
 * the plans of the street in place of the own one, and searched for canaries.
 */
function addresses(things: Things): string[] {
  const ofStreet: Record<string, string> = {
    plan: 'streetPlan',
    item: 'streetItem',
    points: 'streetPoints',
    point: 'streetPoint',
  }
  const found = routes.flatMap(({ path, of }) => {
    const streets = path.replace(/\{(plan|item|points|point)\}/g, (_, name) => `{${ofStreet[name]}}`)
    const own = of === 'b' ? filled(path, 'b', things) : filled(path, 'a', things)
    // An activity of B with people of A on its list, and a public one.
    const shared = ['aheadOther', 'publicEvent'].map(name =>
      filled(path.replace(/\{(activity|ahead|marked)\}/, `{${name}}`), 'b', things),
    )
    return [own, filled(streets, 'a', things), ...shared, ...mixed(path, things)]
  })
  return [...new Set([...found, ...searches(things)])].filter(path => path !== undefined)
}

/** `/activities/{activity}/sheet/{person}` with the activity of A and the person of B, and the reverse. */
function mixed(path: string, things: Things): (string | undefined)[] {
  const names = [...path.matchAll(/\{\w+\}/g)].map(String)
  if (names.length < 2) return []
  const [first = ''] = names
  const rest = (whose: 'a' | 'b') => filled(path.replace(first, '%first%'), whose, things)
  const one = (whose: 'a' | 'b') => filled(first, whose, things) ?? ''
  return [rest('b')?.replace('%first%', one('a')), rest('a')?.replace('%first%', one('b'))]
}

function searches({ b }: Things): string[] {
  return [
    '/search?q=金丝雀',
    '/search?q=和平',
    '/activities?q=金丝雀',
    '/people?q=金丝雀',
    '/outputs?q=金丝雀',
    '/activities/new',
    ...[
      '/activities',
      '/people',
      '/outputs',
      '/outputs/export',
      '/activities/export',
      '/leave',
      '/makeups',
    ].map(path => `${path}?unit=${b.unit}`),
    `/public?unit=${b.unit}`,
    `/public/calendar.ics?unit=${b.unit}`,
    `/rates?unit=${b.unit}&view=person`,
    '/rates?view=person',
  ]
}

function isFile(path: string): boolean {
  return /\.ics|\/(export|document|workbook|example)\b|^\/api\//.test(path)
}

/** The text of an answer and of its headers; of an Office file that of its parts. */
async function textOf(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  const isZip = bytes.subarray(0, 2).toString() === 'PK'
  return `${headers}\n${isZip ? unzipped(bytes) : bytes.toString('utf8')}`
}

/** All parts of a zip archive, by its central directory. */
function unzipped(bytes: Buffer): string {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = bytes.readUInt32LE(end + 16)
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    const packed = bytes.readUInt32LE(at + 20)
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const data = bytes.subarray(from, from + packed)
    const text = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    return text.toString('utf8')
  }).join('\n')
}
