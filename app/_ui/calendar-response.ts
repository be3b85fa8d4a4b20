/** A calendar to save under this name; what it holds may be personal and is kept nowhere on the way. */
export function calendarResponse(name: string, text: string): Response {
  const body = new TextEncoder().encode(text)
  return new Response(body, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="xuefa.ics"; filename*=UTF-8''${encodeURIComponent(name)}.ics`,
      'content-length': String(body.length),
      'cache-control': 'private, no-store',
    },
  })
}
