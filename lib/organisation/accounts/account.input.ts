import { z } from 'zod'
import { grantedRoles } from '@/lib/access/access.rules'
import { typedText } from '@/lib/core/text'

const id = z.coerce.number({ error: 'common.form.notAChoice' }).int().positive('common.form.notAChoice')
/** Random for each page; the first passwords are derived from it (lib/access/password.crypto.ts). */
const idempotencyKey = typedText().min(32, 'common.form.required').max(64)

export const issueInput = z.object({ idempotencyKey, unitId: id })
export type IssueInput = z.infer<typeof issueInput>

export const resetInput = z.object({ idempotencyKey, accountId: id })
export type ResetInput = z.infer<typeof resetInput>

export const resetFactorInput = z
  .object({ accountId: id, sure: z.literal('on', { error: 'access.account.factorSureFirst' }) })
  .transform(({ accountId }) => ({ accountId }))
export type ResetFactorInput = z.infer<typeof resetFactorInput>

/** The slips once more as a sheet, by the key of the form that made them. */
export const slipsInput = z.object({ key: idempotencyKey })

export const disableInput = z.object({ accountId: id, state: z.enum(['disabled', 'enabled']) })
export type DisableInput = z.infer<typeof disableInput>

export const grantInput = z.object({
  accountId: id,
  role: z.enum(grantedRoles, { error: 'common.form.notAChoice' }),
  unitId: id,
})
export type GrantInput = z.infer<typeof grantInput>

export const withdrawGrantInput = z.object({ accountId: id, grantId: id })
export type WithdrawGrantInput = z.infer<typeof withdrawGrantInput>
