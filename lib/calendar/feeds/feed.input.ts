import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { version } from '@/lib/core/version'
import { alarmChoices } from './feed.rules'
import { feedKinds } from './item.rules'

const minutes = alarmChoices.map(each => (each === null ? 'none' : String(each)))
const id = z.coerce.number({ error: 'common.form.notAChoice' }).int().positive()

const choice = z.object({
  name: typedText()
    .trim()
    .min(1, { error: 'common.form.required' })
    .max(20, { error: 'feed.error.nameTooLong' }),
  alarm: typedText()
    .refine(value => minutes.includes(value), { error: 'common.form.notAChoice' })
    .transform(value => (value === 'none' ? null : Number(value))),
  shown: z
    .array(z.enum(feedKinds, { error: 'common.form.notAChoice' }))
    .default([])
    .refine(kinds => kinds.length > 0, { error: 'feed.error.noKind' }),
})

/** Without a unit it is the viewer's own calendar. */
export const feedInput = choice.extend({
  unitId: id.nullish().transform(value => value ?? null),
  idempotencyKey: typedText().max(64).default(''),
})
export const changeFeedInput = choice.extend({ id, version })
export const revokeInput = z.object({ id })
