import type { IncomingMessage, ServerResponse } from 'node:http'
import { TURNED_AWAY } from '@/app/_forms/turned-away'
import { html } from '@/app/_http/html'
import { plainPage } from '@/app/_http/plain-page'
import { securityHeaders } from '@/app/_http/security-headers'
import type { Locale } from '@/lib/core/glossary'
import { common as en } from '@/lib/core/i18n/messages/common.en'
import { common as zh } from '@/lib/core/i18n/messages/common.zh'
import { speaker } from '@/lib/core/i18n/say'
import { takesFiles } from './limits'

const sayIn = speaker({ zh: { common: zh }, en: { common: en } })

/** Why a request goes no further than the listener, and its status. */
const statuses = {
  notReadable: 400,
  badOrigin: 403,
  notTaken: 405,
  tooSlow: 408,
  lengthRequired: 411,
  tooMuch: 413,
  tooOften: 429,
  tooMany: 503,
} as const
export type TurnedAway = keyof typeof statuses

/**
 * For how long, and up to how many bytes, the rest of a body is read and dropped: closing at once would reset the
 * connection, and the sender would not see the answer.
 */
type Linger = { ms: number; bytes: number }
const ofForm: Linger = { ms: 5000, bytes: 1024 * 1024 }
/** A browser reads no answer before it has sent the whole photo or sheet, over a slow network too. */
const ofFile: Linger = { ms: 60_000, bytes: 48 * 1024 * 1024 }

/**
 * Answers in words without passing the request on, and ends the connection where its body was not read. The language
 * is that of the cookie: the account is not looked up for a request that goes no further.
 */
export function turnAway(
  request: IncomingMessage,
  response: ServerResponse,
  why: TurnedAway,
  waitMs = 5000,
): void {
  if (response.headersSent) return void request.socket.destroy()
  const isFile = takesFiles((request.url ?? '').split('?', 1)[0] ?? '')
  const said = why === 'lengthRequired' ? 'notTaken' : why === 'tooMuch' && isFile ? 'fileTooBig' : why
  const { t, locale } = sayIn(localeOf(request.headers.cookie))
  const text = t(`common.form.${said}`)
  const reason = said === 'fileTooBig' ? 'tooBig' : said
  const { headers, body } = answerFor(request, reason, text, t('common.form.cancel'), locale)
  for (const [name, value] of headers) response.setHeader(name, value)
  if (why === 'notTaken') response.setHeader('allow', 'GET, HEAD, POST')
  if (why === 'tooMany' || why === 'tooOften') response.setHeader('retry-after', Math.ceil(waitMs / 1000))
  if (!request.complete) response.setHeader('connection', 'close')
  response.setHeader('content-length', Buffer.byteLength(body))
  response.statusCode = statuses[why]
  // Complete, or given up in the middle: nothing more of it is read.
  if (request.complete || request.destroyed) {
    response.end(body)
    return
  }
  // Node ends the connection with the answer: the answer is written now and ended once the sender has stopped.
  response.write(body)
  linger(request, response, isFile ? ofFile : ofForm)
}

/** Text for a server action (Next puts it into the message of its error), JSON for other scripts, else a page. */
function answerFor(
  { headers, url = '' }: IncomingMessage,
  reason: string,
  text: string,
  back: string,
  locale: Locale,
) {
  const isHttps = headers['x-forwarded-proto'] === 'https'
  const ofType = (type: string, body: string) => ({
    body,
    headers: [...securityHeaders('', isHttps), ['content-type', type]] as [string, string][],
  })
  if (headers['next-action']) return ofType('text/plain', TURNED_AWAY + text)
  if (
    headers.accept?.includes('application/json') ||
    (url.startsWith('/api/') && !headers.accept?.includes('text/html'))
  )
    return ofType('application/json', JSON.stringify({ ok: false, reason, text }))
  const path = ownPath(headers.referer)
  const way = path ? html`<p><a class="button" href="${{ html: path }}">${back}</a></p>` : null
  const said = html`<div class="said bad" role="alert"><b>${text}</b></div>${way}`
  return plainPage(locale, text, said, isHttps)
}

/** The path of the form's page, for HTML; only a path, because the origin of the request is not checked yet. */
function ownPath(referer = ''): string | null {
  if (!URL.canParse(referer)) return null
  const { pathname, search } = new URL(referer)
  if (!/^\/[\w\-/]*$/.test(pathname) || pathname.startsWith('//')) return null
  // What the form was opened for: `/imports?kind=roster`.
  return /^\?[\w\-=&]*$/.test(search) ? pathname + search.replaceAll('&', '&amp;') : pathname
}

function linger(request: IncomingMessage, response: ServerResponse, { ms, bytes: most }: Linger): void {
  const end = () => request.socket.destroy()
  const timer = setTimeout(end, ms)
  let bytes = 0
  request
    .on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > most) end()
    })
    .on('end', () => response.end())
    .on('error', () => {})
    .on('close', () => clearTimeout(timer))
}

/** The language that a browser chose; that of the account is not looked up. */
export function localeOf(cookie = ''): Locale {
  return /(?:^|;\s*)locale=en(?:;|$)/.test(cookie) ? 'en' : 'zh'
}
