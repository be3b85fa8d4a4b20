import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { version } from '@/lib/core/version'
import { leaveRules } from '@/lib/organisation/settings/study.rules'
import { planKinds } from './plan.rules'

const required = typedText('common.form.required').trim().min(1, 'common.form.required')
const text = (max: number) => typedText().trim().max(max, 'plan.refused.tooLong').default('')
const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const optionalId = z.preprocess(given => (given === '' ? null : given), id.nullable().default(null))
const whole = (least: number, most: number) =>
  z.coerce
    .number('common.form.notANumber')
    .int('common.form.notANumber')
    .min(least, 'plan.refused.outOfRange')
    .max(most, 'plan.refused.outOfRange')
const optionalWhole = (least: number, most: number) =>
  z.preprocess(given => (given === '' ? null : given), whole(least, most).nullable().default(null))
const tick = typedText()
  .optional()
  .transform(given => given === 'on')

export const planInput = z.object({
  year: whole(2000, 2100),
  kind: z.enum(planKinds, 'common.form.notAChoice'),
  unitId: id,
  title: text(100),
})
export type PlanInput = z.infer<typeof planInput>

export const itemInput = z.object({
  planId: id,
  /** Empty for a new item. */
  itemId: optionalId,
  version: optionalWhole(0, Number.MAX_SAFE_INTEGER),
  time: required.max(60, 'plan.refused.tooLong'),
  times: optionalWhole(0, 366),
  content: required.max(500, 'plan.refused.tooLong'),
  form: text(40),
  audience: text(200),
  /** The audience is people on no roster, so only its words are stored. */
  audienceAsWords: tick,
  lecturer: text(60),
  unitId: id,
  mustLearn: tick,
  topics: text(200),
  remark: text(500),
  parentId: optionalId,
  weight: optionalWhole(0, 100),
  evidence: text(200),
  reason: text(200),
})
export type ItemInput = z.infer<typeof itemInput>

export const itemStepInput = z.object({
  itemId: id,
  step: z.enum(['up', 'down'], 'common.form.notAChoice'),
})

export const removeItemInput = z.object({ itemId: id, version, reason: text(200) })
export type RemoveItemInput = z.infer<typeof removeItemInput>
export const issueInput = z.object({ planId: id, version: whole(0, Number.MAX_SAFE_INTEGER) })
export const closeInput = z.object({ planId: id })

export const rulesInput = z.object({
  planId: id,
  version,
  title: required.max(100, 'plan.refused.tooLong'),
  leaveRule: z.enum(leaveRules, 'common.form.notAChoice'),
  makeUpDays: whole(1, 366),
  requiredShare: whole(0, 100),
  theoryLeftOut: z
    .literal('on')
    .optional()
    .transform(value => value === 'on'),
  /** Also the activities whose roll is open already, which keep the old rules otherwise. */
  correctsOpened: z
    .literal('on')
    .optional()
    .transform(value => value === 'on'),
  reason: text(200),
})
export type RulesInput = z.infer<typeof rulesInput>

/** `seen`: the list as the form showed it, one a line; items of plans and sheets add to the list too. */
export const mustLearnInput = z.object({ year: whole(2000, 2100), topics: text(500), seen: text(50_000) })
export type MustLearnInput = z.infer<typeof mustLearnInput>

export const linkInput = z.object({ itemId: id, activityId: id })

/** Each: what was held, its id, the item it is joined to. */
export const foundInput = z.object({
  planId: id,
  pairs: z
    .array(typedText().regex(/^(activity|exam):\d{1,12}:\d{1,12}$/, 'common.form.notAChoice'))
    .min(1, 'planFound.nothing')
    .max(1000, 'common.form.notAChoice')
    .default([]),
})
export type FoundInput = z.infer<typeof foundInput>

/** Of a point that falls due several times, `occurrenceId` is the time that was done. */
export const doneInput = z.object({
  itemId: id,
  occurrenceId: optionalId,
  version,
  doneOn: typedText().refine(given => given === '' || isDay(given), 'common.form.notADay'),
  doneNote: text(200),
})
export type DoneInput = z.infer<typeof doneInput>
