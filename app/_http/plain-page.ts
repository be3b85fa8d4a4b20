import { randomBytes } from 'node:crypto'
import { type Html, html } from '@/app/_http/html'
import { look } from '@/app/_http/look'
import { securityHeaders } from '@/app/_http/security-headers'
import type { Locale } from '@/lib/core/glossary'

/** A page that the listener answers by itself, with the look of the door, and its headers. */
export function plainPage(locale: Locale, title: string, main: Html, isHttps: boolean) {
  const nonce = randomBytes(16).toString('base64')
  const page = html`<!doctype html><html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style nonce="${nonce}">${{ html: look }}</style></head><body><main>${main}</main></body></html>`
  return {
    body: page.html,
    headers: [...securityHeaders(nonce, isHttps), ['content-type', 'text/html; charset=utf-8']] as [
      string,
      string,
    ][],
  }
}
