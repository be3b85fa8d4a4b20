import { unavailableResponse } from '@/app/_http/unavailable'
import { isOwnOrigin } from '@/lib/access/origin'
import { viewerOrNotFound } from '@/lib/access/session'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { changeItems } from '@/lib/plan/table/table.commands'
import { changesInput } from '@/lib/plan/table/table.input'

/**
 * What the table editor of a plan sends: the changes of one burst, or only the question whether they could be saved.
 * The address is stable, because what waited for the network may come from a page loaded long before.
 */
export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return Response.json({ ok: false, reason: 'badOrigin' }, { status: 403 })
  try {
    const viewer = await viewerOrNotFound()
    const parsed = changesInput.safeParse(await request.json().catch(() => null))
    if (!parsed.success) return Response.json({ ok: false, reason: 'notUnderstood' }, { status: 400 })
    const answer = await changeItems(viewer, parsed.data)
    return Response.json(answer, { status: answer.ok ? 200 : 422 })
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ ok: false, reason: 'notFound' }, { status: 404 })
    if (error instanceof Forbidden) return Response.json({ ok: false, reason: 'forbidden' }, { status: 403 })
    return unavailableResponse(error)
  }
}
