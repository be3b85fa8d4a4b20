import { and, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { plan, planItem } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day } from '@/lib/core/time'
import { visibleActivity, visibleExam, visiblePlan } from '@/lib/plan/visible.sql'
import { patternOf } from './search.rules'

export type Found = {
  kind: 'activity' | 'exam' | 'planItem'
  id: number
  /** The plan to which an item belongs. */
  planId: number | null
  title: string
  day: Day
  /** When an item falls due, in the office's words. */
  timeWords: string | null
  lecturer: string | null
  /** The topics that matched, or null where the title or lecturer did. */
  topics: string | null
  unitName: string
  status: ActivityStatus | null
}

/** Maximum number of results of each kind; the rest are only counted. */
const MOST = 100

/**
 * Activities, exams and plan items that the viewer may see and whose title, topics or lecturer contain every
 * word. No index helps with a word inside a Chinese title, so all rows are scanned (20,000 of them:
 * tests/bench/search.ts).
 */
export async function searchAll(viewer: Viewer, words: string[]): Promise<{ found: Found[]; total: number }> {
  if (words.length === 0) return { found: [], total: 0 }
  const all = (of: (pattern: string) => SQL | undefined) => and(...words.map(word => of(patternOf(word))))
  const likeTopic = (pattern: string) => sql`(select id from topic where name like ${pattern} escape '\\')`
  const anyTopic = or(...words.map(word => sql`t.name like ${patternOf(word)} escape '\\'`))
  const total = sql<number>`count(*) over ()`
  const [activities, exams, items] = await Promise.all([
    db
      .select({
        id: activity.id,
        title: activity.title,
        day: activity.day,
        lecturer: activity.lecturer,
        topics: sql<
          string | null
        >`(select group_concat(t.name, '、') from activity_topic l join topic t on t.id = l.topic_id
          where l.activity_id = ${activity.id} and (${anyTopic}))`,
        unitName: unit.name,
        status: activity.status,
        total,
      })
      .from(activity)
      .innerJoin(unit, eq(unit.id, activity.hostUnitId))
      .where(
        and(
          sql`${activity.deletedAt} is null`,
          all(
            pattern => sql`(${activity.title} like ${pattern} escape '\\' or ${activity.lecturer} like ${pattern} escape '\\'
              or ${activity.id} in (select activity_id from activity_topic where topic_id in ${likeTopic(pattern)}))`,
          ),
          visibleActivity(viewer),
        ),
      )
      .orderBy(desc(activity.day), desc(activity.id))
      .limit(MOST),
    db
      .select({ id: exam.id, title: exam.title, day: exam.closingDay, unitName: unit.name, total })
      .from(exam)
      .innerJoin(unit, eq(unit.id, exam.hostUnitId))
      .where(
        and(
          all(pattern => sql`${exam.title} like ${pattern} escape '\\'`),
          visibleExam(viewer),
        ),
      )
      .orderBy(desc(exam.closingDay), desc(exam.id))
      .limit(MOST),
    db
      .select({
        id: planItem.id,
        planId: planItem.planId,
        title: planItem.content,
        day: planItem.fromDay,
        timeWords: planItem.timeWords,
        lecturer: planItem.lecturer,
        topics: sql<
          string | null
        >`(select group_concat(t.name, '、') from plan_item_topic l join topic t on t.id = l.topic_id
          where l.plan_item_id = ${planItem.id} and (${anyTopic}))`,
        unitName: unit.name,
        total,
      })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, plan.unitId))
      .where(
        and(
          all(
            pattern => sql`(${planItem.content} like ${pattern} escape '\\' or ${planItem.lecturer} like ${pattern} escape '\\'
              or ${planItem.id} in (select plan_item_id from plan_item_topic where topic_id in ${likeTopic(pattern)}))`,
          ),
          visiblePlan(viewer),
        ),
      )
      .orderBy(desc(planItem.fromDay), desc(planItem.id))
      .limit(MOST),
  ])
  const none = { planId: null, timeWords: null, lecturer: null, topics: null, status: null }
  return {
    found: [
      ...activities.map(row => ({ ...none, kind: 'activity' as const, ...row })),
      ...exams.map(row => ({ ...none, kind: 'exam' as const, ...row })),
      ...items.map(row => ({ ...none, kind: 'planItem' as const, ...row })),
    ],
    total: [activities, exams, items].reduce((sum, rows) => sum + (rows[0]?.total ?? 0), 0),
  }
}
