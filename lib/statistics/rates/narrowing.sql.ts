import { type SQL, sql } from 'drizzle-orm'

/** SQL condition: the activity `a` is of the topic. */
export function isOfTopic(topicId: number | 'none'): SQL {
  return topicId === 'none'
    ? sql`not exists (select 1 from activity_topic g where g.activity_id = a.id)`
    : sql`exists (select 1 from activity_topic g where g.activity_id = a.id and g.topic_id = ${topicId})`
}

/** SQL condition: the person had the tag on the day. */
export function hasTag(tagId: SQL, personId: SQL, day: SQL): SQL {
  return sql`exists (select 1 from person_tag g where g.person_id = ${personId} and g.tag_id = ${tagId}
    and ${day} between g.from_day and coalesce(g.to_day, '9999-12-31'))`
}

/** SQL: the people of the filter, by the tag of the day. */
export function tagged(
  { tagId, withoutTagId }: { tagId?: number; withoutTagId?: number },
  personId: SQL,
  day: SQL,
): SQL {
  if (tagId) return sql`and ${hasTag(sql`${tagId}`, personId, day)}`
  return withoutTagId ? sql`and not ${hasTag(sql`${withoutTagId}`, personId, day)}` : sql``
}
