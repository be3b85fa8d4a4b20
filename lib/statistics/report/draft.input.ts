import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { versionOrNone } from '@/lib/core/version'
import { isOverWhole } from '@/lib/spreadsheet/over-whole.rules'
import { codeNamed } from './mark.rules'

const day = typedText().refine(isDay)

/** The report that a form is about. */
const ofReport = {
  unitId: z.coerce.number().int().positive(),
  from: day,
  to: day,
  version: versionOrNone,
}
const key = typedText().min(1).max(20)

const longest = 5000
/** A mark without its brackets; `>` parts the old wording from the new. */
const body = '[^〔〕>\\n]{1,100}'

/** The figure at the end of the last sentence, by its name: …6场次，中心组学习〔中心组学习〕。 */
function withFigure(text: string, mark: string): string {
  const [name = ''] = mark.split('·')
  if (!codeNamed.has(name)) return `${text}〔${mark}〕`
  const [end = ''] = /[。；！？.;]?$/.exec(text) ?? []
  const before = text.slice(0, text.length - end.length)
  return `${before}${before ? '，' : ''}${name}〔${mark}〕${end}`
}

/** A paragraph: its lines are paragraphs of their own, and without text it goes. */
export const paragraphInput = z
  .object({
    ...ofReport,
    key,
    text: typedText()
      .max(longest, { error: 'common.form.tooLong' })
      .transform(text => text.replaceAll('\r', '').trim()),
    /** A figure that is put at the end of the text. */
    insert: typedText()
      .max(80)
      .regex(new RegExp(`^(?:${body})?$`))
      .optional(),
    /** Marks that get another wording, as `old>new`. */
    words: z
      .array(typedText().regex(new RegExp(`^(?:${body}>${body})?$`)))
      .max(200)
      .optional(),
  })
  .transform(({ words = [], insert, text, ...of }, context) => {
    const reworded = words.reduce((said, each) => {
      const [before, after] = each.split('>')
      return before && after ? said.replaceAll(`〔${before}〕`, `〔${after}〕`) : said
    }, text)
    const whole = insert ? withFigure(reworded, insert) : reworded
    const message =
      whole.length > longest ? 'common.form.tooLong' : isOverWhole(whole) ? 'report.typed.overWhole' : null
    if (message === null) return { ...of, text: whole }
    context.addIssue({ code: 'custom', path: ['text'], message })
    return z.NEVER
  })
export type ParagraphInput = z.infer<typeof paragraphInput>

export const leaveInput = z.object({ ...ofReport, key, isLeft: z.enum(['1', '']).transform(Boolean) })
export type LeaveInput = z.infer<typeof leaveInput>

export const finalInput = z.object({
  ...ofReport,
  reason: typedText().trim().max(200, { error: 'common.form.tooLong' }).optional(),
})
export type FinalInput = z.infer<typeof finalInput>
