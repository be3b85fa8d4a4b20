import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto'
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

/**
 * A first password for a printed slip: 12 characters, about 69 bits. It is drawn from the key of the request, which is
 * random and kept nowhere, so that the same request sent twice (a double click) gets the same slip and no password
 * need be stored; the secret of the server makes the key alone useless.
 */
export function firstPassword(key: string, personId: number): string {
  const seed = `${process.env.NEXTAUTH_SECRET} ${key} ${personId}`
  const characters: string[] = []
  for (let block = 0; characters.length < 12; block++) {
    for (const byte of createHmac('sha256', seed).update(String(block)).digest()) {
      // Bytes above the last whole multiple are left out: no character is likelier than another.
      if (byte < 256 - (256 % ALPHABET.length)) characters.push(ALPHABET.charAt(byte % ALPHABET.length))
    }
  }
  return characters.slice(0, 12).join('')
}

const shared = globalThis as typeof globalThis & { xuefaFirstRunCode?: string }

const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** The one-time code of the first run, for the console; it lives as long as the process. */
export function makeFirstRunCode(): string {
  const groups = Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join(''),
  )
  shared.xuefaFirstRunCode = groups.join('-')
  return shared.xuefaFirstRunCode
}

export function isFirstRunCode(typed: string): boolean {
  const plain = (code: string) =>
    createHash('sha256')
      .update(
        code
          .normalize('NFKC')
          .toUpperCase()
          .replace(/[^A-Z0-9]/g, ''),
      )
      .digest()
  return (
    timingSafeEqual(plain(typed), plain(shared.xuefaFirstRunCode ?? '')) && Boolean(shared.xuefaFirstRunCode)
  )
}

/** One-way name of a person trying to sign in; the failure table holds no names. */
export function nameHash(name: string): string {
  return createHash('sha256').update(name.trim().toLowerCase()).digest('hex')
}
