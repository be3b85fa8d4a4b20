import { cookies } from 'next/headers'
import { localeInput } from '@/lib/access/access.input'
import { viewerOf } from '@/lib/access/access.queries'
import { chosenCookie } from '@/lib/access/source'
import { isUnwritable } from '@/lib/access/unwritten'
import { chooseLanguage } from '@/lib/organisation/accounts/own-account.commands'

/** Stores the language chosen before signing in with the account. */
export async function takeLanguageAlong(accountId: number): Promise<void> {
  const jar = await cookies()
  const chosen = localeInput.safeParse({ locale: jar.get(chosenCookie)?.value })
  if (!chosen.success) return
  const viewer = await viewerOf(accountId)
  if (!viewer) return
  try {
    await chooseLanguage(viewer, chosen.data)
    jar.delete(chosenCookie)
  } catch (error) {
    // Nobody is kept out by it; the cookie waits for the next time.
    if (!isUnwritable(error)) throw error
  }
}
