import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { importKinds } from '@/lib/spreadsheet/importer.rules'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const row = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const words = (max: number) =>
  typedText()
    .trim()
    .max(max)
    .optional()
    .transform(given => given || undefined)
const tick = typedText()
  .optional()
  .transform(given => given === 'on')

/** Options given with the file; the page asks only for those that the kind needs. */
const said = z.object({
  year: z
    .union(
      [
        z.literal('').transform(() => undefined),
        z.coerce
          .number('import.form.notAYear')
          .int('import.form.notAYear')
          .min(1900, 'import.form.notAYear')
          .max(2199, 'import.form.notAYear'),
      ],
      'import.form.notAYear',
    )
    .optional(),
  on: z
    .union([z.literal('').transform(() => undefined), typedText().refine(isDay, 'common.form.notADay')])
    .optional(),
  endMissing: tick,
  plan: z.enum(['officials', 'communities', 'workPoints'], 'common.form.notAChoice').optional(),
  unit: words(100),
  activity: words(200),
  exam: words(200),
  replace: tick,
  reason: words(300),
  keepOpen: tick,
  clear: tick,
})

export const uploadInput = said.and(z.object({ kind: z.enum(importKinds), sheet: words(100) }))

export const optionsInput = said
  .and(z.object({ draftId: id }))
  .transform(({ draftId, ...options }) => ({ draftId, options }))

/**
 * How a faulty row is settled: the cell is corrected (`mend`), the suggested name is accepted (`take`), a
 * candidate is chosen (`choose`), its question is answered for all rows that ask it (`answer`), or the row is set
 * aside (`aside`).
 */
export const settleInput = z.object({
  draftId: id,
  row,
  field: typedText().max(40).default(''),
  do: z.enum(['mend', 'take', 'choose', 'answer', 'aside'], 'common.form.notAChoice').default('mend'),
  text: typedText().max(500).default(''),
  likely: typedText().max(500).default(''),
  candidate: typedText().max(500).default(''),
  answer: typedText().max(500).default(''),
})
export type SettleInput = z.infer<typeof settleInput>

export const rowInput = z.object({ draftId: id, row })
export const draftInput = z.object({ draftId: id })
