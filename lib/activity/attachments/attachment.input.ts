import { z } from 'zod'
import { withIdempotencyKey } from '@/lib/access/idempotency-key.input'
import { id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'
import { attachmentKinds } from './attachment.rules'

const optionalId = z
  .union([z.literal('').transform(() => null), id], { error: 'common.form.notAChoice' })
  .nullish()
  .transform(value => value ?? null)

/** The fields sent with a file: its kind, its activity or item of a plan, its person, its unit. */
export const attachmentInput = withIdempotencyKey(
  z
    .object({
      kind: z.enum(attachmentKinds, { error: 'common.form.notAChoice' }).default('photo'),
      activityId: optionalId,
      planItemId: optionalId,
      personId: optionalId,
      unitId: optionalId,
      /** Of this file: a retry adds it once. */
      idempotencyKey: typedText().max(64).default(''),
    })
    .refine(input => (input.activityId === null) !== (input.planItemId === null), {
      path: ['activityId'],
      error: 'common.form.required',
    }),
)
export type AttachmentInput = z.infer<typeof attachmentInput>

export const removalInput = z.object({
  id,
  reason: typedText()
    .trim()
    .max(300, { error: 'common.form.tooLong' })
    .nullish()
    .transform(value => value || null),
})
