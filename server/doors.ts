import { atDoor } from '@/app/(entry)/s/_parts/door'
import { healthAtFront } from './health'
import { marksAtFront } from './marks'

/** Answers the addresses that server/front.ts does not pass to Next. `arrivedAt`: when the request came in. */
export function atFront(request: Request, arrivedAt: number): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/api/health') return healthAtFront(request)
  return pathname === '/api/marks' ? marksAtFront(request) : atDoor(request, arrivedAt)
}
