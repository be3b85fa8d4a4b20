import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { campaignDay } from '@/db/schema/campaign'
import { plan, planItem } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import { dayCorrections, publicFormsOf } from '@/lib/organisation/settings/setting.queries'
import { daysOfYear } from '@/lib/plan/campaigns/campaign.rules'
import { readRule } from '@/lib/plan/items/yearly-rule.rules'
import { planDocument } from '@/lib/plan/plan.queries'
import { inOrder, type PlanKind } from '@/lib/plan/plan.rules'
import { visiblePlan } from '@/lib/plan/visible.sql'
import { copiedContent, copiedTime, copiedTitle, type Frame, keptTime, knowsDaysOff } from './copy.rules'

/**
 * Preview of a copy of the plan into another year, item by item; nothing is written. Items in `keep` keep their
 * date; `kept` of each item says what that would be. `target` is the plan of that year where there is one.
 * Throws NotFound for a viewer who does not organise the plan's unit, or a year that is not later.
 */
export async function copyOf(
  viewer: Viewer,
  sourceId: number,
  year: number,
  { asOf, keep = [], on = db }: { asOf: Day; keep?: number[]; on?: On },
) {
  const { plan: source, items } = await planDocument(viewer, sourceId, asOf, on)
  if (!canOrganise(viewer, source.unitPath) || !Number.isInteger(year) || year <= source.year || year > 2100)
    throw new NotFound()
  const [corrections, publicForms, campaigns, target] = await Promise.all([
    dayCorrections(on),
    publicFormsOf(on),
    on.select().from(campaignDay),
    targetOf(source, year, on),
  ])
  const fixedDays = daysOfYear(
    campaigns.filter(row => readRule(row.rule)?.kind === 'days'),
    source.year,
  )
  const frame: Frame = { kind: source.kind, fromYear: source.year, year, corrections, fixedDays }
  return {
    source,
    target,
    year,
    title: target?.title ?? copiedTitle(source.title, source.year, year),
    isPublished: knowsDaysOff(frame),
    lines: inOrder(items).map(line => {
      const item = { ...line.item, isPublic: publicForms.includes(line.item.form) }
      const kept = keptTime(item, frame)
      const copied = keep.includes(item.id) ? kept : copiedTime(item, frame)
      return { ...line, content: copiedContent(item.content, source.year, year), ...copied, kept }
    }),
  }
}
export type PlanCopy = Awaited<ReturnType<typeof copyOf>>

type Of = { kind: PlanKind; unitId: number }

async function targetOf({ kind, unitId }: Of, year: number, on: On) {
  const [found] = await on
    .select({
      id: plan.id,
      title: plan.title,
      status: plan.status,
      version: plan.version,
      items: sql<number>`(select count(*) from plan_item i where i.plan_id = "plan"."id")`,
    })
    .from(plan)
    .where(and(eq(plan.kind, kind), eq(plan.unitId, unitId), eq(plan.year, year)))
  return found ?? null
}

/** The source for a draft without items: the last earlier plan of the same kind and unit that has items. */
export async function copySourceFor(
  viewer: Viewer,
  { kind, unitId, year }: Of & { year: number },
  on: On = db,
) {
  const [found] = await on
    .select({ id: plan.id, year: plan.year, title: plan.title })
    .from(plan)
    .innerJoin(unit, eq(unit.id, plan.unitId))
    .where(
      and(eq(plan.kind, kind), eq(plan.unitId, unitId), lt(plan.year, year), hasItems, visiblePlan(viewer)),
    )
    .orderBy(desc(plan.year))
    .limit(1)
  return found ?? null
}

/** The last plan of each kind and unit that the viewer organises, where `year` has no plan with items yet. */
export async function copySources(viewer: Viewer, year: number, on: On = db) {
  const rows = await on
    .select({ id: plan.id, year: plan.year, title: plan.title, kind: plan.kind, unitId: plan.unitId })
    .from(plan)
    .innerJoin(unit, eq(unit.id, plan.unitId))
    .where(
      and(
        lt(plan.year, year),
        hasItems,
        inScope(viewer, unit.path, 'organiser', 'administrator'),
        sql`not exists (select 1 from plan t join plan_item i on i.plan_id = t.id
          where t.year = ${year} and t.kind = "plan"."kind" and t.unit_id = "plan"."unit_id")`,
      ),
    )
    .orderBy(desc(plan.year), unit.treeOrder, plan.kind)
  return rows.filter(
    (row, at) => rows.findIndex(each => each.kind === row.kind && each.unitId === row.unitId) === at,
  )
}

const hasItems = sql`exists (select 1 from ${planItem} where ${planItem.planId} = "plan"."id")`
