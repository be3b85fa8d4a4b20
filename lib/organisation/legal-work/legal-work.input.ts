import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { version } from '@/lib/core/version'
import { workKinds } from './legal-work.rules'

const day = typedText().refine(isDay, { error: 'common.form.notADay' })
const id = z.coerce
  .number({ error: 'common.form.notAChoice' })
  .int()
  .positive({ error: 'common.form.notAChoice' })
const needed = (max: number) =>
  typedText().trim().min(1, { error: 'common.form.required' }).max(max, { error: 'common.form.tooLong' })
const optional = (max: number) =>
  typedText()
    .trim()
    .max(max, { error: 'common.form.tooLong' })
    .nullish()
    .transform(value => value || null)

/** `who` is the name of an adviser in office that day, or the name or number of a person of the unit. */
export const workInput = z.object({
  day,
  kind: z.enum(workKinds, { error: 'common.form.notAChoice' }),
  who: needed(60),
  unitId: id,
  matter: needed(300),
  paper: optional(300),
})
export type WorkInput = z.infer<typeof workInput>
export const newWorkInput = workInput.and(z.object({ idempotencyKey: typedText().max(64).default('') }))
export const changeWorkInput = workInput.and(z.object({ id, version }))
export type ChangeWorkInput = z.infer<typeof changeWorkInput>
export const removeWorkInput = z.object({ id, version, reason: needed(300) })
export type RemoveWorkInput = z.infer<typeof removeWorkInput>

const lastDay = z
  .union([z.literal('').transform(() => null), day])
  .nullish()
  .transform(value => value ?? null)
/** One term of an adviser at one unit. */
const termInput = z
  .object({
    name: needed(60),
    unitId: id,
    fromDay: day,
    toDay: lastDay,
    firm: optional(100),
    phone: optional(30),
    contract: optional(100),
    isFullTime: z
      .literal('on')
      .optional()
      .transform(value => value === 'on'),
  })
  .refine(({ fromDay, toDay }) => toDay === null || fromDay <= toDay, {
    error: 'legalWork.error.backwards',
    path: ['toDay'],
  })
export const newAdviserInput = termInput.and(z.object({ idempotencyKey: typedText().max(64).default('') }))
export type AdviserInput = z.infer<typeof termInput>
export const changeAdviserInput = termInput.and(z.object({ id, version }))
export type ChangeAdviserInput = z.infer<typeof changeAdviserInput>
