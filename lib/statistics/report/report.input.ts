import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { version, versionOrNone } from '@/lib/core/version'
import { readTyped, typedKinds } from '@/lib/statistics/typed/typed.rules'

const year = z.coerce.number().int().min(2000).max(2100)
/** The unit whose report is shown; without it the topmost one of the viewer. */
const unitId = z.coerce.number().int().positive().optional()
const needed = (max: number) =>
  typedText().trim().min(1, { error: 'common.form.required' }).max(max, { error: 'common.form.tooLong' })

/** A figure that is not computed from rows: typed in, with its source. */
export const otherFigureInput = z
  .object({
    year,
    unitId,
    version: versionOrNone,
    name: needed(60),
    kind: z.enum(typedKinds, { error: 'common.form.notAChoice' }).default('text'),
    value: needed(60),
    source: needed(200),
  })
  .transform((typed, context) => {
    const read = readTyped(typed)
    if (typeof read === 'object') return { ...typed, ...read }
    context.addIssue({ code: 'custom', path: ['value'], message: `report.typed.${read}` })
    return z.NEVER
  })
export type OtherFigureInput = z.infer<typeof otherFigureInput>
export const removeFigureInput = z.object({ year, unitId, id: z.coerce.number().int().positive(), version })
export type RemoveFigureInput = z.infer<typeof removeFigureInput>
