import { z } from 'zod'
import { day, id } from '../activity/input'

/** 补学: the day on which it was done, how, and a note. */
export const makeUpInput = z.object({
  activityId: id,
  personId: id,
  day,
  way: z.enum(['activity', 'selfStudy', 'session']),
  note: z.string().trim().max(1000, { error: 'common.form.tooLong' }).default(''),
})
export type MakeUpInput = z.infer<typeof makeUpInput>
