import { eq } from 'drizzle-orm'
import { activity } from '@/db/schema/activity'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { joinOccurrence, leaveJoin } from '@/lib/plan/occurrences/occurrence.commands'
import { itemOf } from '@/lib/plan/plan.queries'
import { followPlan } from '@/lib/plan/rules-followed.commands'
import { activityById } from './activity.queries'

/**
 * Links an activity held for another purpose to this item, which it then completes, or removes the link. Its leave rule
 * follows while its roll is not open.
 */
export async function linkActivity(viewer: Viewer, input: { itemId: number; activityId: number }) {
  return joinOrLeave(viewer, input, true)
}

export async function unlinkActivity(viewer: Viewer, input: { itemId: number; activityId: number }) {
  return joinOrLeave(viewer, input, false)
}

async function joinOrLeave(viewer: Viewer, input: { itemId: number; activityId: number }, joins: boolean) {
  return write(async tx => {
    const { plan: head, item } = await itemOf(viewer, input.itemId, dayOf(now()), tx)
    const { activity: before, unit: host } = await activityById(viewer, input.activityId, tx)
    // Each unit's own 普法联络员 decides which of its activities count for the unit's items.
    if (!canOrganise(viewer, item.unitPath) || !canOrganise(viewer, host.path)) throw new Forbidden()
    if (head.status === 'closed') return { ok: false, reason: 'planClosed' } as const
    if (joins && before.planItemId !== null && before.planItemId !== item.id)
      return { ok: false, reason: 'joinedElsewhere', field: 'activityId' } as const
    if (joins) await joinOccurrence(tx, { planItemId: item.id, day: before.day }, { activityId: before.id })
    else if (before.planItemId === item.id) {
      await leaveJoin(tx, { activityId: before.id })
      await tx.update(activity).set({ planItemId: null }).where(eq(activity.id, before.id))
      if (!isRollFrozen(before, now())) await followPlan(tx, before.id, null)
    }
    await recordAudit(tx, viewer, {
      action: joins ? 'plan.linkActivity' : 'plan.unlinkActivity',
      subject: 'planItem',
      subjectId: item.id,
      after: { activityId: before.id, title: before.title },
    })
    return { ok: true, itemId: item.id } as const
  })
}
