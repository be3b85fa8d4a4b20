import { headers } from 'next/headers'
import type { Say } from '@/lib/i18n/rules'
import type { Html } from './html'
import { wholePage } from './screens'

/** A page of the door; the looks are let through by the nonce of the request's policy. */
export async function answer(say: Say, body: Html, status = 200): Promise<Response> {
  const policy = (await headers()).get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  return new Response(wholePage(say, say.t('hall.door.title'), nonce, body), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
}
