import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { day, id, tick } from './activity.input'

/** The reason for moving an activity: one of the usual reasons, with free text in `rest`. */
export const moveInput = z
  .object({
    activityId: id,
    version: z.coerce.number().int().min(0),
    day,
    reason: typedText()
      .trim()
      .min(1, { error: 'common.form.required' })
      .max(200, { error: 'common.form.tooLong' }),
    rest: typedText().trim().max(100, { error: 'common.form.tooLong' }).default(''),
    /** Idempotency key of the dialog, so that a double click moves once. */
    idempotencyKey: typedText().max(64).default(''),
    /** The user has read the schedule conflicts and moves it all the same. */
    despite: tick,
  })
  .transform(({ rest, reason, ...input }) => ({
    ...input,
    reason: [reason, rest].filter(Boolean).join('：'),
  }))
