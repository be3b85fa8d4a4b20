import { db, type On } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { type Day, dayOf } from '@/lib/core/time'
import { planDocument, planOf, revisionsOf } from '@/lib/plan/plan.queries'
import { snapshotsOf } from '@/lib/plan/revision.queries'
import { snapshotOf } from '@/lib/plan/revision.rules'
import { paperOf } from './document.rules'

/**
 * A plan as a printable paper: one revision, or its present state (`revision` null), marked 草案 while it is a
 * draft. Throws NotFound where the viewer may not see the plan or there is no such revision.
 */
export async function planPaper(
  viewer: Viewer,
  planId: number,
  revision: number | null,
  asOf: Day,
  on: On = db,
) {
  const head = await planOf(viewer, planId, on)
  if (revision === null && head.status === 'draft') {
    const { items } = await planDocument(viewer, planId, asOf, on)
    return { plan: head, revision: null, paper: paperOf(snapshotOf(head.title, items), head.kind, null) }
  }
  const { revisions } = await revisionsOf(viewer, planId, on)
  const found = revisions.find(each => each.revision === (revision ?? head.revision))
  const snapshot = found && (await snapshotsOf(viewer, planId, [found.revision], on)).get(found.revision)
  if (!found || !snapshot) throw new NotFound()
  const paper = paperOf(snapshot, head.kind, { revision: found.revision, on: dayOf(found.at) })
  return { plan: head, revision: found.revision, paper }
}
