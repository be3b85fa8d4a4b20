'use server'
import { action } from '@/app/_forms/action'
import type { Say } from '@/app/_i18n/messages'
import {
  type ProvedInput,
  type ProvedWithKeyInput,
  provedInput,
  provedWithKeyInput,
} from '@/lib/access/second-factor.input'
import { deviceHere, holdSession, type SessionViewer, viewerWithOwnPassword } from '@/lib/access/session'
import {
  enrolFactor,
  removeFactor,
  renewRecoveryCodes,
} from '@/lib/organisation/accounts/own-factor.commands'

const viewer = viewerWithOwnPassword
const refused = 'access.refused'

// A form sent once more long after shows no codes (own-factor.commands.ts).
const shown = (codes: string[], sentence: string, { t }: Say) =>
  codes.length > 0 ? sentence : t('access.factor.shownBefore')

export const turnOn = action(
  provedWithKeyInput,
  (by: SessionViewer, input: ProvedWithKeyInput) => enrolFactor(by, input, by.session.id),
  { viewer, refused, message: ({ codes }, say) => shown(codes, say.t('access.factor.turnedOn'), say) },
)

export const renewCodes = action(provedWithKeyInput, renewRecoveryCodes, {
  viewer,
  refused,
  message: ({ codes }, say) => shown(codes, say.t('access.factor.renewed'), say),
})

export const turnOff = action(
  provedInput,
  async (by: SessionViewer, input: ProvedInput) => {
    const answer = await removeFactor(by, input, await deviceHere())
    // All sessions of the account have ended, this one too: signs the user in again.
    if (answer.ok) await holdSession(answer)
    return answer
  },
  { viewer, refused, goTo: () => '/second-factor?from=off' },
)
