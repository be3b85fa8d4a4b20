import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Html, html } from '@/app/_http/html'
import { look } from '@/app/_http/look'
import { plainPage } from '@/app/_http/plain-page'
import type { Locale } from '@/lib/core/glossary'
import { common as en } from '@/lib/core/i18n/messages/common.en'
import { common as zh } from '@/lib/core/i18n/messages/common.zh'
import { speaker } from '@/lib/core/i18n/say'

const sayIn = speaker({ zh: { common: zh }, en: { common: en } })

/** How Next begins the page of an error: its body is empty and filled by its script. */
const EMPTY = '<html id="__next_error__">'

type Done = () => void
type Write = (chunk: Uint8Array | string, ...rest: unknown[]) => boolean
type End = (chunk?: unknown, ...rest: unknown[]) => ServerResponse

/**
 * A page that is not there, or that broke, says so without script too: in the body that Next leaves empty, for browsers
 * that run none, and instead of an answer without a body.
 */
export function readableWithoutScript(
  request: IncomingMessage,
  response: ServerResponse,
  locale: Locale,
): void {
  if (request.method !== 'GET' || !request.headers.accept?.includes('text/html')) return
  const write = response.write.bind(response) as Write
  const end = response.end.bind(response) as End
  const flushHeaders = response.flushHeaders.bind(response)
  const held: Buffer[] = []
  const isHeld = () => !response.headersSent && (response.statusCode === 404 || response.statusCode >= 500)

  // Next sends the headers before the first part of the body.
  response.flushHeaders = () => {
    if (!isHeld()) flushHeaders()
  }
  response.write = ((chunk, ...rest) => {
    if (!isHeld()) return write(chunk, ...rest)
    held.push(Buffer.from(chunk as Uint8Array))
    rest.find((each): each is Done => typeof each === 'function')?.()
    return true
  }) as Write as typeof response.write
  response.end = ((chunk, ...rest) => {
    if (!isHeld()) return end(chunk, ...rest)
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) held.push(Buffer.from(chunk as Uint8Array))
    const body = Buffer.concat(held).toString()
    const done = [chunk, ...rest].find((each): each is Done => typeof each === 'function')
    return body === ''
      ? end(wholePage(request, response, locale), done)
      : end(filled(body, response, locale), done)
  }) as End as typeof response.end
}

function wholePage(request: IncomingMessage, response: ServerResponse, locale: Locale): string {
  const { title, main } = said(response.statusCode, locale)
  const { body, headers } = plainPage(locale, title, main, request.headers['x-forwarded-proto'] === 'https')
  for (const [name, value] of headers) response.setHeader(name, value)
  response.removeHeader('content-length')
  return body
}

function filled(body: string, response: ServerResponse, locale: Locale): string {
  if (!body.includes(EMPTY)) return body
  const [, nonce = ''] = /'nonce-([^']+)'/.exec(String(response.getHeader('content-security-policy'))) ?? []
  response.removeHeader('content-length')
  const { main } = said(response.statusCode, locale)
  const { html: shown } =
    html`<noscript><style nonce="${nonce}">${{ html: look }}</style><main>${main}</main></noscript>`
  return body.replace(/<body[^>]*>/, opening => opening + shown)
}

function said(status: number, locale: Locale): { title: string; main: Html } {
  const { t } = sayIn(locale)
  const fault = status === 404 ? 'notFound' : 'broken'
  const title = t(`common.error.${fault}Title`)
  const main = html`<h1>${title}</h1><p>${t(`common.error.${fault}Text`)}</p>
<p><a class="button" href="/">${t('common.error.home')}</a></p>`
  return { title, main }
}
