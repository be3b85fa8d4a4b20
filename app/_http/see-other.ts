import { ownPath } from './own-path'

/** Redirects a form that was sent without script to the page that shows the result (303, RFC 9110, 15.4.4). */
export function seeOther(to: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: ownPath(to), 'cache-control': 'private, no-store' },
  })
}
