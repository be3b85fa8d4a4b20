'use server'
import { cookies } from 'next/headers'
import { action } from '@/app/_forms/action'
import { answeredInFrame } from '@/app/_forms/answer-in-frame'
import { type LocaleInput, localeInput } from '@/lib/access/access.input'
import type { Viewer } from '@/lib/access/access.rules'
import { viewerSeen } from '@/lib/access/session'
import { chosenCookie } from '@/lib/access/source'
import { chooseLanguage as choose } from '@/lib/organisation/accounts/own-account.commands'

/**
 * A signed-in user's choice is stored with the account, a visitor's in a cookie; the next account that signs in
 * on this browser takes over the cookie's choice, because it was made on the way to signing in.
 */
const change = action(
  localeInput,
  async (viewer: Viewer | null, input: LocaleInput) => {
    if (viewer) await choose(viewer, input)
    const jar = await cookies()
    jar.set('locale', input.locale, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 3600 })
    if (!viewer) jar.set(chosenCookie, input.locale, { path: '/', sameSite: 'lax', maxAge: 600 })
    return { ok: true } as const
  },
  { viewer: viewerSeen, message: false },
)

export const chooseLanguage = answeredInFrame(change)
