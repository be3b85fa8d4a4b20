import { Unwritten } from '@/db/write'

export type Unavailable = Unwritten['reason']

/** The reason where `error` is an Unwritten (db/write.ts); null for any other error. */
export function unavailableReason(error: unknown): Unavailable | null {
  return error instanceof Unwritten ? error.reason : null
}
