import type { NextRequest } from 'next/server'
import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { calendarResponse } from '@/app/_ui/calendar-response'
import { viewerOrNotFound } from '@/lib/access/session'
import { monthIn } from '@/lib/calendar/calendar.rules'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { monthFile } from '@/lib/calendar/feeds/file.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'

/** 导入本月日程: for calendar programs that cannot subscribe. */
export async function GET(request: NextRequest): Promise<Response> {
  const viewer = await orNotFound(viewerOrNotFound())
  const { t, locale } = await saying()
  const month = monthIn(request.nextUrl.searchParams.get('month'), dayOf(now()))
  const base = baseFor(request.headers.get('host'), process.env.APP_URL)
  const text = await orNotFound(monthFile(viewer, month, { base, locale }))
  return calendarResponse(t('feed.file.month', { month }), text)
}
