import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// Typed from a printed slip: one case, and of characters that look alike on paper (0 o, 1 l i, 2 z, 5 s, 6 8 b, 9 g q,
// u v) at most one.
const ALPHABET = 'acdefhjkmnprtuwxy23456789'
const LENGTH = 12
const FIRST_PASSWORD = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`)

export function hashPassword(password: string): Promise<string> {
  return hash(password)
}

// Compared for unknown names, so that the answer takes the same time.
let nobody: Promise<string> | undefined

export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password')
  const matches = await verify(passwordHash ?? (await nobody), password)
  return passwordHash !== null && matches
}

/**
 * Whether a password opens the account. A first password does in whatever case, with whatever spaces and dashes it
 * is typed. How often it is compared depends on what was typed alone: the time tells nothing of the account.
 */
export async function signInMatches(
  held: { passwordHash: string; mustChange: boolean } | null | undefined,
  typed: string,
): Promise<boolean> {
  const first = firstPasswordIn(typed)
  const matchesFirst =
    FIRST_PASSWORD.test(first) && (await passwordMatches(held?.mustChange ? held.passwordHash : null, first))
  return matchesFirst || passwordMatches(held?.passwordHash ?? null, typed)
}

/** What is hashed of a first password: without the dashes between its groups. */
export function firstPasswordIn(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
}

/**
 * A first password for a printed slip: 12 characters in three groups, 55 bits. It is derived from the idempotency key,
 * which is random and stored only as a hash, so that a repeated request (a double click) prints the same slip
 * and no password is stored; without the server's secret the key alone is useless.
 */
export function firstPassword(key: string, personId: number): string {
  const seed = `${process.env.NEXTAUTH_SECRET} ${key} ${personId}`
  return inGroups(writtenCharacters(seed, LENGTH), 4)
}

/** Characters for a slip of paper, all of them equally likely, by a seed that nobody knows. */
export function writtenCharacters(seed: string, length: number): string {
  const characters: string[] = []
  for (let block = 0; characters.length < length; block++) {
    for (const byte of createHmac('sha256', seed).update(String(block)).digest()) {
      // Rejection sampling: bytes above the last whole multiple are skipped, so that all characters are equally
      // likely.
      if (byte < 256 - (256 % ALPHABET.length)) characters.push(ALPHABET.charAt(byte % ALPHABET.length))
    }
  }
  return characters.slice(0, length).join('')
}

export function inGroups(characters: string, size: number): string {
  return (characters.match(new RegExp(`.{${size}}`, 'g')) ?? []).join('-')
}

const shared = globalThis as typeof globalThis & { xuefaFirstRunCode?: string }

const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** The one-time code of the first run, printed on the console; valid as long as the process runs. */
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

/** Hash of the name tried at sign-in: the table of failures holds no names. */
export function nameHash(name: string): string {
  return createHash('sha256').update(name.trim().toLowerCase()).digest('hex')
}
