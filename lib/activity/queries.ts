import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity, activityHost, activityTarget, activityTopic } from '@/db/schema/activity'
import { topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { inScope } from '../access/queries'
import type { Viewer } from '../access/rules'
import { audienceOf } from '../audience/queries'
import { NotFound } from '../errors'

/**
 * What a viewer may see of activities: those of the scope, public ones, those of own units that are not drafts,
 * and those where the viewer is on the list.
 */
export function visibleActivity(viewer: Viewer): SQL {
  const own = viewer.ownUnitPaths.map(
    path => sql`(${activity.status} <> 'draft' and ${path} like ${unit.path} || '%')`,
  )
  const listed = sql`exists (select 1 from attendance seen where seen.activity_id = ${activity.id} and seen.person_id = ${viewer.personId} and seen.standing <> 'withdrawn')`
  const open = sql`(${activity.isPublic} and ${activity.status} <> 'draft')`
  return or(inScope(viewer, unit.path), open, viewer.personId === null ? undefined : listed, ...own) ?? sql`0`
}

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

/** The page of one activity: itself, its audience in words, co-hosts, targets and topics. */
export async function activityPage(viewer: Viewer, id: number) {
  const found = await activityById(viewer, id)
  const [audience, hosts, targets, topics] = await Promise.all([
    found.activity.audienceId === null ? null : audienceOf(found.activity.audienceId),
    db.select().from(activityHost).where(eq(activityHost.activityId, id)),
    db.select().from(activityTarget).where(eq(activityTarget.activityId, id)),
    db
      .select({ id: topic.id, name: topic.name })
      .from(activityTopic)
      .innerJoin(topic, eq(topic.id, activityTopic.topicId))
      .where(eq(activityTopic.activityId, id))
      .orderBy(asc(topic.id)),
  ])
  return { ...found, audience, hosts, targets: targets.map(each => each.target), topics }
}
