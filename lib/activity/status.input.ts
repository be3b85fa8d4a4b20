import { z } from 'zod'
import { day, id, tick } from './activity.input'

/** Why an activity goes to another day: what is usual is a choice, `rest` is what somebody adds in words. */
export const moveInput = z
  .object({
    activityId: id,
    version: z.coerce.number().int().min(0),
    day,
    reason: z
      .string()
      .trim()
      .min(1, { error: 'common.form.required' })
      .max(200, { error: 'common.form.tooLong' }),
    rest: z.string().trim().max(100, { error: 'common.form.tooLong' }).default(''),
    /** Of the dialog as it was opened, so that a double click moves once. */
    key: z.string().max(64).default(''),
    /** The clashes were read, and it is moved all the same. */
    despite: tick,
  })
  .transform(({ rest, reason, ...input }) => ({
    ...input,
    reason: [reason, rest].filter(Boolean).join('：'),
  }))
