import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'
import { idempotencyKey } from './attendance.input'

const reason = typedText()
  .trim()
  .min(1, { error: 'common.form.required' })
  .max(300, { error: 'common.form.tooLong' })

export const standingInput = z.object({
  activityId: id,
  personId: id,
  standing: z.enum(['required', 'exempt', 'invited']),
  reason,
  version: z.coerce.number().int().min(0),
  idempotencyKey,
})
export type StandingInput = z.infer<typeof standingInput>

export const listingInput = z.object({
  activityId: id,
  personId: id,
  standing: z.enum(['required', 'invited']),
  reason,
})
export type ListingInput = z.infer<typeof listingInput>

export const walkInInput = z.object({ activityId: id, personId: id })
