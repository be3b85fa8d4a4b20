import { z } from 'zod'
import { refusalOf, refusalResponse } from '@/app/_http/refusal'
import { isOwnOrigin } from '@/lib/access/origin'
import { isByTimer, sawPerson } from '@/lib/access/seen'
import { currentViewer } from '@/lib/access/session'
import { id } from '@/lib/activity/activity.input'
import { addHeads } from '@/lib/activity/outreach/counter.commands'
import { countInput } from '@/lib/activity/outreach/counter.input'
import { countsOf } from '@/lib/activity/outreach/counter.queries'
import { now } from '@/lib/core/clock'

// The account for which the page was rendered.
const sent = countInput.and(z.object({ by: z.number().int().optional() }))

/** Counts of a stall. The address is stable: a queued count may come from a page loaded long before. */
export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return refusalResponse('badOrigin')
  return answered(async viewer => {
    const parsed = sent.safeParse(await request.json().catch(() => null))
    if (!parsed.success) return refusalResponse('notUnderstood')
    const { by, ...input } = parsed.data
    if (by !== undefined && by !== viewer.accountId) return refusalResponse('signedOut')
    if (!isByTimer(request.headers)) sawPerson(viewer.session, true)
    const answer = await addHeads(viewer, input)
    return Response.json({ ...answer, at: now() }, { status: answer.ok ? 200 : 422 })
  })
}

/** The current counts, including those of other helpers. */
export async function GET(request: Request) {
  return answered(async viewer => {
    const asked = id.safeParse(new URL(request.url).searchParams.get('activityId'))
    if (!asked.success) return refusalResponse('notUnderstood')
    return Response.json({ ok: true, ...(await countsOf(viewer, asked.data)), at: now() })
  })
}

type Viewer = NonNullable<Awaited<ReturnType<typeof currentViewer>>>

async function answered(work: (viewer: Viewer) => Promise<Response>): Promise<Response> {
  // Distinguishes signed out from not found: queued counts are kept until somebody signs in again.
  const viewer = await currentViewer()
  if (!viewer || viewer.owes) return refusalResponse('signedOut')
  try {
    return await work(viewer)
  } catch (error) {
    return refusalResponse(refusalOf(error))
  }
}
