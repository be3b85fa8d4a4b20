import { randomBytes } from 'node:crypto'

/** Drawn anew with each page: by it a form that was sent twice is known, and done once (`once` of lib/access/audit.commands.ts). */
export function FormKey() {
  return <input type="hidden" name="key" value={randomBytes(24).toString('hex')} />
}
