import type { NextRequest } from 'next/server'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { calendarResponse } from '@/app/_ui/calendar-response'
import { viewerOrNotFound } from '@/lib/access/session'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { activityFile } from '@/lib/calendar/feeds/file.queries'

/** One activity as a file, for everybody who may see it. It does not follow later changes, and the link says so. */
export async function GET(request: NextRequest, { params }: RouteContext<'/activities/[id]/event.ics'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const { locale } = await saying()
  const id = idOf((await params).id)
  const base = baseFor(request.headers.get('host'), process.env.APP_URL)
  return calendarResponse(`xuefa-${id}`, await orNotFound(activityFile(viewer, id, { base, locale })))
}
