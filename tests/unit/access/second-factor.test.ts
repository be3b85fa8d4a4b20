import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  codeOf,
  offeredSecret,
  openSecret,
  recoveryCodes,
  recoveryHash,
  sealSecret,
  stepOf,
} from '@/lib/access/second-factor.crypto'
import {
  base32Of,
  codeIn,
  keyUriOf,
  minutesApart,
  stepAt,
  stepsFar,
  stepsNow,
} from '@/lib/access/second-factor.rules'

const secret = Buffer.from('12345678901234567890')
const STEP = 30_000

beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret for tests')
})

test.each(
  '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'
    .split(' ')
    .map((code, counter) => [counter, code] as const),
)('RFC 4226, appendix D: count %i is %s', (counter, code) => {
  expect(codeOf(secret, counter)).toBe(code)
})

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('RFC 6238, appendix B: at %i seconds it is %s', (seconds, code) => {
  expect(codeOf(secret, stepAt(seconds * 1000), 8)).toBe(code)
})

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648, 10: %j is %j, without padding', (text, written) => {
  expect(base32Of(Buffer.from(text))).toBe(written)
})

describe('a code', () => {
  const secrets = fc.uint8Array({ minLength: 20, maxLength: 20 })
  const instants = fc.integer({ min: 10 * STEP, max: 4e12 })

  test('passes in its own half minute and in the ones beside it, and in no other', () => {
    fc.assert(
      fc.property(secrets, instants, fc.integer({ min: -8, max: 8 }), (key, at, away) => {
        const passes = stepsNow(at + away * STEP, null).includes(stepAt(at))

        expect(passes).toBe(Math.abs(away) <= 1)
        expect(stepOf(key, codeOf(key, stepAt(at)), [stepAt(at)])).toBe(stepAt(at))
      }),
    )
  })

  test('passes once, and none before it passes afterwards', () => {
    fc.assert(
      fc.property(
        secrets,
        instants,
        fc.array(fc.integer({ min: -1, max: 1 }), { maxLength: 12 }),
        (key, at, tries) => {
          const accepted: number[] = []
          for (const [n, away] of tries.entries()) {
            const now = at + n * 10_000
            const code = codeOf(key, stepAt(now) + away)
            const step = stepOf(key, code, stepsNow(now, accepted.at(-1) ?? null))
            if (step !== null) accepted.push(step)
          }

          expect(accepted).toEqual([...new Set(accepted)].sort((a, b) => a - b))
        },
      ),
    )
  })

  test('of another secret does not pass', () => {
    const at = 1111111111_000

    expect(stepOf(Buffer.alloc(20), codeOf(secret, stepAt(at)), stepsNow(at, null))).toBeNull()
    expect(stepOf(secret, '05047', stepsNow(at, null))).toBeNull()
  })

  test('of a clock that is wrong by up to an hour is told by its minutes', () => {
    const at = 1111111111_000
    const phone = at + 12 * 60_000
    const step = stepOf(secret, codeOf(secret, stepAt(phone)), stepsFar(at))

    expect(step).toBe(stepAt(phone))
    expect(minutesApart(step ?? 0, at)).toBe(12)
    expect(stepsFar(at)).toHaveLength(241)
  })
})

test.each<[string, ReturnType<typeof codeIn>]>([
  ['012345', { kind: 'app', text: '012345' }],
  [' 012 345 ', { kind: 'app', text: '012345' }],
  ['０１２３４５', { kind: 'app', text: '012345' }],
  ['acdef-hjkmn-23456', { kind: 'recovery', text: 'acdefhjkmn23456' }],
  ['ACDEF HJKMN 23456', { kind: 'recovery', text: 'acdefhjkmn23456' }],
  ['ａｃｄｅｆ—hjkmn－23456', { kind: 'recovery', text: 'acdefhjkmn23456' }],
  ['12345', null],
  ['1234567', null],
  ['', null],
  ['١٢٣٤٥٦', null],
  ['acdef-hjkmn', null],
])('typed %j', (typed, code) => {
  expect(codeIn(typed)).toEqual(code)
})

test('recovery codes are read from paper as they were written, and their hashes differ by account', () => {
  const codes = recoveryCodes('k'.repeat(48), 7)

  expect(codes).toHaveLength(10)
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^[acdefhjkmnprtuwxy2-9]{5}(-[acdefhjkmnprtuwxy2-9]{5}){2}$/)
    expect(codeIn(code)?.kind).toBe('recovery')
  }
  expect(recoveryCodes('k'.repeat(48), 7)).toEqual(codes)
  expect(recoveryCodes('l'.repeat(48), 7)).not.toEqual(codes)
  expect(recoveryHash('acdefhjkmn23456', 7)).not.toBe(recoveryHash('acdefhjkmn23456', 8))
})

describe('a stored secret', () => {
  test('is opened for its account by the server that stored it', () => {
    const sealed = sealSecret(secret, 7)

    expect(openSecret(sealed, 7)).toEqual(secret)
    expect(sealed).not.toBe(sealSecret(secret, 7))
    expect(openSecret(sealed, 8)).toBeNull()
    vi.stubEnv('NEXTAUTH_SECRET', 'another after a restore')
    expect(openSecret(sealed, 7)).toBeNull()
  })

  test('that is damaged anywhere opens nothing', () => {
    const sealed = Buffer.from(sealSecret(secret, 7), 'base64url')
    for (let at = 0; at < sealed.length; at++) {
      const damaged = Buffer.from(sealed)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      expect(openSecret(damaged.toString('base64url'), 7)).toBeNull()
    }
    expect(openSecret('', 7)).toBeNull()
  })

  test('is another for each session', () => {
    expect(offeredSecret('one')).toHaveLength(20)
    expect(offeredSecret('one')).toEqual(offeredSecret('one'))
    expect(offeredSecret('one')).not.toEqual(offeredSecret('two'))
  })
})

test('the QR code names the product and the staff number, and is read by every app', () => {
  const uri = keyUriOf({ issuer: '学法日历', name: 'MQ 031', secret })
  const read = new URL(uri)

  expect(read.protocol + read.host).toBe('otpauth:totp')
  expect(decodeURIComponent(read.pathname)).toBe('/学法日历:MQ 031')
  expect(Object.fromEntries(read.searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: '学法日历',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
  expect(uri).not.toContain('+')
})
