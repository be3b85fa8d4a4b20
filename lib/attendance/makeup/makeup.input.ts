import { z } from 'zod'
import { day, id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'

const text = (max: number) => typedText().trim().max(max, { error: 'common.form.tooLong' })
const needed = (max: number) => text(max).min(1, { error: 'common.form.required' })

/** 补学: the day on which it was done, how, and a note. */
export const makeUpInput = z.object({
  activityId: id,
  personId: id,
  day,
  way: z.enum(['activity', 'selfStudy', 'session']),
  note: needed(1000),
})
export type MakeUpInput = z.infer<typeof makeUpInput>

/** The person's own 自学: when, what was read, and notes on it. */
export const selfStudyInput = z.object({
  activityId: id,
  day,
  material: needed(300),
  note: needed(1000),
})
export type SelfStudyInput = z.infer<typeof selfStudyInput>

export const withdrawStudyInput = z.object({ makeUpId: id })

/** 批准 or 退回; a refusal needs a reason. */
export const decideStudyInput = z
  .object({ makeUpId: id, decision: z.enum(['approve', 'refuse']), note: text(300).default('') })
  .refine(({ decision, note }) => decision === 'approve' || note !== '', {
    path: ['note'],
    error: 'makeup.error.whyNot',
  })
export type DecideStudyInput = z.infer<typeof decideStudyInput>

const rowKey = typedText()
  .regex(/^\d+\/\d+$/, { error: 'common.form.notAChoice' })
  .transform(key => key.split('/').map(Number) as [activityId: number, personId: number])

/** 补学场次: several people at once, each as `activity/person`. */
export const sessionInput = z.object({
  day,
  note: needed(300),
  rows: z.array(rowKey).min(1, { error: 'makeup.error.nobody' }).max(500),
})
export type SessionInput = z.infer<typeof sessionInput>

/** Accepts a proposal: `activity/person/attended activity`. */
export const confirmInput = z.object({
  confirm: typedText()
    .regex(/^\d+\/\d+\/\d+$/, { error: 'common.form.notAChoice' })
    .transform(key => {
      const [activityId = 0, personId = 0, byActivityId = 0] = key.split('/').map(Number)
      return { activityId, personId, byActivityId }
    }),
})
export type ConfirmInput = z.infer<typeof confirmInput>

export const undoMakeUpInput = z.object({
  activityId: id,
  personId: id,
  reason: needed(300),
})
export type UndoMakeUpInput = z.infer<typeof undoMakeUpInput>
