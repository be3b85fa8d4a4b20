import { randomBytes } from 'node:crypto'

/**
 * Idempotency key, new with each rendering: a form that is sent twice is executed once (`once` of
 * lib/access/audit.commands.ts).
 */
export function FormKey() {
  return <input type="hidden" name="idempotencyKey" value={randomBytes(24).toString('hex')} />
}
