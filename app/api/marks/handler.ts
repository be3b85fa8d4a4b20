import { z } from 'zod'
import { refusalOf, refusalResponse } from '@/app/_http/refusal'
import type { Viewer } from '@/lib/access/access.rules'
import { withIdempotencyKey } from '@/lib/access/idempotency-key.input'
import { id } from '@/lib/activity/activity.input'
import { markAttendance, markRest, undoRest } from '@/lib/attendance/attendance.commands'
import { markInput, restInput, undoRestInput } from '@/lib/attendance/attendance.input'
import { sheetChanges, sheetRow } from '@/lib/attendance/attendance.queries'
import { setStanding } from '@/lib/attendance/standing.commands'
import { standingInput } from '@/lib/attendance/standing.input'
import { now } from '@/lib/core/clock'
import { Conflict } from '@/lib/core/errors'

/**
 * Receives the requests of a sheet: one mark, one change of standing, 其余 or its undo. The address is stable,
 * because a queued mark may come from a page loaded long before.
 */
const sent = withIdempotencyKey(
  z
    .union([
      z.object({ rest: z.literal(true) }).and(restInput),
      z.object({ undo: z.literal(true) }).and(undoRestInput),
      standingInput,
      markInput.extend({ mark: z.union([z.null(), markInput.shape.mark]) }),
    ])
    // The account for which the page was rendered.
    .and(z.object({ by: z.number().int().optional() })),
)
const asked = z.object({ activityId: id, since: z.coerce.number().int().min(0) })

export async function takeMarks(viewer: Viewer | null, body: unknown): Promise<Response> {
  return answered(async () => {
    const parsed = sent.safeParse(body)
    if (!viewer) return refusalResponse('signedOut')
    if (!parsed.success) return refusalResponse('outdated')
    const input = parsed.data
    if (input.by !== undefined && input.by !== viewer.accountId) return refusalResponse('signedOut')
    if ('rest' in input) return said(await markRest(viewer, input))
    if ('undo' in input) return said(await undoRest(viewer, input))
    const { activityId, personId } = input
    try {
      const answer =
        'standing' in input ? await setStanding(viewer, input) : await markAttendance(viewer, input)
      if (!answer.ok) return said(answer)
      return Response.json({
        ok: true,
        row: await sheetRow(viewer, activityId, personId),
        made: answer.made,
        at: now(),
      })
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const current = await sheetRow(viewer, activityId, personId)
      return refusalResponse('changedMeanwhile', { current })
    }
  })
}

/** The rows changed since `since`, and the state of the roll. */
export async function tellChanges(viewer: Viewer | null, query: Record<string, string>): Promise<Response> {
  return answered(async () => {
    if (!viewer) return refusalResponse('signedOut')
    const parsed = asked.safeParse(query)
    if (!parsed.success) return refusalResponse('outdated')
    const { activityId, since } = parsed.data
    const { rows, ...changes } = await sheetChanges(viewer, activityId, since)
    const cursor = Math.max(since, ...rows.map(row => Math.max(row.markedAt ?? 0, row.feedChangedAt)))
    return Response.json({ ok: true, rows, cursor, ...changes, at: now() })
  })
}

function said(answer: { ok: boolean }): Response {
  return Response.json(answer, { status: answer.ok ? 200 : 422 })
}

async function answered(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return refusalResponse(refusalOf(error))
  }
}
