import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, Refusal, type Refused } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { joinOccurrence, leaveJoin } from '@/lib/plan/occurrences/occurrence.commands'
import type { FoundInput } from '@/lib/plan/plan.input'
import { itemOf } from '@/lib/plan/plan.queries'
import { followPlan } from '@/lib/plan/rules-followed.commands'
import { visibleExamIds } from '@/lib/plan/visible.sql'
import { activityById } from './activity.queries'

/**
 * Links an activity held for another purpose to this item, which it then completes, or removes the link. Its leave rule
 * follows while its roll is not open.
 */
export async function linkActivity(viewer: Viewer, input: { itemId: number; activityId: number }) {
  return write(tx => joinOrLeave(tx, viewer, input, true))
}

export async function unlinkActivity(viewer: Viewer, input: { itemId: number; activityId: number }) {
  return write(tx => joinOrLeave(tx, viewer, input, false))
}

/**
 * Joins several activities and exams held for another purpose to items of one plan, all or none. What is joined to its
 * item already stays.
 */
export async function linkFound(viewer: Viewer, { planId, pairs }: FoundInput) {
  return write(async tx => {
    for (const pair of new Set(pairs)) {
      const [what, subject, item] = pair.split(':')
      const ids = { itemId: Number(item), id: Number(subject) }
      const done =
        what === 'exam'
          ? await joinExam(tx, viewer, ids)
          : await joinOrLeave(tx, viewer, { itemId: ids.itemId, activityId: ids.id }, true)
      if (!done.ok) throw new Refusal({ ...done, field: 'pairs' })
    }
    return { ok: true, planId, count: new Set(pairs).size } as const
  }).catch((error): Refused<'planClosed' | 'joinedElsewhere'> => {
    if (error instanceof Refusal) return error.answer as Refused<'planClosed' | 'joinedElsewhere'>
    throw error
  })
}

async function joinExam(tx: Tx, viewer: Viewer, { itemId, id }: { itemId: number; id: number }) {
  const { plan: head, item } = await itemOf(viewer, itemId, dayOf(now()), tx)
  const [found] = await tx
    .select({ exam, path: unit.path })
    .from(exam)
    .innerJoin(unit, eq(unit.id, exam.hostUnitId))
    .where(sql`${exam.id} in ${visibleExamIds(viewer, eq(exam.id, id))}`)
  if (!found) throw new NotFound()
  if (!canOrganise(viewer, item.unitPath) || !canOrganise(viewer, found.path)) throw new Forbidden()
  if (head.status === 'closed') return { ok: false, reason: 'planClosed' } as const
  const before = found.exam
  if (before.planItemId === itemId) return { ok: true, itemId } as const
  if (before.planItemId !== null) return { ok: false, reason: 'joinedElsewhere' } as const
  await joinOccurrence(tx, { planItemId: itemId, day: before.closingDay }, { examId: id })
  await recordAudit(tx, viewer, {
    action: 'plan.linkExam',
    subject: 'planItem',
    subjectId: itemId,
    after: { examId: id, title: before.title },
  })
  return { ok: true, itemId } as const
}

async function joinOrLeave(
  tx: Tx,
  viewer: Viewer,
  input: { itemId: number; activityId: number },
  joins: boolean,
) {
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
}
