import { z } from 'zod'
import { day, id, optionalCount } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'

const version = z.coerce.number().int().min(0)
const blank = z.literal('').transform(() => null)
const optionalDay = z
  .union([blank, day])
  .nullish()
  .transform(value => value ?? null)
const clock = z
  .union([blank, typedText().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'common.form.notATime' })])
  .nullish()
  .transform(value => value ?? null)
const mark = z.coerce
  .number({ error: 'common.form.notANumber' })
  .positive({ error: 'common.form.notANumber' })

/** The form of an exam; a closing day without a time closes at the end of that day. */
export const examInput = z
  .object({
    hostUnitId: id,
    title: typedText()
      .trim()
      .min(1, { error: 'common.form.required' })
      .max(200, { error: 'common.form.tooLong' }),
    opensOn: day,
    opensTime: clock,
    closesOn: day,
    closesTime: clock,
    makeUpClosesOn: optionalDay,
    fullMark: mark,
    passMark: mark,
    attempts: optionalCount,
    makeUpAttempts: optionalCount,
    counting: z.enum(['best', 'last', 'first']),
    audienceWords: typedText()
      .trim()
      .min(1, { error: 'common.form.required' })
      .max(500, { error: 'common.form.tooLong' }),
  })
  .refine(input => input.closesOn >= input.opensOn, { path: ['closesOn'], error: 'exam.error.closes' })
  .refine(input => input.makeUpClosesOn === null || input.makeUpClosesOn >= input.closesOn, {
    path: ['makeUpClosesOn'],
    error: 'exam.error.makeUp',
  })
  .refine(input => input.passMark <= input.fullMark, { path: ['passMark'], error: 'exam.error.passMark' })
export type ExamInput = z.infer<typeof examInput>

export const changeExamInput = z
  .object({
    id,
    version,
    /** Why attempts that fall outside changed windows are annulled; without it such a change is refused. */
    annulReason: typedText().trim().max(300, { error: 'common.form.tooLong' }).default(''),
  })
  .and(examInput)
export const examVersionInput = z.object({ id, version })
/** '' takes the reason back. */
export const missedReasonInput = z.object({
  id,
  personId: id,
  version,
  missedReason: typedText()
    .trim()
    .max(300, { error: 'common.form.tooLong' })
    .transform(text => text || null),
})
export type MissedReasonInput = z.infer<typeof missedReasonInput>
export const candidateInput = z.object({
  id,
  personId: id,
  version,
  standing: z.enum(['required', 'exempt']),
  reason: typedText()
    .trim()
    .min(1, { error: 'common.form.required' })
    .max(300, { error: 'common.form.tooLong' }),
})
