import { z } from 'zod'

/**
 * Pages of earlier releases call the idempotency key `nonce`, and a phone may hold one open for weeks. What waits there
 * keeps its key whichever page sends it, so it is made once. Here alone that name is read.
 */
export function withIdempotencyKey<S extends z.ZodType>(schema: S) {
  return z.preprocess(sent => {
    if (typeof sent !== 'object' || sent === null || !('nonce' in sent)) return sent
    const { nonce, ...rest } = sent
    return { ...rest, idempotencyKey: nonce }
  }, schema)
}
