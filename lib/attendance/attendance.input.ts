import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'
import { marks, sheetOrders } from './attendance.rules'

const version = z.coerce.number().int().min(0)
const noMark = z.literal('').transform(() => null)

/** Of a mark that may have waited offline: a retry is applied once. */
export const idempotencyKey = z.string().min(8).max(64).optional()

/** One mark; an empty one removes the mark. `version` is the version of the row in the sheet. */
export const markInput = z.object({
  activityId: id,
  personId: id,
  mark: z.union([noMark, z.enum(marks)]),
  version,
  reason: z.string().trim().max(300).optional(),
  idempotencyKey,
})
export type MarkInput = z.infer<typeof markInput>

/** A correction in a closed roll; `reason` is that of a leave, `why` that of the correction. */
export const correctionInput = markInput.extend({
  why: z.string().trim().min(1, { error: 'common.form.required' }).max(300, { error: 'common.form.tooLong' }),
})
export type CorrectionInput = z.infer<typeof correctionInput>

export const orderInput = z.object({ activityId: id, order: z.enum(sheetOrders) })
export type OrderInput = z.infer<typeof orderInput>

/** 其余出席: for the whole sheet, or for one unit and its subtree. */
export const restInput = z.object({
  activityId: id,
  unitId: id.optional(),
  key: z.string().max(80).optional(),
})
export type RestInput = z.infer<typeof restInput>
export const undoRestInput = z.object({ activityId: id, at: z.coerce.number().int() })

/** The sheet as a form without script: numbers by state, the rest present. */
export const paperInput = z.object({
  activityId: id,
  late: z.string().default(''),
  leftEarly: z.string().default(''),
  leave: z.string().default(''),
  absent: z.string().default(''),
  list: z.string().optional(),
  marks: z.string().optional(),
  restPresent: z
    .literal('on')
    .optional()
    .transform(value => value === 'on'),
})
