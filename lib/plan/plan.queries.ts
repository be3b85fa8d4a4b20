import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { activity } from '@/db/schema/activity'
import { audience } from '@/db/schema/audience'
import { exam } from '@/db/schema/exam'
import { channel, output } from '@/db/schema/output'
import { occurrence, plan, planItem, planItemTopic, planRevision, topic } from '@/db/schema/plan'
import { person, unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canApprove, canOrganise, canSee, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import { dueBy } from '@/lib/plan/occurrences/occurrence.rules'
import { issueRequestOf } from './issue-request.sql'
import { timesOf } from './item-times.rules'
import { completionOf, isHeld } from './plan.rules'
import { visibleActivityIds, visibleExamIds, visiblePlan } from './visible.sql'

/** For pages, which do not import tables. */
export { DEFAULT_MAKE_UP_DAYS } from '@/db/schema/plan'

/** The years that have a plan for this viewer, newest first. */
export async function planYears(viewer: Viewer, on: On = db): Promise<number[]> {
  const rows = await on
    .selectDistinct({ year: plan.year })
    .from(plan)
    .innerJoin(unit, eq(unit.id, plan.unitId))
    .where(visiblePlan(viewer))
    .orderBy(desc(plan.year))
  return rows.map(row => row.year)
}

/** The plans of a year, each with its items and their progress by the end of `asOf`. */
export async function plansOf(viewer: Viewer, year: number, asOf: Day, on: On = db) {
  const which = and(eq(plan.year, year), visiblePlan(viewer))
  const [plans, items] = await Promise.all([
    on
      .select({ plan, unitName: unit.name, unitPath: unit.path })
      .from(plan)
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(which)
      .orderBy(asc(unit.treeOrder), asc(plan.kind)),
    itemsWhere(viewer, which, asOf, on),
  ])
  return plans.map(row => {
    const own = items.filter(item => item.planId === row.plan.id)
    return {
      ...row.plan,
      unitName: row.unitName,
      items: own,
      ...figuresOf(own, year, asOf),
    }
  })
}

/** One plan and what the viewer may do with it. Throws NotFound where the viewer may not see it. */
export async function planOf(viewer: Viewer, planId: number, on: On = db) {
  // The id comes from the URL and may be NaN: `/plans/abc`.
  if (!Number.isInteger(planId)) throw new NotFound()
  const [found] = await on
    .select({ plan, unit })
    .from(plan)
    .innerJoin(unit, eq(unit.id, plan.unitId))
    .where(and(eq(plan.id, planId), visiblePlan(viewer)))
  if (!found) throw new NotFound()
  const { path } = found.unit
  const maySee = canSee(viewer, path)
  return {
    ...found.plan,
    unitName: found.unit.name,
    unitPath: path,
    maySee,
    /** 提请印发 of a draft, for viewers who may see it. */
    request: found.plan.status === 'draft' && maySee ? await issueRequestOf(planId, on) : null,
    mayOrganise: canOrganise(viewer, path),
    mayChange: canOrganise(viewer, path) && found.plan.status !== 'closed',
    mayIssue: canApprove(viewer, path),
  }
}

/** A plan with its items, their occurrences and progress. */
export async function planDocument(viewer: Viewer, planId: number, asOf: Day, on: On = db) {
  const head = await planOf(viewer, planId, on)
  const items = await itemsWhere(viewer, eq(planItem.planId, planId), asOf, on)
  return { plan: head, items, ...figuresOf(items, head.year, asOf) }
}

export type PlanItem = Awaited<ReturnType<typeof itemsWhere>>[number]
export type PlanOccurrence = PlanItem['occurrences'][number]

/** One item of a plan that the viewer sees. */
export async function itemOf(viewer: Viewer, itemId: number, asOf: Day, on: On = db) {
  const [item] = await itemsWhere(viewer, eq(planItem.id, itemId), asOf, on)
  if (!item) throw new NotFound()
  return { plan: await planOf(viewer, item.planId, on), item }
}

/** One occurrence with its item and plan, for the scheduling page. */
export async function occurrenceOf(viewer: Viewer, occurrenceId: number, asOf: Day, on: On = db) {
  if (!Number.isInteger(occurrenceId)) throw new NotFound()
  const [found] = await on
    .select({ itemId: occurrence.planItemId })
    .from(occurrence)
    .where(eq(occurrence.id, occurrenceId))
  if (!found) throw new NotFound()
  const { plan: head, item } = await itemOf(viewer, found.itemId, asOf, on)
  const one = item.occurrences.find(each => each.id === occurrenceId)
  if (!one) throw new NotFound()
  return { plan: head, item, occurrence: one }
}

const itemUnit = alias(unit, 'item_unit')
const sender = alias(unit, 'sender')

/**
 * Items with words, topics, occurrences and everything linked; `which` is a condition on plan_item, plan and unit.
 * Progress counts all that is linked; what the viewer may not see is counted and not named.
 */
async function itemsWhere(viewer: Viewer, which: SQL | undefined, asOf: Day, on: On) {
  const [items, occurrences, topics, activities, exams, outputs] = await Promise.all([
    on
      .select({
        item: planItem,
        year: plan.year,
        kind: plan.kind,
        words: audience.words,
        files: sql<number>`(select count(*) from evidence where plan_item_id = ${planItem.id} and removed_at is null)`,
        unitName: itemUnit.name,
        unitPath: itemUnit.path,
      })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .innerJoin(itemUnit, eq(itemUnit.id, planItem.unitId))
      .leftJoin(audience, eq(audience.id, planItem.audienceId))
      .where(which)
      .orderBy(asc(planItem.position), asc(planItem.id)),
    on
      .select({ occurrence })
      .from(occurrence)
      .innerJoin(planItem, eq(planItem.id, occurrence.planItemId))
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(which)
      .orderBy(asc(occurrence.fromDay), asc(occurrence.number)),
    on
      .select({ itemId: planItemTopic.planItemId, id: topic.id, name: topic.name })
      .from(planItemTopic)
      .innerJoin(topic, eq(topic.id, planItemTopic.topicId))
      .innerJoin(planItem, eq(planItem.id, planItemTopic.planItemId))
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(which)
      .orderBy(asc(topic.id)),
    on
      .select({
        itemId: activity.planItemId,
        id: activity.id,
        title: activity.title,
        status: activity.status,
        day: activity.day,
        lastDay: activity.lastDay,
        startsAt: activity.startsAt,
        endsAt: activity.endsAt,
        place: activity.place,
        version: activity.version,
        isSeen: sql<number>`${activity.id} in ${visibleActivityIds(viewer)}`,
      })
      .from(activity)
      .innerJoin(planItem, eq(planItem.id, activity.planItemId))
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(which)
      .orderBy(asc(activity.day), asc(activity.id)),
    on
      .select({
        itemId: exam.planItemId,
        id: exam.id,
        title: exam.title,
        status: exam.status,
        day: exam.closingDay,
        lastDay: exam.closingDay,
        isSeen: sql<number>`${exam.id} in ${visibleExamIds(viewer)}`,
      })
      .from(exam)
      .innerJoin(planItem, eq(planItem.id, exam.planItemId))
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(which)
      .orderBy(asc(exam.closingDay), asc(exam.id)),
    on
      .select({
        itemId: output.planItemId,
        id: output.id,
        day: output.day,
        quantity: output.quantity,
        unitWord: sql<string>`coalesce(${output.unitWord}, ${channel.unitWord})`,
        channelName: channel.name,
        topic: output.topic,
        isSeen: sql<number>`exists (select 1 from ${unit} ${sql.identifier('sender')}
          where ${sender.id} = ${output.unitId} and ${inScope(viewer, sender.path)})`,
      })
      .from(output)
      .innerJoin(channel, eq(channel.id, output.channelId))
      .innerJoin(planItem, eq(planItem.id, output.planItemId))
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(which)
      .orderBy(asc(output.day), asc(output.id)),
  ])
  const moment = { asOf, now: now() }
  return items.map(({ item, words, files, unitName, unitPath, year, kind }) => {
    const mine = <T extends { itemId: number | null }>(rows: T[]) =>
      rows.filter(row => row.itemId === item.id)
    const joined = { activities: mine(activities), exams: mine(exams) }
    const sent = mine(outputs)
    const own = occurrences.flatMap(row => (row.occurrence.planItemId === item.id ? row.occurrence : []))
    const { times, heldOn } = timesOf({ ...item, kind }, own, { ...joined, sent }, moment)
    return {
      ...item,
      audienceWords: words ?? '',
      /** Attached photos and papers. */
      files,
      unitName,
      unitPath,
      topics: mine(topics),
      activities: seen(joined.activities).map(each => ({ ...each, isHeld: isHeld(each, moment) })),
      exams: seen(joined.exams),
      outputs: seen(sent),
      heldOn,
      due: dueBy(item, `${year}-01-01`, `${year}-12-31`, asOf),
      occurrences: times.map(each => ({ ...each, activity: shown(each.activity), exam: shown(each.exam) })),
    }
  })
}

type Seen = { isSeen: number }

function seen<T extends Seen>(rows: T[]): T[] {
  return rows.filter(row => row.isSeen)
}

function shown<T extends Seen>(row: T | null): T | null {
  return row?.isSeen ? row : null
}

function figuresOf(items: Awaited<ReturnType<typeof itemsWhere>>, year: number, asOf: Day) {
  return {
    itemCount: items.length,
    undated: items.reduce(
      (sum, item) => sum + item.occurrences.filter(each => each.state === 'undated').length,
      0,
    ),
    completion: completionOf(items, `${year}-01-01`, `${year}-12-31`, asOf),
  }
}

/** The plan's unit and its subtree: the units that an item can belong to. Every role sees their names. */
export async function unitsUnder(viewer: Viewer, path: string, on: On = db) {
  if (viewer.grants.length === 0) return []
  return on
    .select({ id: unit.id, name: unit.name, path: unit.path })
    .from(unit)
    .where(isWithin(unit.path, path))
    .orderBy(asc(unit.treeOrder))
}

/** The issue of the plan and each later change, newest first; without the plan's text. */
export async function revisionsOf(viewer: Viewer, planId: number, on: On = db) {
  const head = await planOf(viewer, planId, on)
  const revisions = await on
    .select({
      revision: planRevision.revision,
      at: planRevision.at,
      reason: planRevision.reason,
      by: person.name,
    })
    .from(planRevision)
    .leftJoin(account, eq(account.id, planRevision.accountId))
    .leftJoin(person, eq(person.id, account.personId))
    .where(eq(planRevision.planId, planId))
    .orderBy(desc(planRevision.revision))
  return { plan: head, revisions }
}
