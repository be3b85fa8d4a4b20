import { asc, eq } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { mustLearnTopic, topic } from '@/db/schema/plan'

/** The must-learn topics (必学内容) of a year, in the order in which they were added. */
export async function mustLearnOf(year: number, on: On = db): Promise<{ id: number; name: string }[]> {
  return on
    .select({ id: topic.id, name: topic.name })
    .from(mustLearnTopic)
    .innerJoin(topic, eq(topic.id, mustLearnTopic.topicId))
    .where(eq(mustLearnTopic.year, year))
    .orderBy(asc(topic.id))
}
