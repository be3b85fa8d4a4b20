import { and, asc, eq, or, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity, activityHost, activityTarget, activityTopic } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { plan, planItem, topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canSee, holds, type Viewer } from '@/lib/access/access.rules'
import { type AuditRow, historyOf } from '@/lib/access/audit.sql'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { type Day, yearOf } from '@/lib/core/time'
import { audienceHints, audienceOf, dueOfWords } from '@/lib/organisation/audience/audience.sql'
import { awaitsRecordBy } from '@/lib/organisation/audience/over.sql'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import type { ReviewState } from '@/lib/organisation/review/review.rules'
import { campaignsOf, formsOf, publicFormsOf, targetsOf } from '@/lib/organisation/settings/setting.queries'
import { mustLearnOf } from '@/lib/plan/items/topic.queries'
import { visibleActivity, visiblePlan } from '@/lib/plan/visible.sql'
import type { ActivityStatus } from './activity.rules'

/** One activity with its host unit. Throws NotFound where the viewer may not see it. */
export async function activityById(viewer: Viewer, id: number, on: On = db) {
  const [found] = await on
    .select({ activity, unit })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(and(eq(activity.id, id), visibleActivity(viewer)))
  if (!found) throw new NotFound()
  return found
}

/**
 * Data for the page of one activity: itself, its audience in words, co-hosts, targets, topics and its place in
 * a plan that the viewer sees. Who is named in the audience is for those on the list and the host's scope.
 */
export async function activityPage(viewer: Viewer, id: number) {
  const found = await activityById(viewer, id)
  const [all, hosts, targets, topics, [planned], [own]] = await Promise.all([
    found.activity.audienceId === null ? null : audienceOf(found.activity.audienceId),
    db.select().from(activityHost).where(eq(activityHost.activityId, id)),
    db.select().from(activityTarget).where(eq(activityTarget.activityId, id)),
    db
      .select({ id: topic.id, name: topic.name })
      .from(activityTopic)
      .innerJoin(topic, eq(topic.id, activityTopic.topicId))
      .where(eq(activityTopic.activityId, id))
      .orderBy(asc(topic.id)),
    db
      .select({ itemId: planItem.id, planId: plan.id, title: plan.title })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(and(sql`${planItem.id} = ${found.activity.planItemId}`, visiblePlan(viewer))),
    db
      .select({ personId: attendance.personId })
      .from(attendance)
      .where(
        sql`${attendance.activityId} = ${id} and ${attendance.personId} = ${viewer.personId}
          and ${attendance.standing} <> 'withdrawn'`,
      ),
  ])
  const words = targets.map(each => each.target)
  const audience = all && { ...all, people: own || canSee(viewer, found.unit.path) ? all.people : [] }
  return { ...found, audience, hosts, targets: words, topics, planned: planned ?? null }
}

/** The history of the activity, oldest first; none for viewers who may not see the host unit's rows. */
export async function activityHistory(viewer: Viewer, id: number): Promise<AuditRow[]> {
  const { unit: host } = await activityById(viewer, id)
  return canSee(viewer, host.path) ? historyOf('activity', id) : []
}

export type ActivityFilter = {
  from: Day
  to: Day
  unitId?: number
  form?: string
  status?: ActivityStatus
  /** 考勤未登记: held, compulsory, over, with people due, and the roll not closed. */
  awaiting?: boolean
  search?: string
  planItemId?: number
}

export type ActivityRow = {
  id: number
  day: Day
  lastDay: Day
  startsAt: number | null
  endsAt: number | null
  title: string
  form: string
  place: string | null
  unitId: number
  unitName: string
  status: ActivityStatus
  compulsory: boolean
  isPublic: boolean
  heads: number | null
  rollOpenedAt: number | null
  notRecordedReason: string | null
  /** 待审核, 退回; null also for a viewer who may not see the host unit's rows. */
  review: ReviewState | null
  /**
   * Numbers of people due, attended (in an online study: completed) and not recorded; null for a viewer who may
   * not see the host unit's rows.
   */
  roll: { required: number; came: number; unmarked: number } | null
}

/** The activities visible to the viewer, by day. */
export async function activityList(
  viewer: Viewer,
  filter: ActivityFilter,
  today: Day,
): Promise<ActivityRow[]> {
  const found = await db
    .select({ activity, unit })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(and(visibleActivity(viewer), ...conditions(filter, today)))
    .orderBy(asc(activity.day), sql`${activity.startsAt} is null`, asc(activity.startsAt), asc(activity.id))
  const counted = await db.all<{ id: number; required: number; came: number; unmarked: number }>(sql`
    select activity_id as id, count(*) as required, sum(coalesce(mark in ('present', 'late', 'leftEarly'), 0) or completed_on is not null) as came,
      sum(mark is null and completed_on is null) as unmarked
    from attendance where standing = 'required'
      and activity_id in (select value from json_each(${JSON.stringify(found.map(each => each.activity.id))})) group by 1`)
  const rolls = new Map(counted.map(({ id, ...roll }) => [id, roll]))
  return found.map(({ activity: each, unit: host }) => ({
    id: each.id,
    day: each.day,
    lastDay: each.lastDay,
    startsAt: each.startsAt,
    endsAt: each.endsAt,
    title: each.title,
    form: each.form,
    place: each.place,
    unitId: host.id,
    unitName: host.name,
    status: each.status,
    compulsory: each.compulsory,
    isPublic: each.isPublic,
    heads: each.heads,
    rollOpenedAt: each.rollOpenedAt,
    notRecordedReason: each.notRecordedReason,
    review: canSee(viewer, host.path) ? each.review : null,
    roll: canSee(viewer, host.path) ? (rolls.get(each.id) ?? { required: 0, came: 0, unmarked: 0 }) : null,
  }))
}

function conditions(
  { from, to, unitId, form, status, awaiting, search, planItemId }: ActivityFilter,
  today: Day,
) {
  const word = search
    ?.normalize('NFKC')
    .trim()
    .replace(/[\\%_]/g, '\\$&')
  return [
    sql`${activity.day} <= ${to} and ${activity.lastDay} >= ${from}`,
    unitId ? isWithin(unit.path, pathOfUnit(unitId)) : undefined,
    form ? eq(activity.form, form) : undefined,
    status ? eq(activity.status, status) : undefined,
    planItemId ? eq(activity.planItemId, planItemId) : undefined,
    awaiting ? awaitsRecordBy(today, sql`${activity}`) : undefined,
    word
      ? or(
          sql`${activity.title} like ${`%${word}%`} escape '\\'`,
          sql`${activity.place} like ${`%${word}%`} escape '\\'`,
          sql`${activity.lecturer} like ${`%${word}%`} escape '\\'`,
        )
      : undefined,
  ]
}

/** The years that have activities, and the current year, newest first. */
export async function activityYears(viewer: Viewer, today: Day): Promise<number[]> {
  const rows = await db
    .select({ year: sql<number>`cast(substr(${activity.day}, 1, 4) as integer)` })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(visibleActivity(viewer))
    .groupBy(sql`1`)
  return [...new Set([yearOf(today), ...rows.map(row => row.year)])].sort((a, b) => b - a)
}

/**
 * Numbers of people of an activity by unit, in the office's order: due, attended or completed, not recorded.
 * Only within the viewer's scope.
 */
export async function rollByUnit(viewer: Viewer, activityId: number) {
  const { unit: host } = await activityById(viewer, activityId)
  const all = canSee(viewer, host.path)
  return db
    .select({
      unitId: unit.id,
      unitName: unit.name,
      required: sql<number>`sum(standing = 'required')`,
      exempt: sql<number>`sum(standing = 'exempt')`,
      invited: sql<number>`sum(standing = 'invited')`,
      walkIns: sql<number>`sum(standing = 'walkIn')`,
      came: sql<number>`sum(standing = 'required' and (coalesce(mark in ('present', 'late', 'leftEarly'), 0) or completed_on is not null))`,
      unmarked: sql<number>`sum(standing = 'required' and mark is null and completed_on is null)`,
    })
    .from(attendance)
    .innerJoin(unit, eq(unit.id, attendance.unitId))
    .where(
      and(
        eq(attendance.activityId, activityId),
        sql`standing <> 'withdrawn'`,
        all ? undefined : inScope(viewer, unit.path),
      ),
    )
    .groupBy(unit.id)
    .orderBy(asc(unit.treeOrder))
}

/** How many people the words mean on a day, and in how many units; lists words that are not understood. */
export async function audienceCount(
  viewer: Viewer,
  input: { hostUnitId: number; day: Day; audienceWords: string },
) {
  if (!holds(viewer, 'organiser', 'administrator')) throw new Forbidden()
  const { due, outsiders, unknown } = await dueOfWords(input.audienceWords, input.day, input.hostUnitId)
  if (unknown.length > 0) {
    const places = { words: unknown.join('、') }
    return { ok: false, reason: 'unknownAudience', field: 'audienceWords', places } as const
  }
  const units = new Set(due.map(row => row.unitId)).size
  return { ok: true, people: due.length, units, outsiders } as const
}

/** The choices in the form of an activity: host units, forms, targets, campaigns, topics of the year. */
export async function activityChoices(viewer: Viewer, year: number) {
  const [units, forms, publicForms, targets, campaigns, topics, hints] = await Promise.all([
    unitsFor(viewer, 'organiser', 'administrator'),
    formsOf(),
    publicFormsOf(),
    targetsOf(),
    campaignsOf(),
    mustLearnOf(year),
    audienceHints(),
  ])
  return { units, forms, publicForms, targets, campaigns, topics, hints }
}
