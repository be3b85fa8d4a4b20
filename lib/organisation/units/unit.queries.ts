import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { unit, unitPlace } from '@/db/schema/roster'
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
