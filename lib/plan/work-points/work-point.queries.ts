import { and, desc, eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { channel, output } from '@/db/schema/output'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import type { Day } from '@/lib/core/time'
import { planDocument } from '@/lib/plan/plan.queries'
import { partsDone, scoresOf, sharedAs, uncounted } from './work-point.rules'

/**
 * The plan with the score of every unit, in the office's order of units. Throws NotFound where the viewer may
 * not see it.
 */
export async function scoresOfPlan(viewer: Viewer, planId: number, asOf: Day, on: On = db) {
  const { plan, items, ...figures } = await planDocument(viewer, planId, asOf, on)
  const order = await on
    .select({ id: unit.id })
    .from(unit)
    .where(isWithin(unit.path, plan.unitPath))
    .orderBy(unit.treeOrder)
  const place = new Map(order.map((each, at) => [each.id, at]))
  const scored = items.map(item => ({ ...item, times: item.occurrences.length }))
  const scores = scoresOf(scored, asOf).sort(
    (a, b) => (place.get(a.unitId) ?? 0) - (place.get(b.unitId) ?? 0),
  )
  const { heads, unweighed } = uncounted(items)
  const apart = {
    heads: heads.map(head => ({ ...head, ...partsDone(items, head.id) })),
    unweighed,
  }
  return { plan, figures, scores, uncounted: apart }
}

/**
 * The units to which a point of this plan can be broken down, in the office's order: the plan's own, the
 * departments, communities and groups directly below it, and units that already have a part.
 */
export async function unitsToShare(viewer: Viewer, path: string, itemId: number, on: On = db) {
  if (viewer.grants.length === 0) return []
  const units = await on
    .select({ id: unit.id, name: unit.name, kind: unit.kind, path: unit.path })
    .from(unit)
    .where(
      sql`${unit.path} = ${path}
        or (${unit.parentId} = (select id from unit where path = ${path}) and ${unit.kind} not in ('enterprise', 'institution'))
        or ${unit.id} in (select unit_id from plan_item where parent_id = ${itemId})`,
    )
    .orderBy(unit.treeOrder)
  return units.map(each => ({
    ...each,
    shownAs: each.path === path ? ('own' as const) : sharedAs(each.kind),
  }))
}

/** Entries of that year's ledger that are linked to no point yet and that the viewer may link. */
export async function linkableMaterials(
  viewer: Viewer,
  { unitPath, year }: { unitPath: string; year: number },
  on: On = db,
) {
  return on
    .select({
      id: output.id,
      day: output.day,
      quantity: output.quantity,
      unitWord: sql<string>`coalesce(${output.unitWord}, ${channel.unitWord})`,
      channelName: channel.name,
      topic: output.topic,
      unitName: unit.name,
    })
    .from(output)
    .innerJoin(channel, eq(channel.id, output.channelId))
    .innerJoin(unit, eq(unit.id, output.unitId))
    .where(
      and(
        sql`${output.planItemId} is null and ${output.day} between ${`${year}-01-01`} and ${`${year}-12-31`}`,
        isWithin(unit.path, unitPath),
        inScope(viewer, unit.path, 'organiser', 'administrator'),
      ),
    )
    .orderBy(desc(output.day), output.id)
    .limit(200)
}
