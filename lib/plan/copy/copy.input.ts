import { z } from 'zod'
import { typedText } from '@/lib/core/text'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')

export const copyInput = z.object({
  sourceId: id,
  year: z.coerce
    .number('common.form.notANumber')
    .int()
    .min(2000, 'plan.refused.outOfRange')
    .max(2100, 'plan.refused.outOfRange'),
  /** The version of the source shown in the preview. */
  version: z.coerce.number('common.form.notANumber').int().min(0),
  /** Items that keep their date (保持原日期). */
  keep: z.array(id).default([]),
  idempotencyKey: typedText().min(32).max(64),
})
export type CopyInput = z.infer<typeof copyInput>
