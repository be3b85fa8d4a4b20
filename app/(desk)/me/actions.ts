'use server'
import { z } from 'zod'
import { action } from '@/app/_forms/action'
import { type ChangePasswordInput, changePasswordInput } from '@/lib/access/access.input'
import type { Viewer } from '@/lib/access/access.rules'
import { beginSession, endSession } from '@/lib/access/session'
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

export const endAllSessions = action(
  z.object({}),
  async (viewer: Viewer) => {
    const answer = await signOutEverywhere(viewer)
    await endSession()
    return answer
  },
  { goTo: () => '/sign-in?from=everywhere' },
)
