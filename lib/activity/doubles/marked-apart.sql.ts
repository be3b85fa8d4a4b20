import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { isRecordedRow } from '@/lib/activity/recorded.sql'

type Mark = { mark: string | null; completedOn: string | null; madeUpOn: string | null }
/** A person whom two activities record otherwise; null where one has no record of that person. */
export type Differing = { personId: number; name: string; unitName: string; a: Mark | null; b: Mark | null }

/** How many rows of an activity somebody has recorded something on. */
export async function recordedRows(on: On, activityId: number): Promise<number> {
  const [found] = await on.all<{ count: number }>(
    sql`select count(*) as count from attendance where activity_id = ${activityId} and ${isRecordedRow}`,
  )
  return found?.count ?? 0
}

/** The people whom both activities record, and otherwise, or of whom one alone has a record; by unit and name. */
export async function differingPeople(on: On, a: number, b: number): Promise<Differing[]> {
  const rows = await on.all<{ personId: number; name: string; unitName: string; of: number } & Mark>(sql`
    select r.person_id as personId, p.name, u.name as unitName, r.activity_id as "of", r.mark, r.completed_on as completedOn,
      r.made_up_on as madeUpOn
    from attendance r join person p on p.id = r.person_id join unit u on u.id = r.unit_id
    where r.activity_id in (${a}, ${b}) and r.standing <> 'withdrawn' and ${isRecordedRow}
    order by u.tree_order, p.position, p.id`)
  const people = new Map<number, Differing>()
  for (const { personId, name, unitName, of, ...mark } of rows) {
    const found = people.get(personId) ?? { personId, name, unitName, a: null, b: null }
    people.set(personId, { ...found, [of === a ? 'a' : 'b']: mark })
  }
  return [...people.values()].filter(each => JSON.stringify(each.a) !== JSON.stringify(each.b))
}
