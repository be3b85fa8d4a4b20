'use server'
import { action } from '@/app/_forms/action'
import type { Viewer } from '@/lib/access/access.rules'
import {
  disableAccount,
  grantRole,
  issueAccounts,
  resetFactor,
  resetPassword,
  withdrawGrant,
} from '@/lib/organisation/accounts/account.commands'
import {
  disableInput,
  grantInput,
  type IssueInput,
  issueInput,
  type ResetInput,
  resetFactorInput,
  resetInput,
  withdrawGrantInput,
} from '@/lib/organisation/accounts/account.input'
import { withCodes } from './_parts/slip-words'

const refused = 'access.accountRefused'

export const issue = action(
  issueInput,
  async (viewer: Viewer, input: IssueInput) => withCodes(await issueAccounts(viewer, input)),
  {
    refused,
    message: 'access.accounts.issued',
  },
)
export const reset = action(
  resetInput,
  async (viewer: Viewer, input: ResetInput) => withCodes(await resetPassword(viewer, input)),
  {
    refused,
    message: 'access.accounts.issued',
  },
)
export const resetSecondFactor = action(resetFactorInput, resetFactor, {
  refused,
  message: 'access.account.factorDone',
})
export const disable = action(disableInput, disableAccount, { refused })
export const giveRole = action(grantInput, grantRole)
export const takeRole = action(withdrawGrantInput, withdrawGrant, { refused })
