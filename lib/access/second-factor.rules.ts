import type { Instant } from '@/lib/core/time'

/*
 * 两步验证 by codes of an authenticator app: RFC 6238 (TOTP) over RFC 4226 (HOTP) with the values that every app
 * takes, SHA-1, 30 seconds and six digits. The hashes are in second-factor.crypto.ts.
 */

/** Seconds for which a code is shown. */
export const STEP_SECONDS = 30
const DIGITS = 6
/** Steps before and after the current one whose code passes: clocks of phones and servers differ (RFC 6238, 5.2). */
const STEPS_APART = 1
/** At enrolment codes of this many steps around are recognised, to tell a clock that is wrong from a code that is. */
const STEPS_FAR = 2 * 60

/** For whom the office asks for a second factor. */
export const factorRules = ['off', 'organisers'] as const
export type FactorRule = (typeof factorRules)[number]

/** Milliseconds between the right password and the code. */
export const SECOND_STEP_MAX = 5 * 60_000

/** The right password of an account with a second factor: what the browser keeps, sealed, until the code is given. */
export type HalfSignIn = {
  accountId: number
  /** The name that was typed: its failures and those of the code count together. */
  name: string
  /** Of the password; another one since then ends the step. */
  mark: string
  at: Instant
  /** Whether codes of the app can be checked: not after a restore with another server's secret. */
  isReadable: boolean
}

export function isHalfOver(half: HalfSignIn, now: Instant): boolean {
  return now < half.at || now >= half.at + SECOND_STEP_MAX
}

/** 恢复码: ten of them, 15 characters each, in three groups. */
export const RECOVERY_CODES = 10
export const RECOVERY_LENGTH = 15
export const RECOVERY_GROUP = 5

export function stepAt(at: Instant): number {
  return Math.floor(at / (STEP_SECONDS * 1000))
}

/** The steps whose code passes now: the current one and its neighbours, later than the last one that was used. */
export function stepsNow(now: Instant, lastStep: number | null): number[] {
  return around(stepAt(now), STEPS_APART).filter(step => lastStep === null || step > lastStep)
}

/** The steps for which a code is recognised as right but of another time, the nearest first. */
export function stepsFar(now: Instant): number[] {
  return around(stepAt(now), STEPS_FAR)
}

function around(step: number, apart: number): number[] {
  const others = Array.from({ length: apart }, (_, n) => [step - n - 1, step + n + 1]).flat()
  return [step, ...others].filter(each => each >= 0)
}

/** The minutes between the phone's clock and the server's, at least one. */
export function minutesApart(step: number, now: Instant): number {
  return Math.max(1, Math.round((Math.abs(step - stepAt(now)) * STEP_SECONDS) / 60))
}

/** Dynamic truncation of a hash to digits (RFC 4226, 5.3). */
export function digitsOf(hash: Uint8Array, digits = DIGITS): string {
  const at = (hash[hash.length - 1] ?? 0) & 0xf
  const number = new DataView(hash.buffer, hash.byteOffset + at, 4).getUint32(0) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

export type TypedCode = { kind: 'app' | 'recovery'; text: string }

/** What was typed into the box for codes, in whatever width and case, with whatever spaces and dashes; null: neither. */
export function codeIn(typed: string): TypedCode | null {
  const text = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
  if (text.length === DIGITS && /^\d+$/.test(text)) return { kind: 'app', text }
  if (text.length === RECOVERY_LENGTH && /^[a-z0-9]+$/.test(text)) return { kind: 'recovery', text }
  return null
}

/** RFC 4648, 6, without padding: how a secret is typed into an app, and stands in the QR code. */
export function base32Of(bytes: Uint8Array): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups
    .map(group => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(group.padEnd(5, '0'), 2)))
    .join('')
}

/** What the QR code holds: the key URI that authenticator apps read. */
export function keyUriOf({ issuer, name, secret }: { issuer: string; name: string; secret: Uint8Array }) {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`
  const query = [
    ['secret', base32Of(secret)],
    // Not URLSearchParams: apps show its `+` as it is.
    ['issuer', encodeURIComponent(issuer)],
    ['algorithm', 'SHA1'],
    ['digits', DIGITS],
    ['period', STEP_SECONDS],
  ]
  return `otpauth://totp/${label}?${query.map(([key, value]) => `${key}=${value}`).join('&')}`
}
