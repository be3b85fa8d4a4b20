import { and, eq, isNull } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { planItem } from '@/db/schema/plan'
import { now } from '@/lib/core/clock'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'

/**
 * The ids of the plan's activities. `opened`: the leave rule is frozen with the rows, so that neither the plan nor a link
 * moves it, and the activity was not cancelled; `ahead`: it follows the plan, drafts as well.
 */
export async function rollsOfPlan(
  planId: number,
  on: On = db,
): Promise<{ opened: number[]; ahead: number[] }> {
  const rows = await on
    .select({ activity })
    .from(activity)
    .innerJoin(planItem, eq(planItem.id, activity.planItemId))
    .where(and(eq(planItem.planId, planId), isNull(activity.deletedAt)))
  const at = now()
  const all = rows.map(row => ({ ...row.activity, isOpened: isRollFrozen(row.activity, at) }))
  return {
    opened: all.filter(each => each.isOpened && each.status !== 'cancelled').map(each => each.id),
    ahead: all.filter(each => !each.isOpened).map(each => each.id),
  }
}
