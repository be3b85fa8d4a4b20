import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import type { Filter } from './counting.sql'

export type NarrowingNames = { tag: string | null; topic: string | null }

/** The names of the tag and the topic to which figures are narrowed. */
export async function narrowingNames(
  { tagId, withoutTagId, topicId }: Filter,
  on: On = db,
): Promise<NarrowingNames> {
  const tag = tagId ?? withoutTagId
  if (tag === undefined && topicId === undefined) return { tag: null, topic: null }
  const [found] = await on.all<NarrowingNames>(sql`
    select (select name from tag where id = ${tag ?? null}) as tag, (select name from topic where id = ${topicId ?? null}) as topic`)
  return found as NarrowingNames
}
