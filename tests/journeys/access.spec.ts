import { expect, test } from './fixtures'
import { type Answer, pathOf, roles, routes } from './routes'
import { samplesOf, sessionCookie } from './samples'

for (const route of routes)
  test(`${route.path}${route.of ? ` (of ${route.of})` : ''} answers each role as the table says`, async ({
    demo,
  }) => {
    const path = pathOf(route, samplesOf(demo.folder).things)
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

function answerOf(response: Response): Answer | number {
  if (response.status === 200) return 'shown'
  if (response.status === 404) return 'notFound'
  if ([400, 401, 403, 405].includes(response.status)) return 'refused'
  const location = response.headers.get('location')
  if (response.status < 300 || response.status > 399 || !location) return response.status
  return new URL(location, response.url).pathname === '/sign-in' ? 'signIn' : 'away'
}
