import { isLockedYear } from '@/lib/core/correction'
import { Conflict, Forbidden, NotFound, ReadsOnly } from '@/lib/core/errors'
import { type Unavailable, unavailableReason } from '@/lib/core/unavailable'

/** Errors thrown by commands as an answer: each has a message, and none is a bug. */
export type Refusal = 'changedMeanwhile' | 'lockedYear' | 'forbidden' | 'notFound' | 'signedOut' | Unavailable

/** The one place where an error becomes an answer: for a form, a route handler, or a key pressed without script. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Conflict) return 'changedMeanwhile'
  if (error instanceof Forbidden) return 'forbidden'
  if (error instanceof NotFound) return 'notFound'
  if (isLockedYear(error)) return 'lockedYear'
  // To write, it is no session.
  if (error instanceof ReadsOnly) return 'signedOut'
  const reason = unavailableReason(error)
  if (reason === null) throw error
  return reason
}

/**
 * HTTP statuses of routes to which pages send in the background. A page keeps and retries on 401 (signed out,
 * or signed in as somebody else), 400 (a page of another release), 503 (another process has locked the
 * database, an import is being written, or the server only reads because the database is damaged) and 507 (disk
 * full); on any other refusal it gives up.
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
  lockedYear: 423,
  databaseBusy: 503,
  readOnly: 503,
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
