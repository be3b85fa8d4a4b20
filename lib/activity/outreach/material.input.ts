import { z } from 'zod'
import { day, id, optionalCount } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'
import { version } from '@/lib/core/version'

const optionalWords = (max: number) =>
  typedText()
    .trim()
    .max(max, { error: 'common.form.tooLong' })
    .nullish()
    .transform(value => value || null)
const optionalId = z
  .union([z.literal('').transform(() => null), id], { error: 'common.form.notAChoice' })
  .nullish()
  .transform(value => value ?? null)

/** Material handed out, put up or sent, with its exact quantity; only the wording of a report rounds it. */
export const materialInput = z.object({
  day,
  channelId: id,
  quantity: z.coerce
    .number({ error: 'common.form.notANumber' })
    .int({ error: 'common.form.notANumber' })
    .min(1, { error: 'material.error.quantity' }),
  unitWord: optionalWords(10),
  topic: optionalWords(200),
  unitId: id,
  activityId: optionalId,
  place: optionalWords(200),
  reads: optionalCount,
})
/** `key` is the form's idempotency key, so that a double click makes one entry. */
export const newMaterialInput = materialInput.and(
  z.object({ idempotencyKey: typedText().max(64).default('') }),
)
export type MaterialInput = z.infer<typeof materialInput>

const reason = typedText()
  .trim()
  .min(1, { error: 'common.form.required' })
  .max(300, { error: 'common.form.tooLong' })

export const changeMaterialInput = materialInput.and(z.object({ id, version }))
export type ChangeMaterialInput = z.infer<typeof changeMaterialInput>
export const removeMaterialInput = z.object({ id, version, reason })
export type RemoveMaterialInput = z.infer<typeof removeMaterialInput>
