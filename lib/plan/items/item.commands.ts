import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { plan, planItem } from '@/db/schema/plan'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { type AuditEntry, recordAudit } from '@/lib/access/audit.commands'
import { historyOf } from '@/lib/access/audit.sql'
import { requireVersion } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import {
  type Understood,
  understandAudience,
  type WordBook,
} from '@/lib/organisation/audience/audience.rules'
import { unitsOutside } from '@/lib/organisation/audience/audience.sql'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { placeOccurrences } from '@/lib/plan/occurrences/occurrence.commands'
import { recordRevision } from '@/lib/plan/plan.commands'
import type { ItemInput, RemoveItemInput } from '@/lib/plan/plan.input'
import { itemOf, type PlanItem, planDocument, type planOf, unitsUnder } from '@/lib/plan/plan.queries'
import { decideChange, stepped } from '@/lib/plan/plan.rules'
import { pointTime } from './how-often.rules'
import { isTwinOf, lecturerKnown, removalOf, type Standing } from './item.rules'
import { letGoOfItems } from './item-attachments.commands'
import { putWorded, type WordedWrite } from './item-rows.commands'
import { readTime } from './time-words.rules'
import { splitTopics } from './topic.rules'

/** Adds an item, or changes the one of `itemId`; its occurrences are updated in the same transaction. */
export async function saveItem(viewer: Viewer, input: ItemInput) {
  return write(async tx => {
    const { plan: head, items } = await planDocument(viewer, input.planId, dayOf(now()), tx)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    const decision = decideChange(head.status, input.reason)
    if (!decision.ok) return decision
    const before = items.find(item => item.id === input.itemId)
    if (input.itemId !== null && !before) throw new NotFound()
    if (before) requireVersion(columnsOf(before), input.version)
    const units = await unitsUnder(viewer, head.unitPath, tx)
    const decided = await decideItem({ head, items, units, asked: asking(tx, viewer) }, input, before)
    if (!decided.ok) return decided
    const [itemId = 0] = await writeItems(tx, viewer, [decided.change])
    await planChanged(tx, viewer, head, input.reason)
    return { ok: true, planId: head.id, itemId } as const
  })
}

type Head = Awaited<ReturnType<typeof planOf>>
export type Surroundings = {
  head: Head
  items: Standing[]
  units: { id: number }[]
  asked: Asked
}

/** Cached look-ups about audiences: the items of a plan repeat the same few wordings. */
export type Asked = {
  meaning: (words: string, unitId: number) => Promise<Understood>
  /** Units of the audience that the viewer does not organise, for an item of this unit. */
  outside: (words: string, unitId: number) => Promise<string[]>
}

/** Looks each wording up only once. */
export function asking(tx: Tx, viewer: Viewer): Asked {
  let known: Promise<WordBook> | undefined
  const units = new Map<string, Promise<string[]>>()
  const meaning = async (words: string, unitId: number) => {
    known ??= knownWords(tx)
    return understandAudience(words, (await known).of(unitId))
  }
  const outside = (words: string, unitId: number) => {
    const key = `${unitId} ${words}`
    const asked =
      units.get(key) ??
      meaning(words, unitId).then(meant => unitsOutside(viewer, meant, dayOf(now()), unitId, tx))
    units.set(key, asked)
    return asked
  }
  return { meaning, outside }
}

/** A validated change of an item, and its audit entry. */
export type ItemChange = {
  write: WordedWrite
  entry: Omit<AuditEntry, 'subjectId'>
  /** The point of which it was a part before and no longer is. */
  left: number | null
}

/** Validates a change of an item in a plan that may be changed: the change, or why it is refused. Only reads. */
export async function decideItem(
  { head, items, units, asked }: Surroundings,
  input: ItemInput,
  before: PlanItem | undefined,
) {
  const isPoint = head.kind === 'workPoints'
  const isKept = before?.timeWords === input.time
  const often = isPoint && !isKept ? pointTime(input, head.year) : input
  const fault = faultOf({ ...input, time: often.time }, items, units)
  if (fault) return fault
  const time = isKept ? before : readTime(often.time, head.year, { isDeadline: isPoint })
  if (!time) return { ok: false, reason: 'timeUnreadable', field: 'time' } as const
  const audience = await audienceFor(asked, input, before)
  if (!audience.ok) return audience
  const row = {
    planId: head.id,
    id: before?.id,
    timeWords: often.time,
    fromDay: time.fromDay,
    toDay: time.toDay,
    every: time.every,
    times: often.times ?? ('times' in time ? time.times : null) ?? 1,
    content: input.content,
    form: input.form,
    audienceId: audience.id,
    lecturer: input.lecturer || null,
    unitId: input.unitId,
    mustLearn: input.mustLearn,
    remark: remarkOf(input, before) || null,
    parentId: input.parentId,
    weight: input.weight,
    evidence: input.evidence || null,
  }
  const left = before && before.parentId !== input.parentId ? before.parentId : null
  const change: ItemChange = {
    left,
    write: { row, audience: audience.made, topics: splitTopics(input.topics) },
    entry: {
      action: before ? 'plan.changeItem' : 'plan.addItem',
      subject: 'planItem',
      reason: input.reason || null,
      before: before && columnsOf(before),
      after: { ...input, ...time },
    },
  }
  return { ok: true, change } as const
}

function remarkOf({ remark, lecturer }: ItemInput, before: PlanItem | undefined): string {
  return lecturer !== '' && before?.lecturer && lecturer !== before.lecturer ? lecturerKnown(remark) : remark
}

/** Writes validated changes, with an audit entry each; the caller raises the plan's version and makes the revision. */
export async function writeItems(tx: Tx, viewer: Viewer, changes: ItemChange[]): Promise<number[]> {
  const ids = await putWorded(
    tx,
    changes.map(each => each.write),
  )
  await ordinaryAgain(
    tx,
    changes.flatMap(each => each.left ?? []),
  )
  await recordAudit(
    tx,
    viewer,
    ...changes.map(({ entry }, at) => ({ ...entry, subjectId: ids[at] as number })),
  )
  return ids
}

/** After a change of a plan's items: raises the version and, for an issued plan, makes the next revision. */
export async function planChanged(tx: Tx, viewer: Viewer, head: Head, reason: string): Promise<void> {
  await tx
    .update(plan)
    .set({ version: head.version + 1 })
    .where(eq(plan.id, head.id))
  if (head.status === 'issued') await recordRevision(tx, viewer, head.id, reason)
}

/** Removes an item that was never linked to anything and has no parts, as it was seen. */
export async function removeItem(viewer: Viewer, input: RemoveItemInput) {
  return write(async tx => {
    const { plan: head, item } = await itemOf(viewer, input.itemId, dayOf(now()), tx)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    const decision = decideChange(head.status, input.reason)
    if (!decision.ok) return decision
    requireVersion(columnsOf(item), input.version)
    const removal = await removeFrom(tx, viewer, item, input.reason)
    if (!removal.ok) return removal
    await planChanged(tx, viewer, head, input.reason)
    return { ok: true, planId: head.id } as const
  })
}

/** Removes one item that has no parts or links. */
export async function removeFrom(tx: Tx, viewer: Viewer, item: PlanItem, reason: string) {
  const [part] = await tx
    .select({ id: planItem.id })
    .from(planItem)
    .where(eq(planItem.parentId, item.id))
    .limit(1)
  const removal = removalOf(item, part !== undefined)
  if (removal.ok) await removeItems(tx, viewer, [item], reason)
  return removal
}

/**
 * Removes items of a plan that may be changed; the caller raises the version and makes the revision, as for
 * `writeItems`.
 */
export async function removeItems(tx: Tx, viewer: Viewer, items: PlanItem[], reason: string): Promise<void> {
  if (items.length === 0) return
  const ids = JSON.stringify(items.map(each => each.id))
  await letGoOfItems(tx, ids)
  await tx.run(sql`delete from plan_item where id in (select value from json_each(${ids}))`)
  await ordinaryAgain(
    tx,
    items.flatMap(each => each.parentId ?? []),
  )
  await recordAudit(
    tx,
    viewer,
    ...items.map(item => ({
      action: 'plan.removeItem' as const,
      subject: 'planItem',
      subjectId: item.id,
      reason: reason || null,
      before: columnsOf(item),
    })),
  )
}

/** Points that fell due only through their parts fall due themselves again once the last part is gone. */
async function ordinaryAgain(tx: Tx, pointIds: number[]): Promise<void> {
  if (pointIds.length === 0) return
  const points = await tx
    .select({ id: planItem.id, words: planItem.timeWords, year: plan.year })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .where(
      sql`${planItem.id} in (select value from json_each(${JSON.stringify(pointIds)})) and ${planItem.times} = 0
        and not exists (select 1 from plan_item part where part.parent_id = "plan_item"."id")`,
    )
  for (const { id, words, year } of points) {
    // 次数 may have been typed by the user; the audit entry of the breakdown has the original value.
    const broken = await historyOf('planItem', id, { actions: ['plan.breakDown'], on: tx })
    const typed = broken.map(each => (each.before as { times?: number } | null)?.times ?? 0).findLast(Boolean)
    const times = typed ?? readTime(words, year, { isDeadline: true })?.times ?? 1
    await tx.update(planItem).set({ times, version: sql`version + 1` }).where(eq(planItem.id, id))
  }
  await placeOccurrences(tx, ...points.map(point => point.id))
}

/** One position up or down among its siblings; the order of an issued plan is part of the issued text. */
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
  // Two levels only: a point and its parts by unit.
  if (isPart && (!parent || parent.parentId !== null || parent.id === input.itemId))
    return refusal('notAChoice', 'parentId')
  if (isPart && items.some(item => item.parentId === input.itemId && input.itemId !== null))
    return refusal('notAChoice', 'parentId')
  const twin = items.find(item => item.id !== input.itemId && isTwinOf(item, input))
  return twin ? refusal('itemExists', 'content') : null
}

/** The audience of the words; unchanged words keep the existing one, so that nothing is written needlessly. */
async function audienceFor({ meaning, outside }: Asked, input: ItemInput, before: PlanItem | undefined) {
  const words = input.audience
  if (words === '') return { ok: true, id: null, made: null } as const
  if (before?.audienceId && before.audienceWords === words)
    return { ok: true, id: before.audienceId, made: null } as const
  const { parts, personIds, unknown } = await meaning(words, input.unitId)
  if (unknown.length > 0 && !input.audienceAsWords)
    return { ok: false, reason: 'audienceUnknown', places: { words: unknown.join('、') } } as const
  const beyond = await outside(words, input.unitId)
  if (beyond.length > 0)
    return { ok: false, reason: 'audienceOutside', places: { words: beyond.join('、') } } as const
  const people = personIds.map(personId => ({ personId, how: 'added' as const }))
  return { ok: true, id: null, made: { words, parts, people } } as const
}

/** The item's own columns, for the audit log. */
export function columnsOf({ occurrences, activities, exams, outputs, heldOn, unitPath, ...own }: PlanItem) {
  return own
}
