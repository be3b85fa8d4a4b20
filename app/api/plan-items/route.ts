import { z } from 'zod'
import { refusalOf, refusalResponse } from '@/app/_http/refusal'
import { isOwnOrigin } from '@/lib/access/origin'
import { viewerSeen } from '@/lib/access/session'
import { changeItems } from '@/lib/plan/table/table.commands'
import { changesInput } from '@/lib/plan/table/table.input'

// The account for which the page was rendered.
const sent = changesInput.and(z.object({ by: z.number().int().optional() }))

/**
 * Receives the requests of the table editor of a plan: the edits of one burst, or only their validation. The
 * address is stable, because a queued burst may come from a page loaded long before.
 */
export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return refusalResponse('badOrigin')
  try {
    // Distinguishes signed out from not found: queued rows are kept until their account signs in again.
    const viewer = await viewerSeen()
    if (!viewer || viewer.owes) return refusalResponse('signedOut')
    const parsed = sent.safeParse(await request.json().catch(() => null))
    if (!parsed.success) return refusalResponse('notUnderstood')
    const { by, ...input } = parsed.data
    if (by !== undefined && by !== viewer.accountId) return refusalResponse('signedOut')
    const answer = await changeItems(viewer, input)
    return Response.json(answer, { status: answer.ok ? 200 : 422 })
  } catch (error) {
    return refusalResponse(refusalOf(error))
  }
}
