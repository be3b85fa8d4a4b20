import { expect, test } from './fixtures'
import { type Answer, type Route, roles, routes } from './routes'
import { samplesOf, sessionCookie } from './samples'
import type { Server } from './server'

for (const route of routes)
  test(`${route.path}${route.what ? ` (${route.what})` : ''} answers each role as the table says`, async ({
    demo,
  }) => {
    const path = pathOf(route, demo)
    test.skip(path === undefined, 'the demo has no such thing')

    const answers: Record<string, Answer | number> = {}
    for (const role of roles) {
      const cookie = role === 'nobody' ? undefined : await sessionCookie(demo.folder, role)
      const response = await fetch(demo.url + path, {
        redirect: 'manual',
        headers: cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {},
      })
      answers[role] = answerOf(response)
    }

    expect(answers).toEqual(route.answers)
  })

function pathOf(route: Route, demo: Server): string | undefined {
  const { things } = samplesOf(demo.folder)
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(found => found[1] ?? '')
  const missing = names.filter(name => things[name] == null)
  if (missing.length > 0) {
    if (route.optional) return undefined
    throw new Error(`The demo has no ${missing.join(', ')}: mend its query in samples.ts`)
  }
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => String(things[name]))
}

function answerOf(response: Response): Answer | number {
  if (response.status === 200) return 'shown'
  if (response.status === 404) return 'notFound'
  if ([400, 401, 403, 405].includes(response.status)) return 'refused'
  const location = response.headers.get('location')
  if (response.status < 300 || response.status > 399 || !location) return response.status
  return new URL(location, response.url).pathname === '/sign-in' ? 'signIn' : 'away'
}
