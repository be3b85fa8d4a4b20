import { Unwritten } from '@/db/write'

export type Unavailable = Unwritten['reason']

/** Why nothing was written, where `error` says so (db/write.ts); null for any other error. */
export function unavailableReason(error: unknown): Unavailable | null {
  return error instanceof Unwritten ? error.reason : null
}
