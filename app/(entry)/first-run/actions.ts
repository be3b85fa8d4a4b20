'use server'
import { headers } from 'next/headers'
import { action } from '@/app/_forms/action'
import { type FirstRunInput, firstRunInput } from '@/lib/access/access.input'
import { deviceHere, holdSession } from '@/lib/access/session'
import { addressOf } from '@/lib/access/source'
import { openFirstAccount } from '@/lib/organisation/accounts/account.commands'

export const openProduct = action(
  firstRunInput,
  async (_: null, input: FirstRunInput) => {
    const answer = await openFirstAccount(input, addressOf(await headers()), await deviceHere())
    if (answer.ok) await holdSession(answer)
    return answer
  },
  { viewer: async () => null, goTo: () => '/home', refused: 'access.refused' },
)
