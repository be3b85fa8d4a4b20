import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const text = (max: number) => typedText().trim().max(max, 'plan.refused.tooLong').default('')
const title = typedText('common.form.required')
  .trim()
  .min(1, 'common.form.required')
  .max(200, 'plan.refused.tooLong')
const day = typedText('common.form.notADay').refine(isDay, 'common.form.notADay')
const time = typedText()
  .regex(/^$|^([01]\d|2[0-3]):[0-5]\d$/, 'common.form.notATime')
  .default('')
const tick = typedText()
  .optional()
  .transform(given => given === 'on')

/** The details of an activity that are known when it is scheduled. */
const facts = {
  title,
  starts: time,
  ends: time,
  place: text(100),
  lecturer: text(60),
  lecturerRank: text(60),
  compulsory: tick,
  isPublic: tick,
  /** The user has read the schedule conflicts and confirms. */
  despite: tick,
}

const inOrder = ({ starts, ends }: { starts: string; ends: string }) =>
  ends === '' || (starts !== '' && starts < ends)
const outOfOrder = { path: ['ends'], message: 'plan.refused.endsBeforeStart' }

/** 确定时间 of one occurrence. */
export const dateInput = z.object({ occurrenceId: id, day, ...facts }).refine(inOrder, outOfOrder)
export type DateInput = z.infer<typeof dateInput>

/** 批量排定 of several occurrences of one item: a field `day-12` for the occurrence 12; without a day it stays 待定. */
export const dateAllInput = z
  .looseObject({ itemId: id, idempotencyKey: text(64), ...facts })
  .refine(inOrder, outOfOrder)
  .transform((given, context) => {
    const {
      itemId,
      idempotencyKey,
      title,
      starts,
      ends,
      place,
      lecturer,
      lecturerRank,
      compulsory,
      isPublic,
      despite,
    } = given
    const days = Object.entries(given).flatMap(([name, value]) => {
      const occurrenceId = Number(/^day-(\d{1,15})$/.exec(name)?.[1])
      if (!occurrenceId || value === '') return []
      if (typeof value !== 'string' || !isDay(value)) {
        context.addIssue({ code: 'custom', path: [name], message: 'common.form.notADay' })
        return []
      }
      return [{ occurrenceId, day: value }]
    })
    return {
      itemId,
      idempotencyKey,
      days,
      facts: { title, starts, ends, place, lecturer, lecturerRank, compulsory, isPublic, despite },
    }
  })
export type DateAllInput = z.infer<typeof dateAllInput>

const mark = z.coerce
  .number('common.form.notANumber')
  .positive('common.form.notANumber')
  .max(1000, 'plan.refused.outOfRange')

export const dateExamInput = z
  .object({
    occurrenceId: id,
    title,
    opensOn: day,
    closesOn: day,
    fullMark: mark,
    passMark: mark,
    despite: tick,
  })
  .refine(given => given.opensOn <= given.closesOn, {
    path: ['closesOn'],
    message: 'plan.refused.endsBeforeStart',
  })
  .refine(given => given.passMark <= given.fullMark, {
    path: ['passMark'],
    message: 'plan.refused.outOfRange',
  })
export type DateExamInput = z.infer<typeof dateExamInput>
