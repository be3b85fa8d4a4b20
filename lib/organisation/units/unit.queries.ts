import { eq, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { unit, unitPlace } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import { unitById } from '@/lib/organisation/people/person.queries'
import { stillHeldBy } from './unit-life.sql'

/** Where the unit stood before it was moved, the oldest first. Throws NotFound outside the scope. */
export async function formerPlaces(viewer: Viewer, id: number): Promise<{ parent: string; toDay: Day }[]> {
  await unitById(viewer, id)
  return db
    .select({ parent: unit.name, toDay: unitPlace.toDay })
    .from(unitPlace)
    .innerJoin(unit, eq(unit.id, unitPlace.parentId))
    .where(eq(unitPlace.unitId, id))
    .orderBy(unitPlace.toDay)
}

export type Resting = Record<
  'people' | 'units' | 'activities' | 'exams' | 'audiences' | 'items' | 'accounts',
  number
>

/**
 * What 撤并 of the unit from today on would move (people, units below, activities and exams still to be held), and what it
 * would leave (activities and exams ahead for its people, plan items, roles). Throws NotFound outside the scope.
 */
export async function restingOn(viewer: Viewer, id: number): Promise<Resting> {
  await unitById(viewer, id)
  const today = dayOf(now())
  const held = stillHeldBy(id, today)
  const [found] = await db.all<Resting>(sql`select
    (select count(distinct person_id) from membership where unit_id = ${id} and (to_day is null or to_day >= ${today})) as people,
    (select count(*) from unit where parent_id = ${id}) as units,
    (select count(*) from activity where ${held.activities}) as activities,
    (select count(*) from exam where ${held.exams}) as exams,
    (select count(distinct audience_id) from audience_part p where p.unit_id = ${id} and (
      exists (select 1 from activity a where a.audience_id = p.audience_id and a.day >= ${today} and a.status <> 'cancelled')
      or exists (select 1 from exam e where e.audience_id = p.audience_id and e.closing_day >= ${today} and e.status <> 'cancelled'))) as audiences,
    (select count(*) from plan_item i join plan p on p.id = i.plan_id where i.unit_id = ${id} and p.year >= ${Number(today.slice(0, 4))}) as items,
    (select count(distinct account_id) from "grant" where unit_id = ${id}) as accounts`)
  return found as Resting
}

export type StillNaming = {
  kind: 'activity' | 'exam' | 'item'
  id: number
  /** Of an item. */
  planId: number | null
  title: string
  /** The day of the activity or exam; the last day that an item still falls due. */
  day: Day
  /** Whether people of the unit are due, or the unit is to see to it. */
  how: 'audience' | 'unit'
  unitId: number
  unitName: string
  /** The unit into which it was merged. */
  intoName: string | null
}

/**
 * What is still ahead and names a unit that has ended by then: whom an activity, an exam or a plan item is for, and the
 * unit responsible for a plan item. Nobody belongs to that unit any more, so each has to be mended by hand.
 */
export async function stillNaming(viewer: Viewer): Promise<StillNaming[]> {
  const today = dayOf(now())
  const mine = (path: SQL) => inScope(viewer, path, 'administrator')
  const open = sql`from occurrence o where o.plan_item_id = i.id and o.to_day > ended.last_day and o.to_day >= ${today}
    and o.activity_id is null and o.exam_id is null and o.done_on is null`
  const named = sql`ended.id in (select p.unit_id from audience_part p where p.audience_id = x.audience_id)`
  return db.all<StillNaming>(sql`
    with ended as (
      select u.id, u.name, u.last_day, into_unit.name as into_name, u.tree_order
      from unit u left join unit into_unit on into_unit.id = u.merged_into_id where u.last_day < ${today}
    ), found as (
      select 'activity' as kind, x.id, null as plan_id, x.title, x.day, 'audience' as how, ended.id as ended
      from activity x join ended on ${named} and x.day > ended.last_day join unit h on h.id = x.host_unit_id
      where x.day >= ${today} and x.status in ('draft', 'scheduled', 'postponed') and x.roll_opened_at is null
        and x.deleted_at is null and ${mine(sql`h.path`)}
      union all
      select 'exam', x.id, null, x.title, x.closing_day, 'audience', ended.id
      from exam x join ended on ${named} and x.closing_day > ended.last_day join unit h on h.id = x.host_unit_id
      where x.closing_day >= ${today} and x.status in ('draft', 'scheduled', 'postponed') and x.list_confirmed_at is null
        and ${mine(sql`h.path`)}
      union all
      select 'item', i.id, i.plan_id, i.content, (select max(o.to_day) ${open}), w.how, ended.id
      from plan_item i join plan x on x.id = i.plan_id and x.status <> 'closed' join unit h on h.id = x.unit_id
        join (select 'unit' as how union all select 'audience') w
        join ended on case w.how when 'unit' then ended.id = i.unit_id
          else ended.id in (select p.unit_id from audience_part p where p.audience_id = i.audience_id) end
      where exists (select 1 ${open}) and ${mine(sql`h.path`)}
    )
    select f.kind, f.id, f.plan_id as planId, f.title, f.day, f.how, ended.id as unitId, ended.name as unitName,
      ended.into_name as intoName
    from found f join ended on ended.id = f.ended order by ended.tree_order, ended.id, f.day, f.kind, f.id, f.how desc limit 500`)
}
