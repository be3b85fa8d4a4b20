import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { versionOrNone } from '@/lib/core/version'
import { isOverWhole } from '@/lib/spreadsheet/over-whole.rules'

const day = typedText().refine(isDay)

/** The report that a form is about. */
const ofReport = {
  unitId: z.coerce.number().int().positive(),
  from: day,
  to: day,
  version: versionOrNone,
}
const key = typedText().min(1).max(20)

/** A paragraph: its lines are paragraphs of their own, and without text it goes. */
export const paragraphInput = z.object({
  ...ofReport,
  key,
  text: typedText()
    .max(5000, { error: 'common.form.tooLong' })
    .refine(text => !isOverWhole(text), { error: 'report.typed.overWhole' })
    .transform(text => text.replaceAll('\r', '').trim()),
  /** A figure that is put at the end of the text. */
  insert: typedText().max(80).optional(),
  /** Marks that get another wording, as `old>new`. */
  words: z.array(typedText().max(200)).max(200).optional(),
})
export type ParagraphInput = z.infer<typeof paragraphInput>

export const leaveInput = z.object({ ...ofReport, key, isLeft: z.enum(['1', '']).transform(Boolean) })
export type LeaveInput = z.infer<typeof leaveInput>

export const finalInput = z.object({
  ...ofReport,
  reason: typedText().trim().max(200, { error: 'common.form.tooLong' }).optional(),
})
export type FinalInput = z.infer<typeof finalInput>
