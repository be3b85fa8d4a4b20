import { after, type NextRequest } from 'next/server'
import { LENGTH } from '@/app/_http/feed-headers'
import { noteFeedUse } from '@/lib/calendar/feeds/feed.commands'
import { feedAnswer } from '@/lib/calendar/feeds/feed.queries'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'

type Context = { params: Promise<{ token: string }> }

/** A calendar for machines: no cookie, redirect, HTML page or content negotiation in between. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { headers } = request
  const answer = await feedAnswer({
    segment: (await params).token,
    ifNoneMatch: headers.get('if-none-match'),
    ifModifiedSince: headers.get('if-modified-since'),
    base: baseFor(headers.get('host'), process.env.APP_URL),
  })
  // After the response, so that a lock on the database never delays a client.
  const { useOf } = answer
  if (useOf !== null) after(() => noteFeedUse(useOf))
  const body = request.method === 'HEAD' ? null : answer.body
  const { 'content-length': length, ...headersOut } = answer.headers
  return new Response(body, {
    status: answer.status,
    headers: length === undefined ? headersOut : { ...headersOut, [LENGTH]: length },
  })
}

export { GET as HEAD }
