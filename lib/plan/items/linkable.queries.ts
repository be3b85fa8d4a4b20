import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'

/** Activities of the plan's year that are linked to no item yet and that the viewer may link. */
export async function linkableActivities(
  viewer: Viewer,
  { unitPath, year }: { unitPath: string; year: number },
) {
  return db
    .select({ id: activity.id, title: activity.title, day: activity.day, unitName: unit.name })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        sql`${activity.planItemId} is null and ${activity.day} between ${`${year}-01-01`} and ${`${year}-12-31`}`,
        sql`${isWithin(unit.path, unitPath)} and ${activity.status} not in ('draft', 'cancelled')`,
        inScope(viewer, unit.path, 'organiser', 'administrator'),
      ),
    )
    .orderBy(desc(activity.day), asc(activity.id))
    .limit(300)
}
