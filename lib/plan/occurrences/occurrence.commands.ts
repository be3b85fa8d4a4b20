import { and, asc, eq, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { DEFAULT_MAKE_UP_DAYS, occurrence, plan, planItem, planItemTopic } from '@/db/schema/plan'
import type { Day } from '@/lib/core/time'
import { setMakeUpDays } from '@/lib/plan/duties/owed.commands'
import { fittingOccurrence, rewritten, slotsOf } from './occurrence.rules'

/**
 * Brings the occurrences of items in step with their times: made for a new item, for a changed one only those are
 * rewritten to which nothing is joined. Runs in the transaction of the change, for many items in as few statements.
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
      joinedDay: sql<Day | null>`coalesce(${activity.day}, ${exam.closingDay})`,
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
  // Two may change places, and the key must hold at every step.
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
/** A given occurrence, the item that a sheet or form names, or what day, form and unit say. */
export type Place =
  | { occurrenceId: number }
  | { planItemId: number; day: Day }
  | { day: Day; form: string; unitId: number }

/**
 * Joins an activity or exam to the plan: to a given occurrence; of an item to the first open one whose span holds
 * the day, else to any open one, else to the item alone; by day, form and unit to the one item that fits. Answers
 * with the item, or null where nothing fits. The leave rule and the days to make up become the plan's. Safe to repeat.
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
  const [rules] = await tx
    .select({ leaveRule: plan.leaveRule, makeUpDays: plan.makeUpDays, theoryLeftOut: plan.theoryLeftOut })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .where(eq(planItem.id, itemId))
  await tx
    .update(activity)
    .set({ planItemId: itemId, ...rules })
    .where(eq(activity.id, joining.activityId))
  await setMakeUpDays(tx, rules?.makeUpDays ?? DEFAULT_MAKE_UP_DAYS, sql`activity_id = ${joining.activityId}`)
  return itemId
}

/** The occurrence is open again: what was joined to it was cancelled or went elsewhere. */
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
 * The item whose open occurrences fit day, form and unit, if it is the only one. Several times of one item are
 * alike (全年 4 次), so they are no doubt.
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
