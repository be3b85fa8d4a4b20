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

/**
 * CTEs for `with recursive`, the last of them `reach(leaf, id, from_day, to_day)`: the days on which `leaf` was the unit
 * `id`, or below it. One that was moved away and back has two rows; days without a bound are '' and '~'.
 */
export const reachCtes: SQL = sql`
  place as (
    select unit_id, parent_id, coalesce(lag(date(to_day, '+1 day')) over (partition by unit_id order by to_day), '') as from_day, to_day
    from unit_place
    union all
    select id, parent_id, coalesce((select date(max(w.to_day), '+1 day') from unit_place w where w.unit_id = unit.id), ''), '~'
    from unit where parent_id is not null
  ), reach(leaf, id, from_day, to_day) as materialized (
    select id, id, '', '~' from unit
    -- Without all, so that it ends where a damaged row puts a unit below itself.
    union
    select reach.leaf, place.parent_id, max(reach.from_day, place.from_day), min(reach.to_day, place.to_day)
    from reach join place on place.unit_id = reach.id
    where max(reach.from_day, place.from_day) <= min(reach.to_day, place.to_day)
  )`
