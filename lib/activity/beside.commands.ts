import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activityHost, activityTarget, activityTopic } from '@/db/schema/activity'
import { topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { type BesideField, besideFields } from './activity.rules'
import type { Beside } from './facts.commands'

/** Puts what is beside the row; its lists that differ, by name, before and after. */
export async function changedBeside(tx: Tx, activityId: number, beside: Beside) {
  const before = await listsBeside(tx, activityId)
  await putBeside(tx, activityId, beside)
  const after = await listsBeside(tx, activityId)
  const differs = besideFields.filter(field => before[field].join() !== after[field].join())
  const only = (lists: typeof before) => Object.fromEntries(differs.map(field => [field, lists[field]]))
  return { before: only(before), after: only(after) }
}

async function listsBeside(tx: Tx, activityId: number): Promise<Record<BesideField, string[]>> {
  const hosts = await tx
    .select({ name: activityHost.name })
    .from(activityHost)
    .where(eq(activityHost.activityId, activityId))
  const targets = await tx
    .select({ name: activityTarget.target })
    .from(activityTarget)
    .where(eq(activityTarget.activityId, activityId))
  const topics = await tx
    .select({ name: topic.name })
    .from(activityTopic)
    .innerJoin(topic, eq(topic.id, activityTopic.topicId))
    .where(eq(activityTopic.activityId, activityId))
  const names = (rows: { name: string }[]) => rows.map(row => row.name).sort()
  return { coHosts: names(hosts), targets: names(targets), topics: names(topics) }
}

export async function putBeside(
  tx: Tx,
  activityId: number,
  { coHosts, targets, topicIds }: Beside,
): Promise<void> {
  if (coHosts) {
    await tx.delete(activityHost).where(eq(activityHost.activityId, activityId))
    for (const name of new Set(coHosts)) {
      const [found] = await tx.select({ id: unit.id }).from(unit).where(eq(unit.name, name))
      await tx.insert(activityHost).values({ activityId, name, unitId: found?.id ?? null })
    }
  }
  if (targets) {
    await tx.delete(activityTarget).where(eq(activityTarget.activityId, activityId))
    if (targets.length > 0)
      await tx.insert(activityTarget).values([...new Set(targets)].map(target => ({ activityId, target })))
  }
  if (topicIds) {
    await tx.delete(activityTopic).where(eq(activityTopic.activityId, activityId))
    if (topicIds.length > 0)
      await tx.insert(activityTopic).values([...new Set(topicIds)].map(topicId => ({ activityId, topicId })))
  }
}
