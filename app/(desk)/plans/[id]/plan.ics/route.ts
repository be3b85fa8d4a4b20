import type { NextRequest } from 'next/server'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { calendarResponse } from '@/app/_ui/calendar-response'
import { viewerOrNotFound } from '@/lib/access/session'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { planFile } from '@/lib/calendar/feeds/file.queries'

/** The dated activities of an issued plan, as of today. */
export async function GET(request: NextRequest, { params }: RouteContext<'/plans/[id]/plan.ics'>) {
  const viewer = await orNotFound(viewerOrNotFound())
  const { locale } = await saying()
  const id = idOf((await params).id)
  const base = baseFor(request.headers.get('host'), process.env.APP_URL)
  return calendarResponse(`xuefa-plan-${id}`, await orNotFound(planFile(viewer, id, { base, locale })))
}
