import { z } from 'zod'
import { typedText } from '@/lib/core/text'

const entry = typedText().regex(
  /^(activity|output|legalWork):\d{1,12}:\d{1,9}:\d{0,9}:\d{0,9}$/,
  'common.form.notAChoice',
)

/** 通过, 退回: entries of a list at once, each as `entryOf` names what was read; sent back with a reason. */
export const reviewInput = z
  .object({
    entries: z.array(entry).min(1, 'review.error.nothing').max(1000, 'common.form.notAChoice').default([]),
    decision: z.enum(['pass', 'sendBack'], 'common.form.notAChoice'),
    reason: typedText().trim().max(300, 'common.form.tooLong').default(''),
  })
  .refine(given => given.decision === 'pass' || given.reason !== '', {
    path: ['reason'],
    message: 'review.error.reason',
  })
export type ReviewInput = z.infer<typeof reviewInput>

/** 再次送审. */
export const submitInput = z.object({ entry })
export type SubmitInput = z.infer<typeof submitInput>
