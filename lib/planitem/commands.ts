import { eq, max, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { plan, planItem, planItemTopic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '../access/rules'
import { putAudience } from '../audience/commands'
import { understood, unitsOutside } from '../audience/queries'
import type { Understood } from '../audience/rules'
import { recordAudit } from '../audit/commands'
import { now } from '../clock'
import { Conflict, Forbidden, NotFound } from '../errors'
import { placeOccurrences } from '../occurrence/commands'
import { recordRevision } from '../plan/commands'
import type { ItemInput } from '../plan/input'
import { itemOf, type PlanItem, planDocument, type planOf, unitsUnder } from '../plan/queries'
import { decideChange, decideRemoval, type ItemTime, stepped } from '../plan/rules'
import { readTime } from '../plantime/rules'
import { dayOf } from '../time/rules'
import { addMustLearn, topicIds } from '../topic/commands'
import { splitTopics } from '../topic/rules'

/** Adds an item, or changes the one that `itemId` names; its occurrences follow in the same transaction. */
export async function saveItem(viewer: Viewer, input: ItemInput) {
  return write(async tx => {
    const { plan: head, items } = await planDocument(viewer, input.planId, dayOf(now()), tx)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    const decision = decideChange(head.status, input.reason)
    if (!decision.ok) return decision
    const before = items.find(item => item.id === input.itemId)
    if (input.itemId !== null && !before) throw new NotFound()
    if (before && before.version !== input.version) throw new Conflict(columnsOf(before))
    const units = await unitsUnder(head.unitPath, tx)
    const saved = await saveInto(tx, viewer, { head, items, units }, input, before)
    if (!saved.ok) return saved
    await planChanged(tx, viewer, head, input.reason)
    return { ok: true, planId: head.id, itemId: saved.itemId } as const
  })
}

/** What an item must not be the twin of, and what it may hang on. */
export type Standing = Pick<PlanItem, 'id' | 'parentId' | 'timeWords' | 'content' | 'form' | 'unitId'>
type Head = Awaited<ReturnType<typeof planOf>>
export type Surroundings = {
  head: Head
  items: Standing[]
  units: { id: number }[]
  /** What the words of an audience mean; who writes many items asks once for the same words. */
  meaning?: (words: string) => Promise<Understood>
}

/**
 * Writes one item of a plan that may be changed, and its audit entry; the version of the plan and its revision are the
 * caller's, who may write several. Refuses without having written anything.
 */
export async function saveInto(
  tx: Tx,
  viewer: Viewer,
  { head, items, units, meaning = words => understood(words, tx) }: Surroundings,
  input: ItemInput,
  before: PlanItem | undefined,
) {
  const fault = faultOf(input, items, units)
  if (fault) return fault
  const time =
    before?.timeWords === input.time
      ? before
      : readTime(input.time, head.year, { isDeadline: head.kind === 'workPoints' })
  if (!time) return { ok: false, reason: 'timeUnreadable', field: 'time' } as const
  const audience = await audienceFor(tx, viewer, input, before, meaning)
  if (!audience.ok) return audience

  const itemId = await putItem(tx, {
    planId: head.id,
    id: before?.id,
    timeWords: input.time,
    fromDay: time.fromDay,
    toDay: time.toDay,
    every: time.every,
    times: input.times ?? ('times' in time ? time.times : null) ?? 1,
    content: input.content,
    form: input.form,
    audienceId: audience.id,
    lecturer: input.lecturer || null,
    unitId: input.unitId,
    mustLearn: input.mustLearn,
    remark: input.remark || null,
    parentId: input.parentId,
    weight: input.weight,
    evidence: input.evidence || null,
    topicIds: await topicIds(tx, splitTopics(input.topics)),
  })
  if (before?.parentId && before.parentId !== input.parentId) await ordinaryAgain(tx, before.parentId)
  await recordAudit(tx, viewer, {
    action: before ? 'plan.changeItem' : 'plan.addItem',
    subject: 'planItem',
    subjectId: itemId,
    reason: input.reason || null,
    before: before && columnsOf(before),
    after: { ...input, ...time },
  })
  return { ok: true, itemId } as const
}

/** After the items of a plan changed: a higher version, and of an issued one the next revision. */
export async function planChanged(tx: Tx, viewer: Viewer, head: Head, reason: string): Promise<void> {
  await tx
    .update(plan)
    .set({ version: head.version + 1 })
    .where(eq(plan.id, head.id))
  if (head.status === 'issued') await recordRevision(tx, viewer, head.id, reason)
}

export type ItemRow = ItemTime &
  Pick<typeof planItem.$inferInsert, 'planId' | 'timeWords' | 'content' | 'unitId'> &
  Partial<Omit<typeof planItem.$inferInsert, 'version'>> & { topicIds?: number[] }

/**
 * Writes one item and its occurrences; with `id` over the one that is there. For imports too: it authorises
 * nothing, and neither audits nor makes a revision. Topics of a 必学 item become must-learn topics of the year.
 */
export async function putItem(tx: Tx, { topicIds: topics, ...row }: ItemRow): Promise<number> {
  let itemId = row.id
  if (itemId !== undefined) {
    const [before] = await tx
      .select({ version: planItem.version })
      .from(planItem)
      .where(eq(planItem.id, itemId))
    await tx
      .update(planItem)
      .set({ ...row, version: (before?.version ?? 0) + 1 })
      .where(eq(planItem.id, itemId))
  } else {
    const [last] = await tx
      .select({ position: max(planItem.position) })
      .from(planItem)
      .where(eq(planItem.planId, row.planId))
    const [made] = await tx
      .insert(planItem)
      .values({ ...row, position: row.position ?? (last?.position ?? 0) + 1 })
      .returning({ id: planItem.id })
    itemId = (made as { id: number }).id
  }
  if (topics) {
    await tx.delete(planItemTopic).where(eq(planItemTopic.planItemId, itemId))
    const planItemId = itemId
    if (topics.length > 0)
      await tx.insert(planItemTopic).values(topics.map(topicId => ({ planItemId, topicId })))
    if (row.mustLearn) {
      const [of] = await tx.select({ year: plan.year }).from(plan).where(eq(plan.id, row.planId))
      if (of) await addMustLearn(tx, of.year, topics)
    }
  }
  await placeOccurrences(tx, itemId)
  return itemId
}

/** Only an item to which nothing was ever joined, and on which no other hangs, goes. */
export async function removeItem(viewer: Viewer, input: { itemId: number; reason: string }) {
  return write(async tx => {
    const { plan: head, item } = await itemOf(viewer, input.itemId, dayOf(now()), tx)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    const decision = decideChange(head.status, input.reason)
    if (!decision.ok) return decision
    const removal = await removeFrom(tx, viewer, item, input.reason)
    if (!removal.ok) return removal
    await planChanged(tx, viewer, head, input.reason)
    return { ok: true, planId: head.id } as const
  })
}

/** Takes one item out of a plan that may be changed; version and revision are the caller's, as with `saveInto`. */
export async function removeFrom(tx: Tx, viewer: Viewer, item: PlanItem, reason: string) {
  const [part] = await tx
    .select({ id: planItem.id })
    .from(planItem)
    .where(eq(planItem.parentId, item.id))
    .limit(1)
  const removal = decideRemoval({
    joined: item.activities.length + item.exams.length + item.outputs.length,
    hasParts: part !== undefined,
  })
  if (!removal.ok) return removal
  await tx.delete(planItem).where(eq(planItem.id, item.id))
  if (item.parentId !== null) await ordinaryAgain(tx, item.parentId)
  await recordAudit(tx, viewer, {
    action: 'plan.removeItem',
    subject: 'planItem',
    subjectId: item.id,
    reason: reason || null,
    before: columnsOf(item),
  })
  return removal
}

/** A point that fell due in its parts alone falls due itself again once its last part is gone. */
async function ordinaryAgain(tx: Tx, pointId: number): Promise<void> {
  const [point] = await tx
    .select({ times: planItem.times, words: planItem.timeWords, year: plan.year })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .where(
      sql`${planItem.id} = ${pointId} and not exists (select 1 from plan_item part where part.parent_id = ${pointId})`,
    )
  if (point?.times !== 0) return
  const times = readTime(point.words, point.year, { isDeadline: true })?.times ?? 1
  await tx.update(planItem).set({ times }).where(eq(planItem.id, pointId))
  await placeOccurrences(tx, pointId)
}

/** One place up or down among its like; the order of an issued plan is part of what was issued. */
export async function moveItem(viewer: Viewer, input: { itemId: number; step: 'up' | 'down' }) {
  return write(async tx => {
    const { plan: head } = await itemOf(viewer, input.itemId, dayOf(now()), tx)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    if (head.status !== 'draft') return { ok: false, reason: 'planIssued' } as const
    const items = await tx
      .select({ id: planItem.id, parentId: planItem.parentId })
      .from(planItem)
      .where(eq(planItem.planId, head.id))
      .orderBy(planItem.position, planItem.id)
    const order = stepped(items, input.itemId, input.step)
    for (const [at, id] of order.entries())
      await tx
        .update(planItem)
        .set({ position: at + 1 })
        .where(eq(planItem.id, id))
    await tx
      .update(plan)
      .set({ version: head.version + 1 })
      .where(eq(plan.id, head.id))
    await recordAudit(tx, viewer, {
      action: 'plan.moveItem',
      subject: 'planItem',
      subjectId: input.itemId,
      after: { step: input.step },
    })
    return { ok: true, planId: head.id } as const
  })
}

function faultOf(input: ItemInput, items: Standing[], units: { id: number }[]) {
  const refusal = <R extends string>(reason: R, field: string) => ({ ok: false, reason, field }) as const
  if (!units.some(each => each.id === input.unitId)) return refusal('notAChoice', 'unitId')
  const parent = items.find(item => item.id === input.parentId)
  const isPart = input.parentId !== null
  // Two levels: a point and its breaking down by unit.
  if (isPart && (!parent || parent.parentId !== null || parent.id === input.itemId))
    return refusal('notAChoice', 'parentId')
  if (isPart && items.some(item => item.parentId === input.itemId && input.itemId !== null))
    return refusal('notAChoice', 'parentId')
  const twin = items.find(item => item.id !== input.itemId && isTwinOf(item, input))
  return twin ? refusal('itemExists', 'content') : null
}

export function isTwinOf(
  item: Standing,
  other: Pick<ItemInput, 'time' | 'content' | 'form' | 'unitId'>,
): boolean {
  return (
    item.timeWords === other.time &&
    item.content === other.content &&
    item.form === other.form &&
    item.unitId === other.unitId
  )
}

/** The audience of the words; the same words keep the one that stands, so that nothing is written for nothing. */
async function audienceFor(
  tx: Tx,
  viewer: Viewer,
  input: ItemInput,
  before: PlanItem | undefined,
  meaning: (words: string) => Promise<Understood>,
) {
  const words = input.audience
  if (words === '') return { ok: true, id: null } as const
  if (before?.audienceId && before.audienceWords === words)
    return { ok: true, id: before.audienceId } as const
  const { parts, personIds, unknown } = await meaning(words)
  if (unknown.length > 0 && !input.audienceAsWords)
    return { ok: false, reason: 'audienceUnknown', places: { words: unknown.join('、') } } as const
  const people = personIds.map(personId => ({ personId, how: 'added' as const }))
  const outside = await unitsOutside(viewer, { parts, personIds }, dayOf(now()), input.unitId, tx)
  if (outside.length > 0)
    return {
      ok: false,
      reason: 'audienceOutside',
      places: { words: outside.join('、') },
    } as const
  return { ok: true, id: await putAudience(tx, { words, parts, people }) } as const
}

/** What is the item's own, for the audit. */
function columnsOf({ occurrences, activities, exams, outputs, heldOn, unitPath, ...own }: PlanItem) {
  return own
}
