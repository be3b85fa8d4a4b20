import { type ReadOnly, readOnly } from '@/db/read-only'
import { Unwritten } from '@/db/write'

export type Unavailable = Unwritten['reason']

/** The reason where `error` is an Unwritten (db/write.ts); null for any other error. */
export function unavailableReason(error: unknown): Unavailable | null {
  return error instanceof Unwritten ? error.reason : null
}

/** Why the server only reads and since when, for pages: without the detail, which is not everybody's. */
export type OnlyReads = Omit<ReadOnly, 'detail'>

export function onlyReads(): OnlyReads | null {
  const state = readOnly()
  return state && { reason: state.reason, since: state.since }
}
