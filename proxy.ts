import { type NextRequest, NextResponse } from 'next/server'
import { policyWith, securityHeaders } from '@/app/_http/security-headers'

/** Security headers and the nonce. It decides nothing about access: that stands next to the data. */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's policy.
  headers.set('content-security-policy', policyWith(nonce))
  // The frame marks where one is; a layout is not told the path.
  headers.set('x-path', request.nextUrl.pathname)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of securityHeaders(nonce, request.nextUrl.protocol === 'https:'))
    response.headers.set(name, value)
  return response
}

// Uploads pass by: where the proxy runs, a body above 10 MB is cut and still answered 200. The service worker has
// headers of its own.
export const config = { matcher: ['/((?!_next/static|feeds/|api/imports|api/evidence|sw.js|favicon).*)'] }
