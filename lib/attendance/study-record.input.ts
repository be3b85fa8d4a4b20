import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'

const words = (max: number) => typedText().trim().max(max, { error: 'common.form.tooLong' }).default('')

/** The form of 学习记录; `version` is that of the record on the page (0: there was none). */
export const studyRecordInput = z.object({
  activityId: id,
  version: z.coerce.number().int().min(0),
  chairedBy: words(100),
  recorder: words(100),
  keySpeakers: words(300),
  conveyed: words(4000),
  discussion: words(8000),
  summary: words(4000),
  lawContent: z
    .literal('on')
    .optional()
    .transform(value => value === 'on'),
})
export type StudyRecordInput = z.infer<typeof studyRecordInput>
