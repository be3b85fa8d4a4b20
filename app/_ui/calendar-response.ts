/** A calendar to save under this name; what it holds may be personal and is kept nowhere on the way. */
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

/** The name in every alphabet, and a plain one for who cannot read it. */
export function namedFile(name: string): Record<string, string> {
  return {
    'content-disposition': `attachment; filename="xuefa.ics"; filename*=UTF-8''${encodeURIComponent(name)}.ics`,
  }
}
