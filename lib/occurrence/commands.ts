import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { occurrence, plan, planItem } from '@/db/schema/plan'
import { fittingOccurrence, rewritten, slotsOf } from '../plan/rules'
import type { Day } from '../time/rules'

/**
 * Brings an item's occurrences in step with its time: made for a new item, for a changed one only those are
 * rewritten to which nothing is joined. Runs in the transaction of the change.
 */
export async function placeOccurrences(tx: Tx, itemId: number): Promise<void> {
  const [item] = await tx.select().from(planItem).where(eq(planItem.id, itemId))
  if (!item) return
  const placed = await tx
    .select({
      id: occurrence.id,
      fromDay: occurrence.fromDay,
      toDay: occurrence.toDay,
      number: occurrence.number,
      joinedDay: sql<Day | null>`coalesce(${activity.day}, ${exam.closingDay})`,
    })
    .from(occurrence)
    .leftJoin(activity, eq(activity.id, occurrence.activityId))
    .leftJoin(exam, eq(exam.id, occurrence.examId))
    .where(eq(occurrence.planItemId, itemId))
    .orderBy(asc(occurrence.fromDay), asc(occurrence.number))
  const { remove, move, add } = rewritten(placed, slotsOf(item))
  if (remove.length > 0)
    await tx.run(
      sql`delete from occurrence where id in (select value from json_each(${JSON.stringify(remove)}))`,
    )
  // Two may change places, and the key must hold at every step.
  if (move.length > 0)
    await tx.run(
      sql`update occurrence set number = -id where id in (select value from json_each(${JSON.stringify(move.map(each => each.id))}))`,
    )
  for (const { id, slot } of move) await tx.update(occurrence).set(slot).where(eq(occurrence.id, id))
  if (add.length > 0) await tx.insert(occurrence).values(add.map(slot => ({ ...slot, planItemId: itemId })))
}

/** What is joined to the plan: named by its item, or found by the day, form and unit that fit one item alone. */
export type Fit = { planItemId: number | null; day: Day; form: string; unitId: number }

/** Joins an activity to the plan; answers with the item, or null where nothing fits. Safe to repeat. */
export async function joinOccurrence(tx: Tx, fit: Fit, activityId: number): Promise<number | null> {
  const itemId = fit.planItemId ?? (await fittingItem(tx, fit))
  if (itemId === null) return null
  const [item] = await tx
    .select({ leaveRule: plan.leaveRule, makeUpDays: plan.makeUpDays })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .where(eq(planItem.id, itemId))
  if (!item) return null
  const [joined] = await tx
    .select({ id: occurrence.id, itemId: occurrence.planItemId })
    .from(occurrence)
    .where(eq(occurrence.activityId, activityId))
  if (joined && joined.itemId !== itemId) await leaveJoin(tx, activityId)
  await tx
    .update(activity)
    .set({ planItemId: itemId, ...item })
    .where(eq(activity.id, activityId))
  await tx.run(sql`
    update attendance set make_up_due = date(day, ${`+${item.makeUpDays} days`}) where activity_id = ${activityId}`)
  if (joined?.itemId === itemId) return itemId
  const open = await openOccurrences(tx, itemId)
  const found = fittingOccurrence(open, fit.day)
  if (found) await tx.update(occurrence).set({ activityId, examId: null }).where(eq(occurrence.id, found.id))
  return itemId
}

/** The same for an exam; its day is the closing day. */
export async function joinExam(tx: Tx, fit: Fit, examId: number): Promise<number | null> {
  const itemId = fit.planItemId ?? (await fittingItem(tx, fit))
  if (itemId === null) return null
  await tx.update(exam).set({ planItemId: itemId }).where(eq(exam.id, examId))
  const [joined] = await tx.select().from(occurrence).where(eq(occurrence.examId, examId))
  if (joined?.planItemId === itemId) return itemId
  if (joined) await tx.update(occurrence).set({ examId: null }).where(eq(occurrence.id, joined.id))
  const found = fittingOccurrence(await openOccurrences(tx, itemId), fit.day)
  if (found) await tx.update(occurrence).set({ examId, activityId: null }).where(eq(occurrence.id, found.id))
  return itemId
}

/** The activity no longer counts for the plan; its occurrence is open again. */
export async function leaveJoin(tx: Tx, activityId: number): Promise<void> {
  await tx.update(occurrence).set({ activityId: null }).where(eq(occurrence.activityId, activityId))
  await tx
    .update(activity)
    .set({ planItemId: null })
    .where(and(eq(activity.id, activityId), isNotNull(activity.planItemId)))
}

/**
 * The item whose open occurrences fit day, form and unit, if it is the only one. Several times of one item are
 * alike (全年 4 次), so they are no doubt.
 */
export async function fittingItem(tx: Tx, { day, form, unitId }: Omit<Fit, 'planItemId'>) {
  if (form === '') return null
  const found = await tx
    .selectDistinct({ id: planItem.id })
    .from(occurrence)
    .innerJoin(planItem, eq(planItem.id, occurrence.planItemId))
    .leftJoin(activity, eq(activity.id, occurrence.activityId))
    .leftJoin(exam, eq(exam.id, occurrence.examId))
    .where(
      and(
        eq(planItem.form, form),
        eq(planItem.unitId, unitId),
        sql`${day} between ${occurrence.fromDay} and ${occurrence.toDay}`,
        isOpen,
      ),
    )
    .limit(2)
  return found.length === 1 && found[0] ? found[0].id : null
}

// A cancelled activity leaves the time it stood for open: it may be held on another day.
const isOpen = sql`coalesce(${activity.status}, ${exam.status}, 'cancelled') = 'cancelled'`

function openOccurrences(tx: Tx, itemId: number) {
  return tx
    .select({
      id: occurrence.id,
      fromDay: occurrence.fromDay,
      toDay: occurrence.toDay,
      number: occurrence.number,
    })
    .from(occurrence)
    .leftJoin(activity, eq(activity.id, occurrence.activityId))
    .leftJoin(exam, eq(exam.id, occurrence.examId))
    .where(and(eq(occurrence.planItemId, itemId), isOpen))
}
