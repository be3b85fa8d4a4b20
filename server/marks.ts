import { cookiesIn } from '@/app/_http/cookies'
import { refusalResponse } from '@/app/_http/refusal'
import { securityHeaders } from '@/app/_http/security-headers'
import { takeMarks, tellChanges } from '@/app/api/marks/handler'
import { viewerOfSession } from '@/lib/access/access.queries'
import { isOwnOrigin } from '@/lib/access/origin'
import { isByTimer, sawPerson } from '@/lib/access/seen'
import { sessionIn } from '@/lib/access/session'

/**
 * `npm start` answers marks before Next is asked (server/front.ts); where Next alone serves, route.ts does. A
 * mark is recorded in a few milliseconds; Next's overhead was most of what an organiser waited for.
 */
export async function marksAtFront(request: Request): Promise<Response> {
  const { headers } = request
  const answer = await answered(request)
  // The client is a script and renders nothing of the answer, so it gets no nonce.
  for (const [name, value] of securityHeaders('', headers.get('x-forwarded-proto') === 'https'))
    answer.headers.set(name, value)
  return answer
}

async function answered(request: Request): Promise<Response> {
  const { method, headers, url } = request
  if (method === 'POST' && !isOwnOrigin(headers)) return refusalResponse('badOrigin')
  const jar = cookiesIn(headers.get('cookie') ?? '')
  const held = await sessionIn(name => jar.get(name))
  const found = held && (await viewerOfSession(held))
  const viewer = found?.mustChange ? null : found
  // A mark, not the poll of an open sheet.
  if (viewer && method === 'POST' && !isByTimer(headers)) sawPerson(viewer.session, true)
  if (method === 'POST') return takeMarks(viewer, await request.json().catch(() => null))
  return tellChanges(viewer, Object.fromEntries(new URL(url).searchParams))
}
