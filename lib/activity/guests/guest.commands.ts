import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activityGuest } from '@/db/schema/attendance'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterActivity, forOrganiser } from '@/lib/activity/activity.commands'
import { now } from '@/lib/core/clock'
import { Conflict, NotFound } from '@/lib/core/errors'
import type { GuestInput, GuestMarkInput, WalkInCountInput } from './guest.input'

/**
 * Adds somebody who is on no roster: 列席 by invitation, or 名单外参加 who came. In no rate. The same name of the same
 * organisation is one guest.
 */
export async function addGuest(viewer: Viewer, input: GuestInput) {
  return write(async tx => {
    const of = await changeable(tx, viewer, input.activityId)
    if (!of.ok) return of
    const [before] = await tx
      .select()
      .from(activityGuest)
      .where(
        and(
          eq(activityGuest.activityId, input.activityId),
          eq(activityGuest.name, input.name),
          eq(activityGuest.organisation, input.organisation),
        ),
      )
    if (before) return { ok: true, id: input.activityId } as const
    const [added] = await tx
      .insert(activityGuest)
      .values({
        ...input,
        // A walk-in is only known because he or she came.
        came: input.standing === 'walkIn' ? true : null,
        addedBy: viewer.accountId,
        addedAt: now(),
      })
      .returning()
    await leaveTrace(tx, viewer, input.activityId, undefined, added)
    return { ok: true, id: input.activityId } as const
  })
}

/** Marks a guest as attended or not, or removes one added by mistake. */
export async function markGuest(viewer: Viewer, input: GuestMarkInput) {
  return write(async tx => {
    const of = await changeable(tx, viewer, input.activityId)
    if (!of.ok) return of
    const which = and(eq(activityGuest.id, input.guestId), eq(activityGuest.activityId, input.activityId))
    const [before] = await tx.select().from(activityGuest).where(which)
    if (!before) {
      if (input.came === 'remove') return { ok: true, id: input.activityId } as const
      throw new NotFound()
    }
    if (input.came === 'remove') {
      await tx.delete(activityGuest).where(which)
      await leaveTrace(tx, viewer, input.activityId, before, undefined)
      return { ok: true, id: input.activityId } as const
    }
    const came = input.came === 'yes'
    if (before.came !== came) {
      const [saved] = await tx.update(activityGuest).set({ came }).where(which).returning()
      await leaveTrace(tx, viewer, input.activityId, before, saved)
    }
    return { ok: true, id: input.activityId } as const
  })
}

/** Sets the number of 名单外参加 whose names are unknown, in addition to the named ones. */
export async function countWalkIns(viewer: Viewer, input: WalkInCountInput) {
  return write(async tx => {
    const of = await changeable(tx, viewer, input.activityId)
    if (!of.ok) return of
    if (of.activity.walkIns === input.walkIns) return { ok: true, id: input.activityId } as const
    if (of.activity.version !== input.version) throw new Conflict(of.activity)
    await alterActivity(tx, viewer, of.activity, { walkIns: input.walkIns })
    return { ok: true, id: input.activityId } as const
  })
}

async function changeable(tx: Tx, viewer: Viewer, activityId: number) {
  const of = await forOrganiser(tx, viewer, activityId)
  if (of.status === 'closed') return { ok: false, reason: 'rollClosed' } as const
  if (of.status === 'cancelled') return { ok: false, reason: 'cancelled' } as const
  return { ok: true, activity: of } as const
}

async function leaveTrace(tx: Tx, viewer: Viewer, activityId: number, before: unknown, after: unknown) {
  await recordAudit(tx, viewer, {
    action: 'activity.guest',
    subject: 'activity',
    subjectId: activityId,
    before,
    after,
  })
}
