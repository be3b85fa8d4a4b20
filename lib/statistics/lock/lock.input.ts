import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'

const year = z.coerce.number().int().min(2000).max(2100)
const unitId = z.coerce.number().int().positive()

/** `asOf`: the day as of which the figures are kept; empty: the last of the year. */
export const lockInput = z.object({
  year,
  unitId: unitId.optional(),
  asOf: typedText()
    .refine(text => text === '' || isDay(text), { error: 'common.form.notADay' })
    .transform(text => text || undefined)
    .optional(),
})
export type LockInput = z.infer<typeof lockInput>

export const unlockInput = z.object({
  year,
  unitId,
  reason: typedText()
    .trim()
    .min(1, { error: 'common.form.required' })
    .max(500, { error: 'common.form.tooLong' }),
})
export type UnlockInput = z.infer<typeof unlockInput>
