import { Unwritten } from '@/db/write'

/**
 * What an address that pages send to by themselves answers where nothing could be written: 507 for a full disk, 503 for
 * a database that another process holds. What was sent waits in its page and goes out again. Anything else is thrown on.
 */
export function unwrittenAnswer(error: unknown): Response {
  if (!(error instanceof Unwritten)) throw error
  const status = statusOfUnwritten(error)
  return Response.json({ ok: false, reason: error.reason }, { status, headers: { 'retry-after': '5' } })
}

export function statusOfUnwritten({ reason }: Pick<Unwritten, 'reason'>): number {
  return reason === 'diskFull' ? 507 : 503
}
