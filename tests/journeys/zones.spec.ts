import { expect, test } from '@playwright/test'
import { filled } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { behindProxy, communitiesNow, type Server, startServer } from './server'

// Each on a copy of the same database at the same standing time; half past midnight in Shanghai, which is the day
// before elsewhere.
const zones = ['Asia/Shanghai', 'UTC', 'America/New_York']
const now = communitiesNow.replace('T09:00', 'T00:30')

const pages = [
  '/home',
  '/calendar',
  '/activities/{activity}',
  '/activities/{activity}/sheet',
  '/plans/{plan}',
  '/rates',
  '/exams/{exam}',
  '/settings/audit',
  '/public',
]
const files = [
  '/activities/export',
  '/activities/{activity}/sheet/export',
  '/outputs/export',
  '/plans/{plan}/plan.ics',
  '/plans/{plan}/export',
]

test.describe.configure({ timeout: 120_000 })

test('fault 9: pages, calendars and workbooks are the same bytes in whichever zone the server runs', async () => {
  const answers: Record<string, Record<string, string>> = {}
  for (const zone of zones) {
    const server = await startServer({ communities: true, now, env: { ...behindProxy, TZ: zone } })
    answers[zone] = await answersOf(server)
    await server.stop()
  }

  const [first, ...others] = zones.map(zone => answers[zone] ?? {})
  const shown = Object.entries(first ?? {}).map(([address, text]) => `${address} ${text.slice(0, 3)}`)
  expect(shown).toEqual([...pages, ...files].map(address => `${address} 200`))
  for (const other of others) expect(other).toEqual(first)
})

async function answersOf(server: Server): Promise<Record<string, string>> {
  const cookie = await sessionCookie(server.folder, 'topAdministrator')
  const headers = { cookie: `${cookie.name}=${cookie.value}` }
  const found: Record<string, string> = {}
  for (const address of [...pages, ...files]) {
    const to = filled(address, 'a', samplesOf(server.folder).things)
    if (!to) throw new Error(`make what ${address} names in tests/journeys/communities.ts`)
    const response = await fetch(server.url + to, { headers, redirect: 'manual' })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isText = /text|calendar/.test(response.headers.get('content-type') ?? '')
    found[address] =
      `${response.status} ${isText ? plain(bytes.toString(), response, server) : bytes.toString('base64')}`
  }
  return found
}

/** Without what is drawn anew each time: the nonce, keys of forms, ids of kept pages, and the port. */
function plain(text: string, response: Response, server: Server): string {
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
  return (
    (nonce ? text.replaceAll(nonce, 'NONCE') : text)
      .replace(/[0-9a-f]{48}/g, 'KEY')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'PAGE')
      .replaceAll(server.url, 'URL')
      // The script of an island stands in the head, or later, by when the island was ready.
      .replace(/<script src="[^"]*" async=""[^>]*><\/script>/g, '')
      .replace(/<script[^>]*>self\.__next_f\.push\([\s\S]*<\/script>/, inOrder)
  )
}

/**
 * React sends the rows of what its components get as each is ready, numbered in that order and cut anywhere: joined,
 * without numbers, and put in an order.
 */
function inOrder(scripts: string): string {
  const parts = [...scripts.matchAll(/self\.__next_f\.push\((\[[\s\S]*?\])\)<\/script>/g)]
  const sent = parts.map(([, part = '[]']) => String((JSON.parse(part) as unknown[])[1] ?? ''))
  const rows = sent.join('').split('\n')
  return rows
    .map(row => row.replace(/^[0-9a-f]+:/, '').replace(/\$[A-Za-z@]?[0-9a-f]+\b/g, '$#'))
    .sort()
    .join('\n')
}
