'use server'
import { cookies, headers } from 'next/headers'
import { localeInput } from '@/lib/access/access.input'
import { isOwnOrigin } from '@/lib/access/origin'
import { currentViewer } from '@/lib/access/session'
import { chosenCookie } from '@/lib/access/source'
import { chooseLanguage as choose } from '@/lib/organisation/accounts/own-account.commands'

/**
 * A signed-in user's choice is stored with the account, a visitor's in a cookie; the next account that signs in
 * on this browser takes over the cookie's choice, because it was made on the way to signing in.
 */
export async function chooseLanguage(form: FormData): Promise<void> {
  if (!isOwnOrigin(await headers())) return
  const parsed = localeInput.safeParse({ locale: form.get('locale') })
  if (!parsed.success) return
  const viewer = await currentViewer()
  if (viewer) await choose(viewer, parsed.data)
  const jar = await cookies()
  jar.set('locale', parsed.data.locale, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 3600 })
  if (!viewer) jar.set(chosenCookie, parsed.data.locale, { path: '/', sameSite: 'lax', maxAge: 600 })
}
