import { z } from 'zod'
import { id, optionalCount } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'

const words = (max: number) => typedText().trim().max(max, { error: 'common.form.tooLong' })

/** A participant who is on no roster here. */
export const guestInput = z.object({
  activityId: id,
  name: words(40).min(1, { error: 'common.form.required' }),
  organisation: words(100).default(''),
  post: words(100).default(''),
  standing: z.enum(['invited', 'walkIn'], { error: 'common.form.notAChoice' }),
})
export type GuestInput = z.infer<typeof guestInput>

export const guestMarkInput = z.object({
  activityId: id,
  guestId: id,
  came: z.enum(['yes', 'no', 'remove'], { error: 'common.form.notAChoice' }),
})
export type GuestMarkInput = z.infer<typeof guestMarkInput>

/** The number of 名单外参加 whose names are unknown. */
export const walkInCountInput = z.object({
  activityId: id,
  version: z.coerce.number().int().min(0),
  walkIns: optionalCount,
})
export type WalkInCountInput = z.infer<typeof walkInCountInput>
