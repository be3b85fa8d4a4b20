import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'

export const day = typedText().refine(isDay, { error: 'common.form.notADay' })
const blank = z.literal('').transform(() => null)
const time = typedText().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'common.form.notATime' })
export const id = z.coerce
  .number({ error: 'common.form.notAChoice' })
  .int()
  .positive({ error: 'common.form.notAChoice' })
const words = (max: number) => typedText().trim().max(max, { error: 'common.form.tooLong' })
const needed = (max: number) => words(max).min(1, { error: 'common.form.required' })
const optionalWords = (max: number) =>
  z
    .union([blank, words(max)])
    .nullish()
    .transform(value => value || null)
const optionalDay = z
  .union([blank, day])
  .nullish()
  .transform(value => value ?? null)
const optionalTime = z
  .union([blank, time])
  .nullish()
  .transform(value => value ?? null)
const count = z.coerce
  .number({ error: 'common.form.notANumber' })
  .int({ error: 'common.form.notANumber' })
  .min(0, { error: 'common.form.notANumber' })
  .max(1_000_000, { error: 'common.form.tooLarge' })
export const optionalCount = z
  .union([blank, count], { error: 'common.form.notANumber' })
  .nullish()
  .transform(value => value ?? null)
export const tick = z
  .literal('on')
  .optional()
  .transform(value => value === 'on')

/** The form of an activity. The audience is given in the office's words. */
export const activityInput = z
  .object({
    hostUnitId: id,
    title: needed(200),
    form: needed(40),
    day,
    lastDay: optionalDay,
    starts: optionalTime,
    ends: optionalTime,
    signInFrom: optionalTime,
    lateAfter: optionalTime,
    signInUntil: optionalTime,
    place: optionalWords(200),
    lecturer: optionalWords(100),
    lecturerRank: optionalWords(100),
    hours: z
      .union(
        [
          blank,
          z.coerce.number({ error: 'common.form.notANumber' }).min(0, { error: 'common.form.notANumber' }),
        ],
        { error: 'common.form.notANumber' },
      )
      .nullish()
      .transform(value => value ?? null),
    compulsory: tick,
    isPublic: tick,
    campaign: optionalWords(60),
    audienceWords: words(500).default(''),
    invitedNames: words(500).default(''),
    coHosts: words(300).default(''),
    targets: z.array(typedText()).default([]),
    topics: z.array(id).default([]),
    occurrenceId: z
      .union([blank, id], { error: 'common.form.notAChoice' })
      .nullish()
      .transform(value => value ?? null),
    remark: optionalWords(1000),
    draft: tick,
    /** `asksConflicts`: report schedule conflicts before writing. `despite`: the user has read them. */
    asksConflicts: tick,
    despite: tick,
    /** Idempotency key of the form, so that a double click makes one activity; empty where no form was sent. */
    idempotencyKey: typedText().max(64).default(''),
  })
  .refine(input => input.lastDay === null || input.lastDay >= input.day, {
    path: ['lastDay'],
    error: 'activity.error.lastDay',
  })
  .refine(input => input.starts === null || input.ends === null || input.ends > input.starts, {
    path: ['ends'],
    error: 'activity.error.ends',
  })
  .refine(
    ({ signInFrom, signInUntil, day, lastDay }) =>
      signInFrom === null || signInUntil === null || day !== (lastDay ?? day) || signInUntil > signInFrom,
    { path: ['signInUntil'], error: 'checkIn.error.until' },
  )
  .refine(input => !input.compulsory || input.audienceWords.trim() !== '', {
    path: ['audienceWords'],
    error: 'activity.error.audience',
  })
export type ActivityInput = z.infer<typeof activityInput>

/** 查看人数: who is meant by the words on that day. */
export const audienceInput = z.object({
  hostUnitId: id,
  day,
  audienceWords: needed(500),
})

const version = z.coerce.number().int().min(0)
const reason = needed(300)

export const changeInput = z.object({ id, version }).and(activityInput)
export const postponeInput = z.object({
  id,
  version,
  newDay: optionalDay,
  starts: optionalTime,
  ends: optionalTime,
  reason,
  asksConflicts: tick,
  despite: tick,
})
export const reasonInput = z.object({ id, version, reason })
export const plainInput = z.object({ id, version })
/** Includes the counts that the form showed: counters add to them while a form is open. */
export const headsInput = z.object({
  id,
  version,
  heads: optionalCount,
  consultations: optionalCount,
  headsSeen: optionalCount,
  consultationsSeen: optionalCount,
})
