import { eq, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { audience } from '@/db/schema/audience'
import { occurrence, plan, planItem } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { PlanKind } from '@/lib/plan/plan.rules'
import { visiblePlanIds } from '@/lib/plan/visible.sql'
import type { OpenItem, OpenOccurrence } from './proposed-item.rules'

export type Item = OpenItem & {
  unitId: number
  planId: number
  kind: PlanKind
  year: number
  audienceWords: string
}
export type Open = OpenOccurrence<Item>

/** The tables that `itemsOpen` reads. */
export const itemsFrom = ['plan', 'plan_item', 'occurrence', 'audience'] as const

/** Items of the plans that the viewer may complete, and all open occurrences: others' too take an activity. */
export async function itemsOpen(on: On, viewer: Viewer): Promise<{ items: Item[]; open: Open[] }> {
  const [items, open] = await Promise.all([
    on
      .select({
        id: planItem.id,
        content: planItem.content,
        form: planItem.form,
        unitId: planItem.unitId,
        unitPath: unit.path,
        planUnitPath: sql<string>`(select of.path from unit of where of.id = ${plan.unitId})`,
        planId: plan.id,
        kind: plan.kind,
        year: plan.year,
        status: plan.status,
        audienceWords: audience.words,
      })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, planItem.unitId))
      .leftJoin(audience, eq(audience.id, planItem.audienceId))
      .where(sql`${plan.id} in ${visiblePlanIds(viewer)}`),
    on
      .select({ itemId: occurrence.planItemId, fromDay: occurrence.fromDay, toDay: occurrence.toDay })
      .from(occurrence)
      .where(
        sql`${occurrence.activityId} is null and ${occurrence.examId} is null and ${occurrence.doneOn} is null`,
      ),
  ])
  const all = items.map(({ status, audienceWords, ...each }) => ({
    ...each,
    isClosed: status === 'closed',
    audienceWords: audienceWords ?? '',
  }))
  const byId = new Map(all.map(each => [each.id, each]))
  return {
    items: all.filter(each => canOrganise(viewer, each.unitPath)),
    open: open.flatMap(({ itemId, ...span }) => {
      const item = byId.get(itemId)
      return item ? [{ item, ...span }] : []
    }),
  }
}
