import { z } from 'zod'
import { typedText } from '@/lib/core/text'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const version = z.coerce.number().int().min(0)

/** 合并: two activities that are one; `keptId` is one of the two. */
export const doubleMergeInput = z.object({
  id,
  version,
  otherId: id,
  otherVersion: version,
  keptId: id,
  /** Whose number of heads holds, where both have one and they differ; `sum`: both, of two places or halves. */
  heads: typedText()
    .refine(given => ['', 'sum'].includes(given) || /^\d+$/.test(given), 'common.form.notAChoice')
    .default(''),
  /** Of people whom both mark otherwise: `person:activity`, the activity whose mark holds. */
  marks: z
    .array(typedText().regex(/^(\d+:\d+)?$/, 'common.form.notAChoice'))
    .max(2000, 'common.form.notAChoice')
    .default([]),
})
export type DoubleMergeInput = z.infer<typeof doubleMergeInput>

/** 不是重复, and back again. */
export const apartInput = z.object({ id, otherId: id })
export type ApartInput = z.infer<typeof apartInput>
