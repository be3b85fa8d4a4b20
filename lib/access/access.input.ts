import { z } from 'zod'
import { tidyName } from '@/lib/core/names'
import { typedText } from '@/lib/core/text'

const name = typedText()
  .transform(tidyName)
  .pipe(
    typedText({ error: 'common.form.required' })
      .min(1, 'common.form.required')
      .max(60, 'access.form.tooLong'),
  )
/** Kept exactly as typed: a password is never trimmed. */
const password = typedText({ error: 'common.form.required' }).min(1, 'common.form.required')
const typed = typedText()
  .default('')
  .transform(text => text.normalize('NFKC').replace(/\s+/g, ''))
/** An empty field becomes null. */
const optional = typed.pipe(typedText().max(40, 'access.form.tooLong')).transform(text => text || null)

export const newPasswordInput = z
  .object({ newPassword: password, repeatPassword: password })
  .refine(given => given.newPassword === given.repeatPassword, {
    path: ['repeatPassword'],
    message: 'access.password.notTheSame',
  })
export type NewPasswordInput = z.infer<typeof newPasswordInput>

export const changePasswordInput = z
  .object({ currentPassword: password, newPassword: password, repeatPassword: password })
  .refine(given => given.newPassword === given.repeatPassword, {
    path: ['repeatPassword'],
    message: 'access.password.notTheSame',
  })
export type ChangePasswordInput = z.infer<typeof changePasswordInput>

export const firstRunInput = z
  .object({
    code: typedText({ error: 'common.form.required' }).min(1, 'common.form.required'),
    unitName: name,
    name,
    staffNo: optional,
    newPassword: password,
    repeatPassword: password,
  })
  .refine(given => given.newPassword === given.repeatPassword, {
    path: ['repeatPassword'],
    message: 'access.password.notTheSame',
  })
export type FirstRunInput = z.infer<typeof firstRunInput>

export const localeInput = z.object({ locale: z.enum(['zh', 'en'], { error: 'common.form.notAChoice' }) })
export type LocaleInput = z.infer<typeof localeInput>

export const endSessionInput = z.object({
  sessionId: typedText({ error: 'common.form.notAChoice' }).min(1).max(64),
})
