import { namedFile } from '@/app/_http/attachment'

/** A calendar as a download with this file name; it may hold personal data, so no cache may store it. */
export function calendarResponse(name: string, text: string): Response {
  const body = new TextEncoder().encode(text)
  return new Response(body, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': namedFile(name, { plain: 'xuefa', extension: 'ics' }),
      'content-length': String(body.length),
      'cache-control': 'private, no-store',
    },
  })
}
