import { type NextRequest, NextResponse } from 'next/server'

/** Security headers and the nonce. It decides nothing about access: that stands next to the data. */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's policy.
  headers.set('content-security-policy', policy)
  // The frame marks where one is; a layout is not told the path.
  headers.set('x-path', request.nextUrl.pathname)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  // same-origin, not no-referrer: with that a plain form carries `Origin: null`.
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-frame-options', 'DENY')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  response.headers.set('cache-control', 'private, no-store')
  if (request.nextUrl.protocol === 'https:')
    response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

// Uploads pass by: where the proxy runs, a body above 10 MB is cut and still answered 200.
export const config = { matcher: ['/((?!_next/static|feeds/|api/imports|api/evidence|favicon).*)'] }
