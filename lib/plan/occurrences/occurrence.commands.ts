import { and, asc, eq, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { occurrence, planItem, planItemTopic } from '@/db/schema/plan'
import { now } from '@/lib/core/clock'
import type { Day } from '@/lib/core/time'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { followPlan } from '@/lib/plan/rules-followed.commands'
import { fittingOccurrence, rewritten, slotsOf } from './occurrence.rules'

/**
 * Syncs the occurrences of items with their times: inserts them for a new item; for a changed one rewrites only
 * those without an activity or exam. Runs in the transaction of the change, for many items in a constant number
 * of statements.
 */
export async function placeOccurrences(tx: Tx, ...itemIds: number[]): Promise<void> {
  const which = sql`(select value from json_each(${JSON.stringify(itemIds)}))`
  const items = await tx.select().from(planItem).where(sql`${planItem.id} in ${which}`)
  const placed = await tx
    .select({
      id: occurrence.id,
      itemId: occurrence.planItemId,
      fromDay: occurrence.fromDay,
      toDay: occurrence.toDay,
      number: occurrence.number,
      joinedDay: sql<Day | null>`coalesce(${activity.day}, ${exam.closingDay}, ${occurrence.doneOn})`,
    })
    .from(occurrence)
    .leftJoin(activity, eq(activity.id, occurrence.activityId))
    .leftJoin(exam, eq(exam.id, occurrence.examId))
    .where(sql`${occurrence.planItemId} in ${which}`)
    .orderBy(asc(occurrence.fromDay), asc(occurrence.number))
  const byItem = new Map<number, typeof placed>()
  for (const each of placed) byItem.set(each.itemId, [...(byItem.get(each.itemId) ?? []), each])
  const changes = items.map(item => ({ item, ...rewritten(byItem.get(item.id) ?? [], slotsOf(item)) }))
  const remove = changes.flatMap(each => each.remove)
  const move = changes.flatMap(each => each.move)
  const add = changes.flatMap(({ item, add: slots }) => slots.map(slot => ({ ...slot, itemId: item.id })))
  if (remove.length > 0)
    await tx.run(
      sql`delete from occurrence where id in (select value from json_each(${JSON.stringify(remove)}))`,
    )
  // Two occurrences may swap, and the unique key must hold after every statement.
  if (move.length > 0)
    await tx.run(
      sql`update occurrence set number = -id where id in (select value from json_each(${JSON.stringify(move.map(each => each.id))}))`,
    )
  if (move.length > 0)
    await tx.run(sql`
      update occurrence set from_day = r.value ->> '$.slot.fromDay', to_day = r.value ->> '$.slot.toDay',
        number = r.value ->> '$.slot.number'
      from json_each(${JSON.stringify(move)}) r where occurrence.id = r.value ->> 'id'`)
  if (add.length > 0)
    await tx.run(sql`
      insert into occurrence (plan_item_id, from_day, to_day, number)
      select r.value ->> 'itemId', r.value ->> 'fromDay', r.value ->> 'toDay', r.value ->> 'number'
      from json_each(${JSON.stringify(add)}) r where true`)
}

export type Joining = { activityId: number } | { examId: number }
/**
 * The occurrence or item for an activity: a given occurrence, the item named by a sheet or form, or day, form
 * and unit.
 */
export type Place =
  | { occurrenceId: number }
  | { planItemId: number; day: Day }
  | { day: Day; form: string; unitId: number }

/**
 * Links an activity or exam to the plan: to the given occurrence; for an item to its first open occurrence
 * whose span holds the day, else to any open one, else to the item alone; by day, form and unit to the only
 * item that matches. Returns the item's id, or null where nothing matches. The activity takes over the plan's
 * leave rule and make-up days while its roll is not open. Idempotent.
 */
export async function joinOccurrence(tx: Tx, place: Place, joining: Joining): Promise<number | null> {
  const itemId = await itemFor(tx, place)
  if (itemId === null) return null
  const [joined] = await tx
    .select({ id: occurrence.id, itemId: occurrence.planItemId })
    .from(occurrence)
    .where(joinedBy(joining))
  const isThere =
    'occurrenceId' in place
      ? joined?.id === place.occurrenceId
      : joined !== undefined && joined.itemId === itemId
  if (!isThere) {
    if (joined) await leaveJoin(tx, joining)
    const open = await openOccurrences(tx, itemId)
    const found =
      'occurrenceId' in place
        ? open.find(each => each.id === place.occurrenceId)
        : fittingOccurrence(open, place.day)
    if (found)
      await tx
        .update(occurrence)
        .set({ activityId: null, examId: null, ...joining })
        .where(eq(occurrence.id, found.id))
  }
  if ('examId' in joining) {
    await tx.update(exam).set({ planItemId: itemId }).where(eq(exam.id, joining.examId))
    return itemId
  }
  const [of] = await tx
    .update(activity)
    .set({ planItemId: itemId })
    .where(eq(activity.id, joining.activityId))
    .returning()
  // What is frozen with the rows is not moved by joining a plan.
  if (of && !isRollFrozen(of, now())) await followPlan(tx, of.id, itemId)
  return itemId
}

/** Reopens the occurrence: its activity or exam was cancelled or linked to another one. */
export async function leaveJoin(tx: Tx, joined: Joining): Promise<void> {
  await tx.update(occurrence).set({ activityId: null, examId: null }).where(joinedBy(joined))
}

export async function topicsOfItem(tx: Tx, planItemId: number): Promise<number[]> {
  const rows = await tx
    .select({ topicId: planItemTopic.topicId })
    .from(planItemTopic)
    .where(eq(planItemTopic.planItemId, planItemId))
  return rows.map(row => row.topicId)
}

async function itemFor(tx: Tx, place: Place): Promise<number | null> {
  if ('planItemId' in place) return place.planItemId
  if ('form' in place) return fittingItem(tx, place)
  const [found] = await tx
    .select({ itemId: occurrence.planItemId })
    .from(occurrence)
    .where(eq(occurrence.id, place.occurrenceId))
  return found?.itemId ?? null
}

/**
 * The item with open occurrences that match day, form and unit, if there is only one such item. Several
 * occurrences of the same item (全年 4 次) are interchangeable, so they are not ambiguous.
 */
export async function fittingItem(
  on: On,
  { day, form, unitId }: { day: Day; form: string; unitId: number },
): Promise<number | null> {
  if (form === '') return null
  const found = await on
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

function joinedBy(joining: Joining) {
  return 'activityId' in joining
    ? eq(occurrence.activityId, joining.activityId)
    : eq(occurrence.examId, joining.examId)
}

// A cancelled activity leaves its occurrence open: it may be held on another day.
const isOpen = sql`coalesce(${activity.status}, ${exam.status}, 'cancelled') = 'cancelled' and ${occurrence.doneOn} is null`

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
