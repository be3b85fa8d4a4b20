import { test as base, expect } from '@playwright/test'
import { type Answer, filled, roles, routes } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

const test = base.extend<object, { street: Server }>({
  street: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      const server = await startServer({ communities: true, now: communitiesNow })
      await use(server)
      await server.stop()
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
      const response = await fetch(street.url + path, {
        redirect: 'manual',
        headers: cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {},
      })
      answers[role] = answerOf(response)
    }

    expect(answers).toEqual(route.answers)
  })

function answerOf(response: Response): Answer | number {
  if (response.status === 200) return 'shown'
  if (response.status === 404) return 'notFound'
  if ([400, 401, 403, 405].includes(response.status)) return 'refused'
  const location = response.headers.get('location')
  if (response.status < 300 || response.status > 399 || !location) return response.status
  return new URL(location, response.url).pathname === '/sign-in' ? 'signIn' : 'away'
}
