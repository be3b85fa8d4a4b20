import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'

/** Those of the ids that belong to an existing item. */
export async function itemIdsIn(ids: number[], on: On): Promise<Set<number>> {
  const rows = await on.all<{ id: number }>(
    sql`select id from plan_item where id in (select value from json_each(${JSON.stringify(ids)}))`,
  )
  return new Set(rows.map(row => row.id))
}

/**
 * The id of the next item. SQLite would reuse the id of a deleted last row, but the history and the revisions
 * refer to an item by its id, and a restored item gets its own id back.
 */
export async function nextItemId(on: On): Promise<number> {
  const [found] = await on.all<{ id: number }>(sql`
    select 1 + max(
      coalesce((select max(id) from plan_item), 0),
      coalesce((select max(cast(subject_id as integer)) from audit where subject = 'planItem'), 0)) as id`)
  return found?.id ?? 1
}
