/** A calendar as a download with this file name; it may hold personal data, so no cache may store it. */
export function calendarResponse(name: string, text: string): Response {
  const body = new TextEncoder().encode(text)
  return new Response(body, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      ...namedFile(name),
      'content-length': String(body.length),
      'cache-control': 'private, no-store',
    },
  })
}

/** The name in UTF-8, and an ASCII fallback for clients that cannot read it. */
export function namedFile(name: string): Record<string, string> {
  return {
    'content-disposition': `attachment; filename="xuefa.ics"; filename*=UTF-8''${encodeURIComponent(name)}.ics`,
  }
}
