import { z } from 'zod'
import { unavailableResponse } from '@/app/_http/unavailable'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { currentViewer } from '@/lib/access/session'
import { id } from '@/lib/activity/activity.input'
import { addHeads } from '@/lib/activity/outreach/counter.commands'
import { countInput } from '@/lib/activity/outreach/counter.input'
import { countsOf } from '@/lib/activity/outreach/counter.queries'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'

// Whose page it comes from.
const sent = countInput.and(z.object({ by: z.number().int().optional() }))

/** What was counted at a stall. The address is stable: a count that waited may come from a page loaded long before. */
export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return Response.json({ ok: false, reason: 'badOrigin' }, { status: 403 })
  return answered(async viewer => {
    const parsed = sent.safeParse(await request.json().catch(() => null))
    if (!parsed.success) return Response.json({ ok: false, reason: 'notUnderstood' }, { status: 400 })
    const { by, ...input } = parsed.data
    if (by !== undefined && by !== viewer.accountId) return signedOut()
    const answer = await addHeads(viewer, input)
    return Response.json({ ...answer, at: now() }, { status: answer.ok ? 200 : 422 })
  })
}

/** The counts as they stand, another helper's among them. */
export async function GET(request: Request) {
  return answered(async viewer => {
    const asked = id.safeParse(new URL(request.url).searchParams.get('activityId'))
    if (!asked.success) return Response.json({ ok: false, reason: 'notUnderstood' }, { status: 400 })
    return Response.json({ ok: true, ...(await countsOf(viewer, asked.data)), at: now() })
  })
}

async function answered(work: (viewer: Viewer) => Promise<Response>): Promise<Response> {
  // Told apart from what is not there: what waits goes on waiting until somebody signs in again.
  const viewer = await currentViewer()
  if (!viewer || viewer.mustChange) return signedOut()
  try {
    return await work(viewer)
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ ok: false, reason: 'notFound' }, { status: 404 })
    if (error instanceof Forbidden) return Response.json({ ok: false, reason: 'forbidden' }, { status: 403 })
    return unavailableResponse(error)
  }
}

function signedOut(): Response {
  return Response.json({ ok: false, reason: 'signedOut' }, { status: 401 })
}
