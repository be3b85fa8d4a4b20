'use server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { action } from '@/app/_forms/action'
import { type ChangePasswordInput, changePasswordInput } from '@/lib/access/access.input'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { beginSession, endSession, requireViewer } from '@/lib/access/session'
import { saveEmail } from '@/lib/calendar/reminders/reminder.commands'
import { emailInput } from '@/lib/calendar/reminders/reminder.input'
import { changePassword, signOutEverywhere } from '@/lib/organisation/accounts/own-account.commands'

export const savePassword = action(
  changePasswordInput,
  async (viewer: Viewer, input: ChangePasswordInput) => {
    const answer = await changePassword(viewer, input)
    // All sessions of the account have ended, this one too: signs the user in again.
    if (answer.ok) await beginSession(answer.accountId, answer.sessionVersion)
    return answer
  },
  { message: 'access.password.changed', refused: 'access.refused' },
)

export const keepEmail = action(emailInput, saveEmail)

export async function endAllSessions(): Promise<void> {
  if (!isOwnOrigin(await headers())) return
  await signOutEverywhere(await requireViewer())
  await endSession()
  redirect('/sign-in?from=everywhere')
}
