'use server'
import { z } from 'zod'
import { action } from '@/app/_forms/action'
import { type ChangePasswordInput, changePasswordInput, endSessionInput } from '@/lib/access/access.input'
import type { Viewer } from '@/lib/access/access.rules'
import { deviceHere, dropSession, holdSession } from '@/lib/access/session'
import { endOwnSession } from '@/lib/access/session.commands'
import { saveEmail } from '@/lib/calendar/reminders/reminder.commands'
import { emailInput } from '@/lib/calendar/reminders/reminder.input'
import { changePassword, signOutEverywhere } from '@/lib/organisation/accounts/own-account.commands'

export const savePassword = action(
  changePasswordInput,
  async (viewer: Viewer, input: ChangePasswordInput) => {
    const answer = await changePassword(viewer, input, await deviceHere())
    // All sessions of the account have ended, this one too: signs the user in again.
    if (answer.ok) await holdSession(answer)
    return answer
  },
  { message: 'access.password.changed', refused: 'access.refused' },
)

export const endSession = action(endSessionInput, endOwnSession)

export const keepEmail = action(emailInput, saveEmail)

export const endAllSessions = action(
  z.object({}),
  async (viewer: Viewer) => {
    const answer = await signOutEverywhere(viewer)
    await dropSession()
    return answer
  },
  { goTo: () => '/sign-in?from=everywhere' },
)
