import { createHash, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// Look-alikes (0 O 1 l I) are left out: these are read from a printed slip.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'

export function hashPassword(password: string): Promise<string> {
  return hash(password)
}

// Checked for names that are not known, so that the answer takes the same time.
let nobody: Promise<string> | undefined

export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password')
  const matches = await verify(passwordHash ?? (await nobody), password)
  return passwordHash !== null && matches
}

/** A random first password for a printed slip: 12 characters, about 69 bits. */
export function firstPassword(): string {
  return Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** One-way name of a person trying to sign in; the failure table holds no names. */
export function nameHash(name: string): string {
  return createHash('sha256').update(name.trim().toLowerCase()).digest('hex')
}
