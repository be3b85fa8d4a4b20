import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { activityById } from '@/lib/activity/activity.queries'
import { NotFound } from '@/lib/core/errors'
import type { Counts } from './counter.rules'

/** The saved counts, for organisers of the activity. */
export async function countsOf(viewer: Viewer, activityId: number): Promise<Counts> {
  const { activity, unit } = await activityById(viewer, activityId)
  if (!canOrganise(viewer, unit.path)) throw new NotFound()
  return { heads: activity.heads ?? 0, consultations: activity.consultations ?? 0 }
}
