import { type Unavailable, unavailableReason } from '@/lib/core/unavailable'

/**
 * What an address that pages send to by themselves answers where nothing could be written: 507 for a full disk, 503 for
 * a database that another process holds. What was sent waits in its page and goes out again. Anything else is thrown on.
 */
export function unavailableResponse(error: unknown): Response {
  const reason = unavailableReason(error)
  if (reason === null) throw error
  const headers = { 'retry-after': '5' }
  return Response.json({ ok: false, reason }, { status: unavailableStatus(reason), headers })
}

export function unavailableStatus(reason: Unavailable): number {
  return reason === 'diskFull' ? 507 : 503
}
