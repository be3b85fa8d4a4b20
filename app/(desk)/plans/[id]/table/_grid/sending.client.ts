'use client'
import type { Operation } from '@/lib/plan/table/sync.rules'
import type { Fault, Saved } from '@/lib/plan/table/table.rules'

export type Body = {
  planId: number
  /** The account for which the page was rendered. */
  by?: number
  idempotencyKey: string
  reason: string
  rehearse?: boolean
  operations: Operation[]
}
type RowFault = Fault & { key: string }
export type Answer =
  | { ok: true; made: Record<string, number>; notes: RowFault[]; rows: Saved[] }
  | {
      ok: false
      reason: 'notSaved'
      faults: RowFault[]
      stale: string[]
      notes: RowFault[]
      rows: Saved[]
    }
  | {
      ok: false
      reason:
        | 'planClosed'
        | 'reasonNeeded'
        | 'forbidden'
        | 'notFound'
        | 'badOrigin'
        | 'notUnderstood'
        | 'signedOut'
    }

const ADDRESS = '/api/plan-items'
const PATIENCE = 20_000

type How = { keepalive?: boolean; isRetry?: boolean }

/** null: unreachable, or a server error; worth a retry. A retry is a timer's, not a person's (lib/access/seen.ts). */
export async function post(
  body: Body,
  { keepalive = false, isRetry = false }: How = {},
): Promise<Answer | null> {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), PATIENCE)
  try {
    const response = await fetch(ADDRESS, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(isRetry ? { 'x-waited': '1' } : {}) },
      body: JSON.stringify(body),
      signal: tooLong.signal,
      cache: 'no-store',
      keepalive,
    })
    return response.status >= 500 ? null : ((await response.json()) as Answer)
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
