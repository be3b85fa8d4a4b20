import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'

const words = typedText().trim().max(300, { error: 'common.form.tooLong' })
const needed = words.min(1, { error: 'common.form.required' })
const kind = typedText().trim().min(1, { error: 'common.form.required' }).max(20)

export const askLeaveInput = z.object({ activityId: id, kind, reason: needed })
export type AskLeaveInput = z.infer<typeof askLeaveInput>

export const withdrawLeaveInput = z.object({ requestId: id })

/** 批准 or 不批准; a refusal needs a reason. */
export const decideLeaveInput = z
  .object({ requestId: id, decision: z.enum(['approve', 'refuse']), note: words.default('') })
  .refine(({ decision, note }) => decision === 'approve' || note !== '', {
    path: ['note'],
    error: 'leave.error.whyNot',
  })
export type DecideLeaveInput = z.infer<typeof decideLeaveInput>

/** 代批: a leave entered by the organiser, with the name of who approved it. */
export const enterLeaveInput = z.object({
  activityId: id,
  personId: id,
  version: z.coerce.number().int().min(0),
  kind,
  agreedBy: typedText()
    .trim()
    .min(1, { error: 'common.form.required' })
    .max(60, { error: 'common.form.tooLong' }),
  reason: words.default(''),
})
export type EnterLeaveInput = z.infer<typeof enterLeaveInput>
