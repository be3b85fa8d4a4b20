import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { occurrence, planItem, planItemTopic } from '@/db/schema/plan'
import type { Day } from '../time/rules'

type Joining = { activityId: number } | { examId: number }
type Place =
  | { occurrenceId: number }
  | { planItemId: number; day: Day }
  | { day: Day; form: string; unitId: number }

/**
 * Joins an activity or exam to the occurrence it is: a given one; of an item the first open one whose period holds
 * the day, else any open one, else the item alone; by day, form and unit the one open occurrence that fits, where it
 * is the only one. Returns the plan item, or null where nothing fits.
 */
export async function joinOccurrence(tx: Tx, place: Place, joining: Joining): Promise<number | null> {
  const found = await placeFor(tx, place)
  if (!found) return null
  if (found.occurrenceId !== null) {
    await tx
      .update(occurrence)
      .set(joining)
      .where(
        and(eq(occurrence.id, found.occurrenceId), isNull(occurrence.activityId), isNull(occurrence.examId)),
      )
  }
  if ('activityId' in joining)
    await tx.update(activity).set({ planItemId: found.planItemId }).where(eq(activity.id, joining.activityId))
  else await tx.update(exam).set({ planItemId: found.planItemId }).where(eq(exam.id, joining.examId))
  return found.planItemId
}

/** The occurrence is open again: its activity was cancelled or went elsewhere. */
export async function leaveJoin(tx: Tx, joined: Joining): Promise<void> {
  if ('activityId' in joined)
    await tx.update(occurrence).set({ activityId: null }).where(eq(occurrence.activityId, joined.activityId))
  else await tx.update(occurrence).set({ examId: null }).where(eq(occurrence.examId, joined.examId))
}

export async function topicsOfItem(tx: Tx, planItemId: number): Promise<number[]> {
  const rows = await tx
    .select({ topicId: planItemTopic.topicId })
    .from(planItemTopic)
    .where(eq(planItemTopic.planItemId, planItemId))
  return rows.map(row => row.topicId)
}

async function placeFor(
  tx: Tx,
  place: Place,
): Promise<{ planItemId: number; occurrenceId: number | null } | null> {
  if ('occurrenceId' in place) {
    const [found] = await tx
      .select({ planItemId: occurrence.planItemId, occurrenceId: occurrence.id })
      .from(occurrence)
      .where(eq(occurrence.id, place.occurrenceId))
    return found ?? null
  }
  if ('planItemId' in place) {
    const [open] = await tx
      .select({ occurrenceId: occurrence.id })
      .from(occurrence)
      .where(
        and(
          eq(occurrence.planItemId, place.planItemId),
          isNull(occurrence.activityId),
          isNull(occurrence.examId),
        ),
      )
      .orderBy(
        sql`(${place.day} between ${occurrence.fromDay} and ${occurrence.toDay}) desc`,
        occurrence.fromDay,
        occurrence.number,
      )
      .limit(1)
    return { planItemId: place.planItemId, occurrenceId: open?.occurrenceId ?? null }
  }
  const fitting = await tx
    .select({ planItemId: occurrence.planItemId, occurrenceId: occurrence.id })
    .from(occurrence)
    .innerJoin(planItem, eq(planItem.id, occurrence.planItemId))
    .where(
      and(
        eq(planItem.form, place.form),
        eq(planItem.unitId, place.unitId),
        sql`${place.day} between ${occurrence.fromDay} and ${occurrence.toDay}`,
        isNull(occurrence.activityId),
        isNull(occurrence.examId),
      ),
    )
    .limit(2)
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
