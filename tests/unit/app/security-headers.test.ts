import { afterEach, expect, test, vi } from 'vitest'
import { policyWith } from '@/app/_http/security-headers'

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
