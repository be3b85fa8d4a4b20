import { z } from 'zod'
import { withIdempotencyKey } from '@/lib/access/idempotency-key.input'
import { id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'

const delta = z.coerce.number().int().min(-100_000).max(100_000).default(0)

/** What was counted since the last request; the idempotency key is the batch's, so that a retry counts once. */
export const countInput = withIdempotencyKey(
  z
    .object({
      activityId: id,
      idempotencyKey: typedText().min(8).max(64),
      heads: delta,
      consultations: delta,
    })
    .refine(({ heads, consultations }) => heads !== 0 || consultations !== 0),
)
export type CountInput = z.infer<typeof countInput>

/** The other fields of a stall: topics, co-hosts, one sentence. */
export const stallInput = z.object({
  id,
  version: z.coerce.number().int().min(0),
  topics: z.array(id).default([]),
  newTopics: typedText().trim().max(200, { error: 'common.form.tooLong' }).default(''),
  coHosts: typedText().trim().max(300, { error: 'common.form.tooLong' }).default(''),
  remark: typedText()
    .trim()
    .max(1000, { error: 'common.form.tooLong' })
    .nullish()
    .transform(value => value || null),
})
export type StallInput = z.infer<typeof stallInput>
