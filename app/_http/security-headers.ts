/** What every answer carries for the safety of its reader; the nonce lets through what the page itself brings. */
export function securityHeaders(nonce: string, isHttps: boolean): [name: string, value: string][] {
  return [
    ['content-security-policy', policyWith(nonce)],
    ['x-content-type-options', 'nosniff'],
    // same-origin, not no-referrer: with that a plain form carries `Origin: null`.
    ['referrer-policy', 'same-origin'],
    ['x-frame-options', 'DENY'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
    ['cache-control', 'private, no-store'],
    ...(isHttps ? [['strict-transport-security', 'max-age=31536000'] as [string, string]] : []),
  ]
}

/**
 * With `dev` (`npm run dev`, this machine alone) React may evaluate text: it rebuilds the stacks of the server with it.
 * The build replaces NODE_ENV by its value, so no server of a build can be talked into it.
 */
export function policyWith(nonce: string, dev = process.env.NODE_ENV === 'development'): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Without it Chromium asks script-src, where 'self' counts for nothing beside 'strict-dynamic'.
    "worker-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The nonce of a request's policy; empty where it carries none. */
export function nonceIn(policy: string | null): string {
  return /'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? ''
}
