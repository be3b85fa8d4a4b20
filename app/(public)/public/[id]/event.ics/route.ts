import type { NextRequest } from 'next/server'
import { NotFound } from '@/lib/errors'
import { publicFile } from '@/lib/feed/queries'
import { baseFor } from '@/lib/feed/rules'

/** One public event as a file; it does not follow later changes, and the page says so. */
export async function GET(request: NextRequest, { params }: RouteContext<'/public/[id]/event.ics'>) {
  const base = baseFor(request.headers.get('host'), process.env.APP_URL)
  try {
    const body = await publicFile(Number((await params).id) || 0, base)
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="xuefa-event.ics"',
        'content-length': String(body.length),
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
