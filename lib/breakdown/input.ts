import { z } from 'zod'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const text = (max: number) => z.string().trim().max(max, 'plan.refused.tooLong').default('')
const weight = z.coerce
  .number('common.form.notANumber')
  .int('common.form.notANumber')
  .min(0, 'plan.refused.outOfRange')
  .max(100, 'plan.refused.outOfRange')

/** 分解: a field `weight-4` and `time-4` for the unit 4; without a weight the unit gets no part. */
export const breakDownInput = z
  .looseObject({
    itemId: id,
    version: z.coerce.number().int().min(0),
    evidence: text(200),
    reason: text(200),
  })
  .transform((given, context) => {
    const { itemId, version, evidence, reason } = given
    const parts = Object.entries(given).flatMap(([name, value]) => {
      const unitId = Number(/^weight-(\d{1,15})$/.exec(name)?.[1])
      if (!unitId || value === '') return []
      const parsed = weight.safeParse(value)
      const time = String(given[`time-${unitId}`] ?? '').trim()
      if (!parsed.success)
        context.addIssue({ code: 'custom', path: [name], message: parsed.error.issues[0]?.message ?? '' })
      if (time === '')
        context.addIssue({ code: 'custom', path: [`time-${unitId}`], message: 'common.form.required' })
      return parsed.success ? [{ unitId, weight: parsed.data, time: time.slice(0, 60) }] : []
    })
    return { itemId, version, evidence, reason, parts }
  })
export type BreakDownInput = z.infer<typeof breakDownInput>

export const outputLinkInput = z.object({ itemId: id, outputId: id })
export type OutputLinkInput = z.infer<typeof outputLinkInput>
