import { z } from 'zod'
import { tidyName } from '@/lib/core/names'
import { typedText } from '@/lib/core/text'
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

export const newUnitInput = z.object({ ...unitFields, parentId: id })
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
