import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import type { Filter } from './counting.sql'

export type NarrowingNames = { person: string | null; tag: string | null; topic: string | null }

/** The names of the person, the tag and the topic to which figures are narrowed. */
export async function narrowingNames(
  { personId, tagId, withoutTagId, topicId }: Filter,
  on: On = db,
): Promise<NarrowingNames> {
  const tag = tagId ?? withoutTagId
  if ([personId, tag, topicId].every(each => each === undefined))
    return { person: null, tag: null, topic: null }
  const [found] = await on.all<NarrowingNames>(sql`
    select (select name from person where id = ${personId ?? null}) as person, (select name from tag where id = ${tag ?? null}) as tag, (select name from topic where id = ${topicId ?? null}) as topic`)
  return found as NarrowingNames
}
