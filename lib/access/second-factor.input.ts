import { z } from 'zod'
import { typedText } from '@/lib/core/text'

const required = 'common.form.required'
// Named like a password, so that no form sends it back.
const oneTimePassword = typedText({ error: required }).trim().min(1, required).max(100, 'access.form.tooLong')
const currentPassword = typedText({ error: required }).min(1, required)
/** Random for each page; recovery codes are derived from it (second-factor.crypto.ts). */
const idempotencyKey = typedText().min(32, required).max(64)

/** The password and a code: for leaving the second factor. */
export const provedInput = z.object({ currentPassword, oneTimePassword })
export type ProvedInput = z.infer<typeof provedInput>

/** The same where recovery codes are shown afterwards. */
export const provedWithKeyInput = provedInput.extend({ idempotencyKey })
export type ProvedWithKeyInput = z.infer<typeof provedWithKeyInput>
