import { z } from 'zod'
import { id, optionalCount } from '@/lib/activity/activity.input'
import { versionOrNone } from '@/lib/core/version'

/** 分单位人次: how many people of a unit without accounts came; an empty number removes the unit. */
export const unitHeadsInput = z.object({
  activityId: id,
  unitId: id,
  heads: optionalCount,
  version: versionOrNone,
})
export type UnitHeadsInput = z.infer<typeof unitHeadsInput>
