/** Security headers of every response; the nonce allows the page's own scripts and styles. */
export function securityHeaders(nonce: string, isHttps: boolean): [name: string, value: string][] {
  return [
    ['content-security-policy', policyWith(nonce)],
    ['x-content-type-options', 'nosniff'],
    // same-origin, not no-referrer: with no-referrer a plain form sends `Origin: null`.
    ['referrer-policy', 'same-origin'],
    ['x-frame-options', 'DENY'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
    ['cache-control', 'private, no-store'],
    ...(isHttps ? [['strict-transport-security', 'max-age=31536000'] as [string, string]] : []),
  ]
}

/**
 * With `dev` (`npm run dev`, this machine only) eval is allowed, because React rebuilds the server's stack
 * traces with it. The build inlines NODE_ENV, so that a built server cannot be switched to it.
 */
export function policyWith(nonce: string, dev = process.env.NODE_ENV === 'development'): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Without it Chromium falls back to script-src, where 'strict-dynamic' disables 'self'.
    "worker-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The nonce in a request's CSP; empty if there is none. */
export function nonceIn(policy: string | null): string {
  return /'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? ''
}
