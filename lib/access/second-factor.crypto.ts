import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { inGroups, writtenCharacters } from './password.crypto'
import { digitsOf, RECOVERY_CODES, RECOVERY_GROUP, RECOVERY_LENGTH } from './second-factor.rules'

// The hash of RFC 4226, 4 (R6): 160 bits.
const SECRET_BYTES = 20
const IV_BYTES = 12
const TAG_BYTES = 16

/** The code of a step (RFC 4226, 5.3 and RFC 6238, 4.2). */
export function codeOf(secret: Uint8Array, step: number, digits?: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  return digitsOf(createHmac('sha1', secret).update(counter).digest(), digits)
}

/** The first of the steps that has this code. */
export function stepOf(secret: Uint8Array, code: string, steps: number[]): number | null {
  const given = Buffer.from(code)
  return (
    steps.find(step => {
      const right = Buffer.from(codeOf(secret, step))
      return right.length === given.length && timingSafeEqual(right, given)
    }) ?? null
  )
}

/**
 * The secret that a session is offered for its enrolment. Derived, so that a page that is shown again shows the same
 * code without a write, and no page holds more than its own; a session enrols once at most (own-factor.commands.ts).
 */
export function offeredSecret(sessionId: string): Buffer {
  return derived(`second factor offered to ${sessionId}`, SECRET_BYTES)
}

/** For the database: AES-256-GCM, bound to the account, so that a row that is moved to another one opens nothing. */
export function sealSecret(secret: Uint8Array, accountId: number): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(), iv).setAAD(Buffer.from(`account ${accountId}`))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Null where it was sealed under another server's secret (a restored backup), for another account, or is damaged. */
export function openSecret(sealed: string, accountId: number): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length !== IV_BYTES + TAG_BYTES + SECRET_BYTES) return null
  const [iv, tag, rest] = [
    bytes.subarray(0, IV_BYTES),
    bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
    bytes.subarray(IV_BYTES + TAG_BYTES),
  ]
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(), iv)
    .setAAD(Buffer.from(`account ${accountId}`))
    .setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(rest), decipher.final()])
  } catch {
    return null
  }
}

/**
 * 恢复码 to be written down: 15 characters in three groups, 69 bits each. Derived from the form's key as first passwords
 * are, so that a form sent twice shows the same ones.
 */
export function recoveryCodes(key: string, accountId: number): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, n) => {
    const seed = `recovery code ${serverSecret()} ${key} ${accountId} ${n}`
    return inGroups(writtenCharacters(seed, RECOVERY_LENGTH), RECOVERY_GROUP)
  })
}

/**
 * A fast hash: at 69 random bits, guessing one of ten costs 2^65 hashes, a century of a machine that makes 10^10 a
 * second; what argon2 protects is what people think up. Without the server's secret, so that the codes outlive it.
 */
export function recoveryHash(code: string, accountId: number): string {
  return createHash('sha256').update(`recovery code ${accountId} ${code}`).digest('base64url')
}

/** The password that a second step was begun with, as its stored hash; another one ends the step. */
export function passwordMark(passwordHash: string): string {
  return createHash('sha256').update(`second step ${passwordHash}`).digest('base64url')
}

function sealingKey(): Buffer {
  return derived('second factor in the database', 32)
}

function derived(purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', serverSecret(), '', purpose, bytes))
}

function serverSecret(): string {
  return process.env.NEXTAUTH_SECRET ?? ''
}
