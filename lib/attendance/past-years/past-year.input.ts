import { z } from 'zod'
import { typedText } from '@/lib/core/text'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')

/** 不再登记, 不再补学: several activities of one list at once, with a reason. */
export const asideInput = z.object({
  what: z.enum(['record', 'makeUps'], 'common.form.notAChoice'),
  ids: z.array(id).min(1, 'pastYear.error.nothing').max(1000, 'common.form.notAChoice').default([]),
  reason: typedText().trim().min(1, 'common.form.required').max(300, 'common.form.tooLong').default(''),
})
export type AsideInput = z.infer<typeof asideInput>

export const resumeInput = z.object({
  what: z.enum(['record', 'makeUps'], 'common.form.notAChoice'),
  id,
})
export type ResumeInput = z.infer<typeof resumeInput>
