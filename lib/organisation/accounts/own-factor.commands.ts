import type { Tx } from '@/db/client'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { type AuditAction, idempotent, recordAudit } from '@/lib/access/audit.commands'
import type { Device } from '@/lib/access/device.rules'
import { passwordMatches } from '@/lib/access/password.crypto'
import { dropFactor, putFactor, putRecoveryCodes, spendCode } from '@/lib/access/second-factor.commands'
import { offeredSecret, recoveryCodes, stepOf } from '@/lib/access/second-factor.crypto'
import type { ProvedInput, ProvedWithKeyInput } from '@/lib/access/second-factor.input'
import { codeIn, minutesApart, stepsFar, stepsNow } from '@/lib/access/second-factor.rules'
import { factorIn } from '@/lib/access/second-factor.sql'
import { endOtherSessions, endSessionsOf, startSession } from '@/lib/access/session.commands'
import { forgetTries, takeTry, withoutTry } from '@/lib/access/sign-in-try.commands'
import { now } from '@/lib/core/clock'
import type { Refused } from '@/lib/core/errors'
import { ownAccount } from './own-account.commands'

type NoPassword = { ok: false; reason: 'wrongPassword'; field: 'currentPassword' }
type NoCode = { ok: false; reason: 'wrongOneTimePassword'; field: 'oneTimePassword' }
type Apart = {
  ok: false
  reason: 'clockApart'
  field: 'oneTimePassword'
  places: { minutes: number }
}
type Wait = { ok: false; reason: 'wait'; places: { seconds: number } }
/** Recovery codes are shown with the answer, and never again. */
type WithCodes = { ok: true; codes: string[] }

// A form sent twice shows the same codes; one that is sent again later shows none.
const SHOWN_FOR = 3_600_000

const noCode: NoCode = { ok: false, reason: 'wrongOneTimePassword', field: 'oneTimePassword' }

/**
 * 开启两步验证 with the secret that this session was offered, once a first code of it has been given. Other sessions
 * of the account end: they began without one. This one stays, so that a form sent twice still shows the codes.
 */
export async function enrolFactor(
  viewer: Viewer,
  input: ProvedWithKeyInput,
  sessionId: string,
): Promise<WithCodes | NoPassword | NoCode | Apart | Wait | Refused<'hasFactor'>> {
  return withPassword(viewer, input, accountId =>
    withCodes(viewer, accountId, input.idempotencyKey, async tx => {
      if (await factorIn(accountId, tx)) return { ok: false, reason: 'hasFactor' } as const
      const secret = offeredSecret(sessionId)
      const code = codeIn(input.oneTimePassword)
      const near = code?.kind === 'app' ? stepOf(secret, code.text, stepsNow(now(), null)) : null
      if (code === null || near === null) {
        const far = code?.kind === 'app' ? stepOf(secret, code.text, stepsFar(now())) : null
        if (far === null) return noCode
        const minutes = minutesApart(far, now())
        return { ok: false, reason: 'clockApart', field: 'oneTimePassword', places: { minutes } } as const
      }
      await putFactor(tx, { accountId, secret, step: near })
      await putRecoveryCodes(tx, accountId, input.idempotencyKey)
      await endOtherSessions(tx, accountId, sessionId)
      await noted(tx, viewer, 'account.factorOn')
      return { ok: true } as const
    }),
  )
}

/** 换一组恢复码: those before open nothing any more. */
export async function renewRecoveryCodes(
  viewer: Viewer,
  input: ProvedWithKeyInput,
): Promise<WithCodes | NoPassword | NoCode | Wait> {
  return withPassword(viewer, input, accountId =>
    withCodes<NoCode>(viewer, accountId, input.idempotencyKey, async tx => {
      if (!(await spendCode(tx, accountId, input.oneTimePassword))) return noCode
      await putRecoveryCodes(tx, accountId, input.idempotencyKey)
      await noted(tx, viewer, 'account.recoveryCodes')
      return { ok: true } as const
    }),
  )
}

/**
 * 关闭两步验证, or the first half of moving to another phone. Every session ends and one begins here: the next
 * enrolment is offered another secret.
 */
export async function removeFactor(viewer: Viewer, input: ProvedInput, device: Device) {
  return withPassword(viewer, input, accountId =>
    write(async tx => {
      if (!(await spendCode(tx, accountId, input.oneTimePassword))) return noCode
      await dropFactor(tx, accountId)
      await endSessionsOf(tx, accountId, 'factor')
      await forgetTries(tx, `password of ${accountId}`, 'own session')
      await noted(tx, viewer, 'account.factorOff')
      return { ok: true, accountId, sessionId: await startSession(tx, { accountId, device }) } as const
    }),
  )
}

/**
 * Limited like a change of password, with the code: a stranger at an unlocked computer gets no more attempts at
 * either. The tries are forgotten by the work, once the code was right too.
 */
async function withPassword<T>(
  viewer: Viewer,
  { currentPassword }: ProvedInput,
  work: (accountId: number) => Promise<T>,
): Promise<T | NoPassword | Wait> {
  const held = await ownAccount(viewer)
  const wait = await takeTry(`password of ${held.id}`, 'own session')
  if (wait) return wait
  if (!(await passwordMatches(held.passwordHash, currentPassword)))
    return { ok: false, reason: 'wrongPassword', field: 'currentPassword' }
  return withoutTry(`password of ${held.id}`, 'own session', () => work(held.id))
}

async function withCodes<R extends NoCode | Apart | Refused<'hasFactor'>>(
  viewer: Viewer,
  accountId: number,
  key: string,
  work: (tx: Tx) => Promise<{ ok: true } | R>,
): Promise<WithCodes | R> {
  const answer = await write(async tx => {
    const done = await idempotent(tx, viewer, key, async () => {
      const worked = await work(tx)
      return worked.ok ? { ok: true as const, at: now() } : worked
    })
    if (done.ok) await forgetTries(tx, `password of ${accountId}`, 'own session')
    return done
  })
  if (!answer.ok) return answer
  return { ok: true, codes: answer.at > now() - SHOWN_FOR ? recoveryCodes(key, accountId) : [] }
}

function noted(tx: Tx, viewer: Viewer, action: AuditAction): Promise<void> {
  return recordAudit(tx, viewer, { action, subject: 'account', subjectId: viewer.accountId ?? 0 })
}
