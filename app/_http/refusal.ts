import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { type Unavailable, unavailableReason } from '@/lib/core/unavailable'

/** What a command says by throwing: each is answered in words, and none is a bug. */
export type Refusal = 'changedMeanwhile' | 'forbidden' | 'notFound' | Unavailable

/** The one place where an error becomes an answer: of a form, of an address, of a key without script. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Conflict) return 'changedMeanwhile'
  if (error instanceof Forbidden) return 'forbidden'
  if (error instanceof NotFound) return 'notFound'
  const reason = unavailableReason(error)
  if (reason === null) throw error
  return reason
}

/**
 * The statuses of addresses that pages send to by themselves. What such a page keeps and sends again is told apart from
 * what it gives up: 401 (nobody, or somebody else, is signed in), 400 (a page of another release), 503 (another process
 * holds the database) and 507 (the disk is full).
 */
export const refusalStatus = {
  notUnderstood: 400,
  outdated: 400,
  signedOut: 401,
  badOrigin: 403,
  forbidden: 403,
  notFound: 404,
  changedMeanwhile: 409,
  tooBig: 413,
  databaseBusy: 503,
  diskFull: 507,
} as const satisfies Record<Refusal, number> & Record<string, number>

export function refusalResponse(
  reason: keyof typeof refusalStatus,
  { headers, ...more }: { headers?: Record<string, string>; current?: unknown } = {},
): Response {
  const status = refusalStatus[reason]
  const later: Record<string, string> = status > 500 ? { 'retry-after': '5' } : {}
  return Response.json({ ok: false, reason, ...more }, { status, headers: { ...later, ...headers } })
}
