'use server'
import { action } from '@/app/_forms/action'
import { type NewPasswordInput, newPasswordInput } from '@/lib/access/access.input'
import type { Viewer } from '@/lib/access/access.rules'
import { deviceHere, holdSession, viewerWithFirstPassword } from '@/lib/access/session'
import { replaceFirstPassword } from '@/lib/organisation/accounts/own-account.commands'

export const choosePassword = action(
  newPasswordInput,
  async (viewer: Viewer, input: NewPasswordInput) => {
    const answer = await replaceFirstPassword(viewer, input, await deviceHere())
    if (answer.ok) await holdSession(answer)
    return answer
  },
  { viewer: viewerWithFirstPassword, goTo: () => '/home', refused: 'access.refused' },
)
