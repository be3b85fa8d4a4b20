import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { channel } from '@/db/schema/output'
import { topic } from '@/db/schema/plan'
import { person, tag, unit } from '@/db/schema/roster'

/** The database ids of what the facts call by name. */
export type Office = {
  unitId(name: string): number
  topicIds(names: readonly string[] | undefined): number[]
  channelId(name: string): number
}

export async function officeNow(): Promise<Office> {
  const [units, topics, channels] = await Promise.all([
    db.select({ id: unit.id, name: unit.name }).from(unit),
    db.select({ id: topic.id, name: topic.name }).from(topic),
    db.select({ id: channel.id, name: channel.name }).from(channel),
  ])
  return {
    unitId: name => idIn(units, name),
    topicIds: names => (names ?? []).map(name => idIn(topics, name)),
    channelId: name => idIn(channels, name),
  }
}

export async function personIdOf(staffNo: string): Promise<number> {
  const found = await db
    .select({ id: person.id, name: person.staffNo })
    .from(person)
    .where(eq(person.staffNo, staffNo))
  return idIn(found, staffNo)
}

export async function tagIdOf(name: string): Promise<number> {
  return idIn(await db.select({ id: tag.id, name: tag.name }).from(tag).where(eq(tag.name, name)), name)
}

function idIn(rows: readonly { id: number; name: string }[], name: string): number {
  const found = rows.find(row => row.name === name)
  if (!found) throw new Error(`The demo has no ${name}`)
  return found.id
}

/** An occurrence of an item of a study plan that no activity is scheduled for yet. */
export type OpenTime = { id: number; content: string; fromDay: string; toDay: string }

export async function openTimes(year: number): Promise<OpenTime[]> {
  return db.all<OpenTime>(sql`
    select o.id, i.content, o.from_day as fromDay, o.to_day as toDay
    from occurrence o join plan_item i on i.id = o.plan_item_id join plan p on p.id = i.plan_id
    where p.year = ${year} and p.kind <> 'workPoints' and o.activity_id is null and o.exam_id is null
    order by o.to_day, o.number`)
}

/**
 * Takes the open occurrence of an item whose period holds the day, so that no other activity uses it; null
 * where there is none.
 */
export function takeTime(times: OpenTime[], content: string | undefined, day: string): number | null {
  const at = times.findIndex(each => each.content === content && each.fromDay <= day && day <= each.toDay)
  return at < 0 ? null : (times.splice(at, 1)[0]?.id ?? null)
}
