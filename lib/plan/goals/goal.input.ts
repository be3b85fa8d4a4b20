import { z } from 'zod'
import { version } from '@/lib/core/version'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const count = z.preprocess(
  given => (given === '' ? null : given),
  z.coerce
    .number('common.form.notANumber')
    .int('common.form.notANumber')
    .min(1, 'plan.refused.outOfRange')
    .max(366, 'plan.refused.outOfRange')
    .nullable()
    .default(null),
)

/** 年度目标: an empty field sets none. `version` is 0 where the year has none yet. */
export const goalInput = z.object({
  year: z.coerce.number('common.form.notANumber').int('common.form.notANumber').min(2000).max(2100),
  unitId: id,
  version,
  newForms: count,
  newMediaAMonth: count,
  eachTarget: count,
})
export type GoalInput = z.infer<typeof goalInput>
