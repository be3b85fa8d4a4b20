import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'
import { marks, sheetOrders } from './attendance.rules'

const version = z.coerce.number().int().min(0)
const noMark = z.literal('').transform(() => null)

/** Of a mark that may have waited offline: a retry is applied once. */
export const idempotencyKey = typedText().min(8).max(64).optional()

/** One mark; an empty one removes the mark. `version` is the version of the row in the sheet. */
export const markInput = z.object({
  activityId: id,
  personId: id,
  mark: z.union([noMark, z.enum(marks)]),
  version,
  reason: typedText().trim().max(300).optional(),
  idempotencyKey,
})
export type MarkInput = z.infer<typeof markInput>

/** A correction in a closed roll; `reason` is that of a leave, `why` that of the correction. */
export const correctionInput = markInput.extend({
  why: typedText()
    .trim()
    .min(1, { error: 'common.form.required' })
    .max(300, { error: 'common.form.tooLong' }),
})
export type CorrectionInput = z.infer<typeof correctionInput>

export const orderInput = z.object({ activityId: id, order: z.enum(sheetOrders) })
export type OrderInput = z.infer<typeof orderInput>

/** 其余出席: for the whole sheet, or for one unit and its subtree. */
export const restInput = z.object({
  activityId: id,
  unitId: id.optional(),
  idempotencyKey: typedText().max(80).optional(),
})
export type RestInput = z.infer<typeof restInput>
export const undoRestInput = z.object({ activityId: id, at: z.coerce.number().int() })

/** The sheet as a form without script: numbers by state, the rest present. */
export const paperInput = z.object({
  activityId: id,
  late: typedText().default(''),
  leftEarly: typedText().default(''),
  leave: typedText().default(''),
  absent: typedText().default(''),
  list: typedText().optional(),
  marks: typedText().optional(),
  restPresent: z
    .literal('on')
    .optional()
    .transform(value => value === 'on'),
})
