import type { NextRequest } from 'next/server'
import { idOf } from '@/app/_forms/or-not-found'
import { calendarResponse } from '@/app/_ui/calendar-response'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { publicFile } from '@/lib/calendar/feeds/file.queries'
import { NotFound } from '@/lib/core/errors'

/** One public event as a file. It does not follow later changes, and the page says so. */
export async function GET(request: NextRequest, { params }: RouteContext<'/public/[id]/event.ics'>) {
  const base = baseFor(request.headers.get('host'), process.env.APP_URL)
  try {
    const { id } = await params
    return calendarResponse(`xuefa-event-${id}`, await publicFile(idOf(id), base))
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
