import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { ownPath } from '@/app/_http/own-path'
import { policyWith, securityHeaders } from '@/app/_http/security-headers'
import { seeOther } from '@/app/_http/see-other'

afterEach(() => vi.unstubAllEnvs())

test.each(['production', 'test', ''])('nothing is evaluated where NODE_ENV is "%s"', env => {
  vi.stubEnv('NODE_ENV', env as 'production')

  expect(policyWith('n')).toBe(
    "default-src 'self'; script-src 'self' 'nonce-n' 'strict-dynamic'; style-src 'self' 'nonce-n'; worker-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  )
})

test('under npm run dev text may be evaluated, and nothing else is let in', () => {
  const strict = policyWith('n')
  vi.stubEnv('NODE_ENV', 'development')

  expect(policyWith('n')).toBe(strict.replace("'strict-dynamic'", "'strict-dynamic' 'unsafe-eval'"))
})

test('over HTTPS a browser stays there for a year, guesses no type and shows no page in a frame', () => {
  const headers = Object.fromEntries(securityHeaders('n', true))

  expect(headers).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cache-control': 'private, no-store',
  })
  expect(Object.fromEntries(securityHeaders('n', false))).not.toHaveProperty('strict-transport-security')
})

test.each([
  ['/home?a=1', '/home?a=1'],
  ['//evil.example/x', '/evil.example/x'],
  ['/\\evil.example', '/evil.example'],
  ['\\/evil.example', '/evil.example'],
])('a form without script that leads to %s leads to %s', (to, location) => {
  expect(seeOther(to).headers.get('location')).toBe(location)
})

test('whatever is typed into the target of a redirect, it is a path of ours that a header can carry', () => {
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '//',
    '..',
    '.',
    '@',
    ':',
    'http:',
    '\r\n',
    '\t',
    '\0',
    '?',
    '#',
    '业',
  )
  const targets = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))).map(parts => parts.join(''))
  fc.assert(
    fc.property(targets, target => {
      const path = ownPath(target)
      const { origin } = new URL(path, 'https://xuefa.example/x')
      return /^\/(?!\/)[!-~]*$/.test(path) && origin === 'https://xuefa.example' && ownPath(path) === path
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['/imports/3?list=new&at=2#now', '/imports/3?list=new&at=2#now'],
  ['/imports/3?list=new\r\nSet-Cookie: a=b#now', '/imports/3?list=newSet-Cookie:%20a=b#now'],
  ['/..//evil.example', '/evil.example'],
  ['/activities/3/sheet?said=rest&at=1#p4', '/activities/3/sheet?said=rest&at=1#p4'],
])('a redirect to %j leads to %s', (target, path) => {
  expect(ownPath(target)).toBe(path)
})
