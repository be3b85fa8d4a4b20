import { refusalOf, refusalResponse } from '@/app/_http/refusal'
import { isOwnOrigin } from '@/lib/access/origin'
import { viewerOrNotFound } from '@/lib/access/session'
import { changeItems } from '@/lib/plan/table/table.commands'
import { changesInput } from '@/lib/plan/table/table.input'

/**
 * Receives the requests of the table editor of a plan: the edits of one burst, or only their validation. The
 * address is stable, because a queued burst may come from a page loaded long before.
 */
export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return refusalResponse('badOrigin')
  try {
    const viewer = await viewerOrNotFound()
    const parsed = changesInput.safeParse(await request.json().catch(() => null))
    if (!parsed.success) return refusalResponse('notUnderstood')
    const answer = await changeItems(viewer, parsed.data)
    return Response.json(answer, { status: answer.ok ? 200 : 422 })
  } catch (error) {
    return refusalResponse(refusalOf(error))
  }
}
