'use server'
import { action } from '@/app/_forms/action'
import {
  disableAccount,
  grantRole,
  issueAccounts,
  resetPassword,
  withdrawGrant,
} from '@/lib/organisation/accounts/account.commands'
import {
  disableInput,
  grantInput,
  issueInput,
  resetInput,
  withdrawGrantInput,
} from '@/lib/organisation/accounts/account.input'

const refused = 'access.accountRefused'

export const issue = action(issueInput, issueAccounts, { refused, message: 'access.accounts.issued' })
export const reset = action(resetInput, resetPassword, { refused, message: 'access.accounts.issued' })
export const disable = action(disableInput, disableAccount, { refused })
export const giveRole = action(grantInput, grantRole)
export const takeRole = action(withdrawGrantInput, withdrawGrant, { refused })
