import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import type { Day } from '@/lib/core/time'
import type { TagChange } from './membership.rules'
import { raiseMemberships } from './person.commands'
import { tagNamed } from './tag.commands'

type Row = {
  id: number | null
  personId: number
  unitId: number
  fromDay: Day
  toDay: Day | null
  isPrimary: boolean
}

/** Inserts memberships; of those that have an id, updates the end and whether it is the primary one. */
export async function putMemberships(tx: Tx, rows: Row[]): Promise<void> {
  const listOf = (part: Row[]) =>
    JSON.stringify(part.map(each => ({ ...each, isPrimary: Number(each.isPrimary) })))
  await inParts(rows, part =>
    tx.run(sql`
    update membership set to_day = m.value ->> 'toDay', is_primary = m.value ->> 'isPrimary'
    from json_each(${listOf(part)}) m where membership.id = m.value ->> 'id'`),
  )
  await inParts(rows, part =>
    tx.run(sql`
    insert into membership (person_id, unit_id, from_day, to_day, is_primary)
    select value ->> 'personId', value ->> 'unitId', value ->> 'fromDay', value ->> 'toDay', value ->> 'isPrimary'
    from json_each(${listOf(part)}) where value ->> 'id' is null order by key`),
  )
  await inParts(rows, part =>
    raiseMemberships(
      tx,
      part.map(each => each.personId),
    ),
  )
}

/** Inserts tags by name, each for an interval; those that have an id get a new end, those in `drop` are deleted. */
export async function putTags(
  tx: Tx,
  rows: (TagChange & { personId: number })[],
  drop: number[],
): Promise<void> {
  const ids = new Map<string, number>()
  for (const name of new Set(rows.map(each => each.tag))) ids.set(name, await tagNamed(tx, name))
  const listOf = (part: typeof rows) =>
    JSON.stringify(part.map(each => ({ ...each, tagId: ids.get(each.tag) })))
  await inParts(drop, part =>
    tx.run(sql`delete from person_tag where id in (select value from json_each(${JSON.stringify(part)}))`),
  )
  await inParts(rows, part =>
    tx.run(sql`
    update person_tag set to_day = t.value ->> 'toDay', version = version + 1
    from json_each(${listOf(part)}) t where person_tag.id = t.value ->> 'id'`),
  )
  await inParts(rows, part =>
    tx.run(sql`
    insert into person_tag (person_id, tag_id, from_day, to_day)
    select value ->> 'personId', value ->> 'tagId', value ->> 'fromDay', value ->> 'toDay'
    from json_each(${listOf(part)}) where value ->> 'id' is null order by key`),
  )
}

export async function endMemberships(tx: Tx, rows: { id: number; lastDay: Day }[]): Promise<void> {
  await inParts(rows, part =>
    tx.run(sql`
    update membership set to_day = m.value ->> 'lastDay'
    from json_each(${JSON.stringify(part)}) m where membership.id = m.value ->> 'id'`),
  )
  await inParts(rows, part =>
    tx.run(sql`
    update person set memberships_version = memberships_version + 1 where id in (
      select m.person_id from membership m join json_each(${JSON.stringify(part)}) r on m.id = r.value ->> 'id')`),
  )
}
