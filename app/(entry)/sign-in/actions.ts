'use server'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type FormState, thrownAt } from '@/app/_forms/action'
import { saying, sayingByCookie } from '@/app/_i18n/say'
import { checkSignIn, type SignInAnswer } from '@/lib/access/access.commands'
import { localeInput } from '@/lib/access/access.input'
import { viewerOf } from '@/lib/access/access.queries'
import { isOwnOrigin } from '@/lib/access/origin'
import { beginSession, endSession } from '@/lib/access/session'
import { addressOf, chosenCookie, knownBrowserCookie } from '@/lib/access/source'
import { chooseLanguage } from '@/lib/organisation/accounts/own-account.commands'

export async function signIn(before: FormState, form: FormData): Promise<FormState> {
  const name = String(form.get('name') ?? '')
  // The only allowed redirect target: an arbitrary address from the request would be an open redirect.
  const toDoor = form.get('to') === '/s'
  const again = { turn: before.turn + 1, values: { name } }
  const sent = await headers()
  if (!isOwnOrigin(sent)) return { ...again, message: (await sayingByCookie()).t('common.form.badOrigin') }
  const say = await saying()
  let answer: SignInAnswer
  try {
    answer = await checkSignIn({
      name,
      password: String(form.get('password') ?? ''),
      address: addressOf(sent),
      knownBrowser: (await cookies()).get(knownBrowserCookie)?.value,
    })
    if (answer.ok) await takeLanguageAlong(answer.accountId, answer.sessionVersion)
  } catch (error) {
    return { ...again, ...thrownAt(say, error) }
  }
  if (!answer.ok) {
    const places = answer.reason === 'wait' ? answer.places : undefined
    return { ...again, message: say.t(`access.signIn.${answer.reason}`, places) }
  }
  await beginSession(answer.accountId, answer.sessionVersion)
  // A user who is checking in returns there first; a first password is changed on the next page.
  if (toDoor) redirect('/s')
  redirect(answer.mustChange ? '/change-password' : '/home')
}

/** Stores the language chosen before signing in with the account. */
async function takeLanguageAlong(accountId: number, sessionVersion: number): Promise<void> {
  const jar = await cookies()
  const chosen = localeInput.safeParse({ locale: jar.get(chosenCookie)?.value })
  if (!chosen.success) return
  const viewer = await viewerOf(accountId, sessionVersion)
  if (viewer) await chooseLanguage(viewer, chosen.data)
  jar.delete(chosenCookie)
}

export async function signOut(): Promise<void> {
  if (!isOwnOrigin(await headers())) return
  await endSession()
  redirect('/sign-in')
}
