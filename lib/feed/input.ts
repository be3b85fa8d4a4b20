import { z } from 'zod'
import { alarmChoices } from './rules'

const minutes = alarmChoices.map(each => (each === null ? 'none' : String(each)))

export const feedInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: 'common.form.required' })
    .max(20, { error: 'feed.error.nameTooLong' }),
  alarm: z
    .string()
    .refine(value => minutes.includes(value), { error: 'common.form.notAChoice' })
    .transform(value => (value === 'none' ? null : Number(value))),
})

export const revokeInput = z.object({ id: z.coerce.number().int().positive() })
