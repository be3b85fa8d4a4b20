import { type SQL, sql } from 'drizzle-orm'
import type { Day } from '@/lib/core/time'

/** CTEs for `with recursive`, the last of them `placed(id, path, kind)`: the units with the path that each had on the day. */
export function placedCtes(day: Day): SQL {
  return sql`
    above_then as (
      select u.id, u.kind, coalesce((select w.parent_id from unit_place w
        where w.unit_id = u.id and w.to_day >= ${day} order by w.to_day limit 1), u.parent_id) as parent_id
      from unit u
    ), placed(id, path, kind) as materialized (
      select id, '/' || id || '/', kind from above_then where parent_id is null
      union all
      select u.id, placed.path || u.id || '/', u.kind from placed join above_then u on u.parent_id = placed.id
    )`
}
