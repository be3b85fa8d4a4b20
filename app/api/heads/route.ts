import { z } from 'zod'
import { refusalOf, refusalResponse } from '@/app/_http/refusal'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { currentViewer } from '@/lib/access/session'
import { id } from '@/lib/activity/activity.input'
import { addHeads } from '@/lib/activity/outreach/counter.commands'
import { countInput } from '@/lib/activity/outreach/counter.input'
import { countsOf } from '@/lib/activity/outreach/counter.queries'
import { now } from '@/lib/core/clock'

// Whose page it comes from.
const sent = countInput.and(z.object({ by: z.number().int().optional() }))

/** What was counted at a stall. The address is stable: a count that waited may come from a page loaded long before. */
export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return refusalResponse('badOrigin')
  return answered(async viewer => {
    const parsed = sent.safeParse(await request.json().catch(() => null))
    if (!parsed.success) return refusalResponse('notUnderstood')
    const { by, ...input } = parsed.data
    if (by !== undefined && by !== viewer.accountId) return refusalResponse('signedOut')
    const answer = await addHeads(viewer, input)
    return Response.json({ ...answer, at: now() }, { status: answer.ok ? 200 : 422 })
  })
}

/** The counts as they stand, another helper's among them. */
export async function GET(request: Request) {
  return answered(async viewer => {
    const asked = id.safeParse(new URL(request.url).searchParams.get('activityId'))
    if (!asked.success) return refusalResponse('notUnderstood')
    return Response.json({ ok: true, ...(await countsOf(viewer, asked.data)), at: now() })
  })
}

async function answered(work: (viewer: Viewer) => Promise<Response>): Promise<Response> {
  // Told apart from what is not there: what waits goes on waiting until somebody signs in again.
  const viewer = await currentViewer()
  if (!viewer || viewer.mustChange) return refusalResponse('signedOut')
  try {
    return await work(viewer)
  } catch (error) {
    return refusalResponse(refusalOf(error))
  }
}
