'use server'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type FormState, thrownAt } from '@/app/_forms/action'
import { saying, sayingByCookie } from '@/app/_i18n/say'
import { checkSignIn, type SignInAnswer } from '@/lib/access/access.commands'
import { isOwnOrigin } from '@/lib/access/origin'
import {
  currentViewer,
  deviceHere,
  dropSession,
  heldSession,
  holdHalfSignIn,
  holdSession,
} from '@/lib/access/session'
import { signOutHere } from '@/lib/access/session.commands'
import { addressOf, knownBrowserCookie } from '@/lib/access/source'
import { unavailableReason } from '@/lib/core/unavailable'
import { takeLanguageAlong } from './_parts/language-taken-along'

export async function signIn(before: FormState, given: FormData): Promise<FormState> {
  // A script can send anything in their places.
  const turn = Number.isInteger(before?.turn) ? before.turn + 1 : 1
  const form = given instanceof FormData ? given : new FormData()
  const name = String(form.get('name') ?? '')
  // The only allowed redirect target: an arbitrary address from the request would be an open redirect.
  const toDoor = form.get('to') === '/s'
  const again = { turn, values: { name } }
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
      device: await deviceHere(),
      insteadOf: (await heldSession())?.sessionId,
    })
    if ('sessionId' in answer) await takeLanguageAlong(answer.accountId)
  } catch (error) {
    return { ...again, ...thrownAt(say, error) }
  }
  if (!answer.ok) {
    const places = answer.reason === 'wait' ? answer.places : undefined
    return { ...again, message: say.t(`access.signIn.${answer.reason}`, places) }
  }
  if ('half' in answer) {
    await holdHalfSignIn(answer.half)
    redirect(toDoor ? '/sign-in/code?to=/s' : '/sign-in/code')
  }
  await holdSession(answer)
  // A user who is checking in returns there first; a first password is changed on the next page.
  if (toDoor) redirect('/s')
  redirect(answer.mustChange ? '/change-password' : '/home')
}

/** 退出登录. Where nothing can be written now, this browser is signed out all the same, and the next page says so. */
export async function signOut(): Promise<void> {
  if (!isOwnOrigin(await headers())) return
  const viewer = await currentViewer()
  let isEnded = true
  if (viewer)
    await signOutHere(viewer, viewer.session.id).catch(error => {
      if (unavailableReason(error) === null) throw error
      isEnded = false
    })
  await dropSession()
  redirect(isEnded ? '/sign-in?from=out' : '/sign-in?from=unwritten')
}
