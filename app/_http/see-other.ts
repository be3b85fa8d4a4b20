/** Redirects a form that was sent without script to the page that shows the result (303, RFC 9110, 15.4.4). */
export function seeOther(to: string): Response {
  // Two slashes at the beginning would be another host.
  const location = to.replace(/^[/\\]+/, '/')
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
}
