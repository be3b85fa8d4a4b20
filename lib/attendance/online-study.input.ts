import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'

/** 完成日期 of one person; an empty one removes the completion. `version` is the version of the row on the page. */
export const completionInput = z.object({
  activityId: id,
  personId: id,
  version: z.coerce.number().int().min(0),
  completedOn: typedText()
    .transform(typed => typed.trim())
    .refine(typed => typed === '' || isDay(typed), 'common.form.notADay')
    .transform(typed => typed || null),
})
export type CompletionInput = z.infer<typeof completionInput>
