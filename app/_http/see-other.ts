/** The answer to a form that a browser sent by itself: a page, which says what came of it. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
}
