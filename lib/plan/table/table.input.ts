import { z } from 'zod'
import { withIdempotencyKey } from '@/lib/access/idempotency-key.input'
import { typedText } from '@/lib/core/text'
import { type Cells, tableFields } from './table.sheet'

const id = z.number().int().positive()
const key = typedText().min(1).max(40)
const version = z.number().int().min(0)
const after = z.union([z.null(), id, key])
const asWords = z.boolean().optional()
const names = [...new Set([...tableFields.plan, ...tableFields.points])]
// No limit of length here: it is checked for each cell later, so that one long cell does not fail the other rows.
const cells = z.partialRecord(z.enum(names), typedText())

const changes = z.object({
  planId: z.coerce.number().int().positive(),
  /** Idempotency key of the batch: a retry after a lost answer is applied once. */
  idempotencyKey: key,
  reason: typedText().trim().max(200).default(''),
  /** Dry run: validates and writes nothing. */
  rehearse: z.boolean().default(false),
  operations: z
    .array(
      z.discriminatedUnion('do', [
        z.object({ do: z.literal('add'), key, cells, asWords, after }),
        z.object({ do: z.literal('restore'), key, id, after }),
        z.object({ do: z.literal('change'), key, id, version, cells, asWords }),
        z.object({ do: z.literal('remove'), key, id, version }),
        z.object({ do: z.literal('move'), key, id, after }),
      ]),
    )
    .min(1)
    .max(1000),
})

/** The request of the table editor: one batch of changes, applied together or not at all. */
export const changesInput = withIdempotencyKey(changes, 'key')

/**
 * A pasted block and, once parsed, its rows: fields named `cell-<row>-<field>`, as the form without script
 * sends them. `step` says whether it is only a preview.
 */
export const pasteInput = z
  .looseObject({
    planId: z.coerce.number().int().positive(),
    idempotencyKey: key,
    step: z.enum(['look', 'write']).default('look'),
    text: typedText().max(200_000, 'plan.refused.tooLong').default(''),
    reason: typedText().trim().max(200, 'plan.refused.tooLong').default(''),
  })
  .transform(({ planId, idempotencyKey, step, text, reason, ...typed }) => {
    const rows: Cells[] = []
    const asWords: boolean[] = []
    for (const [name, value] of Object.entries(typed)) {
      const words = /^words-(\d{1,4})$/.exec(name)?.[1]
      if (words !== undefined) asWords[Number(words)] = true
      const [, row, field] = /^cell-(\d{1,4})-(\w+)$/.exec(name) ?? []
      const known = names.find(each => each === field)
      if (!known || typeof value !== 'string') continue
      rows[Number(row)] = { ...rows[Number(row)], [known]: value }
    }
    return { planId, idempotencyKey, step, text, reason, rows: rows.filter(Boolean), asWords }
  })
export type PasteInput = z.infer<typeof pasteInput>

export type ChangesInput = z.infer<typeof changesInput>
