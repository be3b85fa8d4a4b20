import { cookies } from 'next/headers'
import { localeInput } from '@/lib/access/access.input'
import { viewerOf } from '@/lib/access/access.queries'
import { chosenCookie } from '@/lib/access/source'
import { chooseLanguage } from '@/lib/organisation/accounts/own-account.commands'

/** Stores the language chosen before signing in with the account. */
export async function takeLanguageAlong(accountId: number): Promise<void> {
  const jar = await cookies()
  const chosen = localeInput.safeParse({ locale: jar.get(chosenCookie)?.value })
  if (!chosen.success) return
  const viewer = await viewerOf(accountId)
  if (viewer) await chooseLanguage(viewer, chosen.data)
  jar.delete(chosenCookie)
}
