import type { Viewer } from '@/lib/access/access.rules'
import { planOf } from './plan.queries'
import { rollsOfPlan } from './plan-rolls.sql'

/** How many activities of the plan keep the rules under which their roll was opened. */
export async function openedRolls(viewer: Viewer, planId: number): Promise<number> {
  await planOf(viewer, planId)
  return (await rollsOfPlan(planId)).opened.length
}
