import { type NextRequest, NextResponse } from 'next/server'
import { policyWith, securityHeaders } from '@/app/_http/security-headers'

/** Sets the security headers and the nonce. Access is not decided here, but next to the data. */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const headers = new Headers(request.headers)
  // Next reads the nonce from the CSP header of the request.
  headers.set('content-security-policy', policyWith(nonce))
  // For the frame, which highlights the current destination: a layout does not get the path.
  headers.set('x-path', request.nextUrl.pathname)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of securityHeaders(nonce, request.nextUrl.protocol === 'https:'))
    response.headers.set(name, value)
  return response
}

// Uploads are excluded: where the proxy runs, a body above 10 MB is truncated, yet answered with 200. The
// service worker has its own headers.
export const config = {
  matcher: ['/((?!_next/static|feeds/|api/imports|api/evidence|api/presence|sw.js|favicon).*)'],
}
