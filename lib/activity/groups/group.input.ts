import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const version = z.coerce.number().int().min(0)
const words = (max: number) =>
  typedText('common.form.required').trim().min(1, 'common.form.required').max(max, 'common.form.tooLong')
const time = typedText()
  .regex(/^$|^([01]\d|2[0-3]):[0-5]\d$/, 'common.form.notATime')
  .default('')
  .transform(given => given || null)
const title = typedText().trim().max(100, 'common.form.tooLong').default('')
const reason = words(300)

/** 换对象: the same activity for other people. */
export const audienceMoveInput = z.object({ id, version, audienceWords: words(500), reason })
export type AudienceMoveInput = z.infer<typeof audienceMoveInput>

/** 分两场: the people of these units attend at another time. */
export const splitInput = z
  .object({
    id,
    version,
    /** New titles of the two sessions; an empty one keeps the title. */
    firstTitle: title,
    secondTitle: title,
    units: z.array(id).min(1, 'common.form.required').default([]),
    day: typedText('common.form.notADay').refine(isDay, 'common.form.notADay'),
    starts: time,
    ends: time,
    place: typedText().trim().max(100, 'common.form.tooLong').default(''),
    reason,
    /** The user has read the schedule conflicts and confirms. */
    despite: typedText()
      .optional()
      .transform(given => given === 'on'),
  })
  .refine(given => given.units.length > 0, { path: ['units'], message: 'common.form.required' })
  .refine(given => given.ends === null || (given.starts !== null && given.ends > given.starts), {
    path: ['ends'],
    message: 'activity.error.ends',
  })
export type SplitInput = z.infer<typeof splitInput>

/** 并入: the people of another activity attend this one, and the other is cancelled. */
export const mergeInput = z.object({ id, version, otherId: id, reason })
export type MergeInput = z.infer<typeof mergeInput>
