import { z } from 'zod'

/**
 * Reads `nonce` as the idempotency key: pages of earlier releases send it under that name, and a phone may keep such a
 * page open for weeks. No other file of the server knows the name.
 */
export function withIdempotencyKey<S extends z.ZodType>(schema: S) {
  return z.preprocess(sent => {
    if (typeof sent !== 'object' || sent === null || !('nonce' in sent)) return sent
    const { nonce, ...rest } = sent
    return { ...rest, idempotencyKey: nonce }
  }, schema)
}
