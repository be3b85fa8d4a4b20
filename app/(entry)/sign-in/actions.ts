'use server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { FormState } from '@/app/_form/action'
import { checkSignIn } from '@/lib/access/commands'
import { isOwnOrigin } from '@/lib/access/origin'
import { beginSession, endSession } from '@/lib/access/session'

export async function signIn(before: FormState, form: FormData): Promise<FormState> {
  const name = String(form.get('name') ?? '')
  const again = { turn: before.turn + 1, values: { name } }
  const sent = await headers()
  if (!isOwnOrigin(sent)) return { ...again, message: { key: 'common.form.badOrigin' } }
  const answer = await checkSignIn({
    name,
    password: String(form.get('password') ?? ''),
    source: sent.get('x-source') ?? '',
  })
  if (!answer.ok) {
    return {
      ...again,
      message: { key: `access.signIn.${answer.reason}`, places: { seconds: answer.waitSeconds ?? 0 } },
    }
  }
  await beginSession(answer.accountId, answer.sessionVersion)
  redirect(answer.mustChange ? '/change-password' : '/home')
}

export async function signOut(): Promise<void> {
  if (!isOwnOrigin(await headers())) return
  await endSession()
  redirect('/sign-in')
}
