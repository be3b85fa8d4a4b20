import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { DEFAULT_MAKE_UP_DAYS, plan, planItem } from '@/db/schema/plan'
import { setMakeUpDays } from './duties/owed.commands'

const withoutPlan = { leaveRule: 'pending' as const, makeUpDays: DEFAULT_MAKE_UP_DAYS, theoryLeftOut: false }

/** Leave rule, make-up days and whether theory alone counts, as the item's plan has them. */
export async function rulesOfPlan(tx: Tx, planItemId: number | null) {
  if (planItemId === null) return withoutPlan
  const [found] = await tx
    .select({ leaveRule: plan.leaveRule, makeUpDays: plan.makeUpDays, theoryLeftOut: plan.theoryLeftOut })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .where(eq(planItem.id, planItemId))
  return found ?? withoutPlan
}

/** An activity whose roll is not open takes over the rules of its plan, with the last days of its make-ups. */
export async function followPlan(tx: Tx, activityId: number, planItemId: number | null) {
  const rules = await rulesOfPlan(tx, planItemId)
  await tx.update(activity).set(rules).where(eq(activity.id, activityId))
  await setMakeUpDays(tx, rules.makeUpDays, sql`activity_id = ${activityId}`)
  return rules
}
