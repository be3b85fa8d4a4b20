import { and, eq, inArray } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { planRevision } from '@/db/schema/plan'
import type { Viewer } from '@/lib/access/access.rules'
import { planOf } from './plan.queries'
import type { Snapshot } from './revision.rules'

/** The plan's text in each of these revisions, by their number. A text is as long as the whole plan. */
export async function snapshotsOf(viewer: Viewer, planId: number, revisions: number[], on: On = db) {
  await planOf(viewer, planId, on)
  const found = await on
    .select({ revision: planRevision.revision, snapshot: planRevision.snapshot })
    .from(planRevision)
    .where(and(eq(planRevision.planId, planId), inArray(planRevision.revision, revisions)))
  return new Map(found.map(row => [row.revision, JSON.parse(row.snapshot) as Snapshot]))
}
