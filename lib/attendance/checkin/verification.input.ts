import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'
import { tidyName } from '@/lib/core/names'
import { typedText } from '@/lib/core/text'

/** For people without an account: their name and the last four digits of the phone number. */
export const strangerInput = z.object({
  name: typedText({ error: 'checkIn.error.name' })
    .transform(tidyName)
    .pipe(typedText().min(1, { error: 'checkIn.error.name' }).max(40, { error: 'checkIn.error.name' })),
  phone: typedText({ error: 'checkIn.error.phone' })
    .transform(text => text.normalize('NFKC').trim())
    .pipe(typedText().regex(/^\d{4}$/, { error: 'checkIn.error.phone' })),
})
export type StrangerInput = z.infer<typeof strangerInput>

/** 确认 or 否; for a confirmation the person, where the phone number did not identify one. */
export const decisionInput = z.object({
  scanId: id,
  decision: z.enum(['confirmed', 'rejected'], { error: 'common.form.notAChoice' }),
  personId: z
    .union([z.literal('').transform(() => null), id])
    .nullish()
    .transform(value => value ?? null),
})
export type DecisionInput = z.infer<typeof decisionInput>
