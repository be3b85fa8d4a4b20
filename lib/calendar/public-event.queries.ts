import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { activity, activityHost, activityTarget, activityTopic } from '@/db/schema/activity'
import { topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { NotFound } from '@/lib/core/errors'
import { isOpen } from './calendar.queries'

/** Units that host public events, for the filter of the public page. */
export async function publicHosts() {
  return db
    .selectDistinct({ id: unit.id, name: unit.name, path: unit.path, order: unit.treeOrder })
    .from(unit)
    .innerJoin(activity, eq(activity.hostUnitId, unit.id))
    .where(isOpen)
    .orderBy(unit.treeOrder)
}

/** One public event with the details for residents. Throws NotFound where there is none. */
export async function publicEvent(id: number) {
  const [[found], hosts, targets, topics] = await Promise.all([
    db
      .select({ activity, hostName: unit.name })
      .from(activity)
      .innerJoin(unit, eq(unit.id, activity.hostUnitId))
      .where(and(eq(activity.id, id), isOpen)),
    db.select({ name: activityHost.name }).from(activityHost).where(eq(activityHost.activityId, id)),
    db.select({ name: activityTarget.target }).from(activityTarget).where(eq(activityTarget.activityId, id)),
    db
      .select({ name: topic.name })
      .from(activityTopic)
      .innerJoin(topic, eq(topic.id, activityTopic.topicId))
      .where(eq(activityTopic.activityId, id))
      .orderBy(asc(topic.id)),
  ])
  if (!found) throw new NotFound()
  const names = (rows: { name: string }[]) => rows.map(row => row.name)
  // 进社区 names where the office goes; the audience shown is the people there.
  const meant = names(targets).map(name => name.replace(/^进/, ''))
  return { ...found, coHosts: names(hosts), targets: meant, topics: names(topics) }
}
