import { z } from 'zod'
import { typedText } from '@/lib/core/text'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const text = (max: number) => typedText().trim().max(max, 'plan.refused.tooLong').default('')
const weight = z.coerce
  .number('common.form.notANumber')
  .int('common.form.notANumber')
  .min(0, 'plan.refused.outOfRange')
  .max(100, 'plan.refused.outOfRange')

/**
 * 分解: `weight` and `time` for all selected units (`unit-4`, or all communities by `kind-community`), and
 * `weight-4` and `time-4` where unit 4 differs.
 */
export const breakDownInput = z
  .looseObject({
    itemId: id,
    version: z.coerce.number().int().min(0),
    time: text(60),
    evidence: text(200),
    reason: text(200),
  })
  .transform((given, context) => {
    const { itemId, version, time, evidence, reason } = given
    const weightOf = (name: string): number | null => {
      const typed = String(given[name] ?? '').trim()
      if (typed === '') return null
      const parsed = weight.safeParse(typed)
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', path: [name], message: parsed.error.issues[0]?.message ?? '' })
      return null
    }
    const named = (pattern: RegExp) =>
      Object.keys(given).flatMap(name => pattern.exec(name)?.[1] ?? ([] as string[]))
    const ticked = (pattern: RegExp) =>
      Object.entries(given).flatMap(([name, value]) =>
        value === 'on' ? (pattern.exec(name)?.[1] ?? []) : [],
      )
    const own = [...new Set(named(/^(?:weight|time)-(\d{1,15})$/))].map(unitId => ({
      unitId: Number(unitId),
      weight: weightOf(`weight-${unitId}`),
      time: String(given[`time-${unitId}`] ?? '')
        .trim()
        .slice(0, 60),
    }))
    return {
      itemId,
      version,
      weight: weightOf('weight'),
      time,
      evidence,
      reason,
      unitIds: ticked(/^unit-(\d{1,15})$/).map(Number),
      kinds: ticked(/^kind-(\w{1,20})$/),
      own: own.filter(each => each.weight !== null || each.time !== ''),
    }
  })
export type BreakDownInput = z.infer<typeof breakDownInput>

export const materialLinkInput = z.object({ itemId: id, outputId: id })
export type MaterialLinkInput = z.infer<typeof materialLinkInput>
