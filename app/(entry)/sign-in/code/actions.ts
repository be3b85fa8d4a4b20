'use server'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type FormState, thrownAt } from '@/app/_forms/action'
import { saying, sayingByCookie } from '@/app/_i18n/say'
import { checkSecondStep, type SecondStepAnswer } from '@/lib/access/access.commands'
import { isOwnOrigin } from '@/lib/access/origin'
import { deviceHere, dropHalfSignIn, heldHalfSignIn, heldSession, holdSession } from '@/lib/access/session'
import { addressOf, knownBrowserCookie } from '@/lib/access/source'
import { now } from '@/lib/core/clock'
import { timeOf } from '@/lib/core/time'
import { takeLanguageAlong } from '../_parts/language-taken-along'

/** The second step of signing in; what was typed is never sent back. */
export async function giveCode(before: FormState, given: FormData): Promise<FormState> {
  // A script can send anything in their places.
  const turn = Number.isInteger(before?.turn) ? before.turn + 1 : 1
  const form = given instanceof FormData ? given : new FormData()
  const sent = await headers()
  if (!isOwnOrigin(sent)) return { turn, message: (await sayingByCookie()).t('common.form.badOrigin') }
  const half = await heldHalfSignIn()
  if (!half) redirect('/sign-in?from=over')
  const say = await saying()
  const code = String(form.get('oneTimePassword') ?? '').trim()
  const isRecovery = form.get('with') === 'recovery'
  // No try: an empty box is no guess.
  if (code === '')
    return {
      turn,
      message: say.t(isRecovery ? 'access.secondStep.emptyRecovery' : 'access.secondStep.empty'),
    }
  let answer: SecondStepAnswer
  try {
    answer = await checkSecondStep(half, {
      code,
      address: addressOf(sent),
      knownBrowser: (await cookies()).get(knownBrowserCookie)?.value,
      device: await deviceHere(),
      insteadOf: (await heldSession())?.sessionId,
    })
    if (answer.ok) await takeLanguageAlong(answer.accountId)
  } catch (error) {
    return { turn, ...thrownAt(say, error) }
  }
  if (!answer.ok) {
    if (answer.reason === 'wait') return { turn, message: say.t('access.signIn.wait', answer.places) }
    if (answer.reason === 'wrong') {
      const time = timeOf(now())
      return {
        turn,
        message: isRecovery
          ? say.t('access.secondStep.wrongRecovery')
          : say.t('access.secondStep.wrong', { time }),
      }
    }
    await dropHalfSignIn()
    redirect('/sign-in?from=over')
  }
  await holdSession(answer)
  await dropHalfSignIn()
  // The only allowed redirect target: an arbitrary address from the request would be an open redirect.
  if (form.get('to') === '/s') redirect('/s')
  if (answer.mustChange) redirect('/change-password')
  redirect(answer.by === 'recovery' ? '/second-factor?from=recovery' : '/home')
}
