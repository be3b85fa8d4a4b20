import type { NextRequest } from 'next/server'
import { numberIn } from '@/app/_forms/or-not-found'
import { namedFile } from '@/app/_http/attachment'
import { saying } from '@/app/_i18n/say'
import { publicAnswer } from '@/lib/calendar/feeds/feed.queries'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'

/** The public calendar as a file, of one host with its sub-units or of all. */
export async function GET(request: NextRequest): Promise<Response> {
  const { t, locale } = await saying()
  const { headers } = request
  const unit = request.nextUrl.searchParams.get('unit')
  const answer = await publicAnswer({
    unitId: unit ? (numberIn(unit) ?? 0) : null,
    locale,
    ifNoneMatch: headers.get('if-none-match'),
    ifModifiedSince: headers.get('if-modified-since'),
    base: baseFor(headers.get('host'), process.env.APP_URL),
  })
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      ...answer.headers,
      ...(answer.body && {
        'content-disposition': namedFile(t('feed.file.public'), { plain: 'xuefa', extension: 'ics' }),
      }),
    },
  })
}
