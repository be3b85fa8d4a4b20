import { afterEach, expect, test, vi } from 'vitest'
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
