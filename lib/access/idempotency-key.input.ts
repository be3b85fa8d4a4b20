import { z } from 'zod'

/**
 * Reads the name that earlier releases gave to the idempotency key: a phone may keep a page of theirs open for weeks,
 * and a browser may keep what it could not send. No other file of the server knows the names.
 */
export function withIdempotencyKey<S extends z.ZodType>(schema: S, formerly: 'nonce' | 'key' = 'nonce') {
  return z.preprocess(sent => {
    if (typeof sent !== 'object' || sent === null || !(formerly in sent)) return sent
    const { [formerly]: idempotencyKey, ...rest } = sent as Record<string, unknown>
    return { ...rest, idempotencyKey }
  }, schema)
}
