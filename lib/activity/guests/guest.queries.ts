import { asc, eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activityGuest } from '@/db/schema/attendance'
import { canSee, type Viewer } from '@/lib/access/access.rules'
import { activityById } from '@/lib/activity/activity.queries'

export type Guest = typeof activityGuest.$inferSelect

/** Participants who are on no roster: those invited, then walk-ins; none for a viewer who may not see the people. */
export async function guestsOf(viewer: Viewer, activityId: number, on: On = db): Promise<Guest[]> {
  const { unit } = await activityById(viewer, activityId, on)
  if (!canSee(viewer, unit.path)) return []
  return on
    .select()
    .from(activityGuest)
    .where(eq(activityGuest.activityId, activityId))
    .orderBy(sql`${activityGuest.standing} = 'walkIn'`, asc(activityGuest.id))
}
