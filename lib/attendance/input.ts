import { z } from 'zod'
import { day, id } from '../activity/input'
import { marks } from './rules'

const version = z.coerce.number().int().min(0)
const reason = z
  .string()
  .trim()
  .min(1, { error: 'common.form.required' })
  .max(300, { error: 'common.form.tooLong' })
const noMark = z.literal('').transform(() => null)

/** One mark; an empty one takes the mark back. `version` is the row's as the sheet saw it. */
export const markInput = z.object({
  activityId: id,
  personId: id,
  mark: z.union([noMark, z.enum(marks)]),
  version,
  reason: z.string().trim().max(300).optional(),
})
export type MarkInput = z.infer<typeof markInput>

export const restInput = z.object({ activityId: id })
export const undoRestInput = z.object({ activityId: id, at: z.coerce.number().int() })
export const standingInput = z.object({
  activityId: id,
  personId: id,
  standing: z.enum(['required', 'exempt', 'invited']),
  reason,
  version,
})
export const makeUpInput = z.object({
  activityId: id,
  personId: id,
  day,
  way: z.enum(['activity', 'selfStudy', 'session']),
  note: z.string().trim().max(1000, { error: 'common.form.tooLong' }).default(''),
})
export const walkInInput = z.object({ activityId: id, personId: id })
/** The sheet without script: numbers by state, the rest present. */
export const paperInput = z.object({
  activityId: id,
  late: z.string().default(''),
  leftEarly: z.string().default(''),
  leave: z.string().default(''),
  absent: z.string().default(''),
  restPresent: z
    .literal('on')
    .optional()
    .transform(value => value === 'on'),
})
