import { createHash, randomBytes } from 'node:crypto'

/** The texts of an entry of the log, beside it in `audit_text`; the entry itself keeps their digests. */
export const textFields = ['actor', 'reason', 'before', 'after'] as const
export type TextField = (typeof textFields)[number]

/** 128 bits: without the salt a digest does not tell a name, even where all names are known. */
const SALT_BYTES = 16

export function saltedText(text: string): { salt: Buffer; digest: Buffer } {
  const salt = randomBytes(SALT_BYTES)
  return { salt, digest: digestOfText(salt, text) }
}

/** SHA-256 over the salt and the text. */
export function digestOfText(salt: Buffer, text: string): Buffer {
  return createHash('sha256').update(salt).update(text).digest()
}
