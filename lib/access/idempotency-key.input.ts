import { z } from 'zod'

/**
 * What is sent under an idempotency key calls it `nonce`: pages and waiting marks of earlier releases do, and a browser
 * keeps them for weeks. Here alone that name is read; a schema within this one says `idempotencyKey`.
 */
export function withIdempotencyKey<S extends z.ZodType>(schema: S) {
  return z.preprocess(sent => {
    if (typeof sent !== 'object' || sent === null || !('nonce' in sent)) return sent
    const { nonce, ...rest } = sent
    return { ...rest, idempotencyKey: nonce }
  }, schema)
}
