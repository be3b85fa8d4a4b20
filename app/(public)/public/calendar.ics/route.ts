import type { NextRequest } from 'next/server'
import { calendarResponse } from '@/app/_ui/calendar-response'
import { baseFor } from '@/lib/feed/rules'
import { publicCalendarFile } from '@/lib/feedfile/queries'
import { saying } from '@/lib/i18n/say'

/** The public calendar as a file, of one host and those below it or of all. */
export async function GET(request: NextRequest): Promise<Response> {
  const { t, locale } = await saying()
  const unitId = Number(request.nextUrl.searchParams.get('unit')) || null
  const base = baseFor(request.headers.get('host'), process.env.APP_URL)
  return calendarResponse(t('feed.file.public'), await publicCalendarFile(unitId, { base, locale }))
}
