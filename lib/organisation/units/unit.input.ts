import { z } from 'zod'
import { tidyName } from '@/lib/core/names'
import { typedText } from '@/lib/core/text'
import { type Day, isDay } from '@/lib/core/time'
import { version } from '@/lib/core/version'
import { unitKinds } from '@/lib/organisation/people/person.rules'

const required = 'common.form.required'
const id = z.coerce.number({ error: 'common.form.notAChoice' }).int().positive('common.form.notAChoice')
const text = (longest: number) =>
  typedText()
    .default('')
    .transform(tidyName)
    .pipe(typedText().max(longest, 'roster.form.tooLong'))
    .transform(typed => typed || null)

const unitFields = {
  name: typedText({ error: required })
    .transform(tidyName)
    .pipe(typedText().min(1, required).max(60, 'roster.form.tooLong')),
  kind: z.enum(unitKinds, { error: 'common.form.notAChoice' }),
  shortName: text(20),
  code: text(40),
}

const day = typedText({ error: required }).min(1, required).refine(isDay, 'common.form.notADay')
const dayOrNone = typedText()
  .default('')
  .transform(typed => (typed === '' ? null : (typed as Day)))
  .refine(typed => typed === null || isDay(typed), 'common.form.notADay')

export const newUnitInput = z.object({
  ...unitFields,
  parentId: id,
  /** Its first day; empty: it was always there. */
  firstDay: dayOrNone,
})
export type NewUnitInput = z.infer<typeof newUnitInput>

export const unitInput = z.object({
  ...unitFields,
  unitId: id,
  version,
  /** The parent unit; a top unit has none. */
  parentId: z
    .literal('')
    .transform(() => null)
    .or(id),
  /** Since when it is under another parent, or that it always was: what stood there was wrong. Empty where it stays. */
  movedOn: dayOrNone,
  movedAlways: z
    .literal('on')
    .optional()
    .transform(typed => typed === 'on'),
  firstDay: dayOrNone,
  /** Aliases used by sheets, one per line. */
  aliases: typedText()
    .default('')
    .transform(typed => [
      ...new Set(
        typed
          .split(/[\n、]/)
          .map(tidyName)
          .filter(word => word !== ''),
      ),
    ]),
})
export type UnitInput = z.infer<typeof unitInput>

export const shiftInput = z.object({ unitId: id, way: z.enum(['up', 'down']) })
export type ShiftInput = z.infer<typeof shiftInput>

export const removeUnitInput = z.object({ unitId: id, version })
export type RemoveUnitInput = z.infer<typeof removeUnitInput>

export const closeUnitInput = z.object({ unitId: id, version, lastDay: day })
export type CloseUnitInput = z.infer<typeof closeUnitInput>

export const reopenUnitInput = z.object({ unitId: id, version })
export type ReopenUnitInput = z.infer<typeof reopenUnitInput>

/** 撤并: `from` is the first day on which the people belong to the other unit. */
export const mergeUnitInput = z.object({ unitId: id, version, intoId: id, from: day })
export type MergeUnitInput = z.infer<typeof mergeUnitInput>
