/**
 * Whether a form was sent from our own pages: its Origin equals APP_URL where that is set, else the request's own
 * Host. An absent or `null` Origin is refused; X-Forwarded-* is never read (anyone can send it).
 */
export function isOwnOrigin(headers: Headers, appUrl = process.env.APP_URL): boolean {
  const origin = headers.get('origin')
  if (!origin || origin === 'null' || !URL.canParse(origin)) return false
  if (appUrl) return new URL(origin).origin === new URL(appUrl).origin
  return new URL(origin).host === headers.get('host')
}

/** Whether the page is sent unencrypted between two machines, which the sign-in page warns about. */
export function isPlainAbroad(headers: Headers): boolean {
  if (headers.get('x-forwarded-proto') === 'https') return false
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '')
  return !['127.0.0.1', 'localhost', '[::1]'].includes(host)
}
