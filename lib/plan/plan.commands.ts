import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { occurrence, plan, planItem, planRevision } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canApprove, canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { setMakeUpDays, settleDebts } from '@/lib/plan/duties/owed.commands'
import type { DoneInput, PlanInput, RulesInput } from './plan.input'
import { itemOf, planDocument, planOf } from './plan.queries'
import { decideChange } from './plan.rules'
import { titleOf } from './plan.sheet'
import { rollsOfPlan } from './plan-rolls.sql'
import { snapshotOf } from './revision.rules'

/** A new draft plan. There is one plan of a kind for each unit and year. */
export async function createPlan(viewer: Viewer, input: PlanInput) {
  return write(async tx => {
    const [of] = await tx.select().from(unit).where(eq(unit.id, input.unitId))
    if (!of) throw new NotFound()
    if (!canOrganise(viewer, of.path)) throw new Forbidden()
    const title = input.title || titleOf(of.name, input.year, input.kind)
    const [made] = await tx
      .insert(plan)
      .values({ ...input, title })
      .onConflictDoNothing()
      .returning()
    if (!made) return { ok: false, reason: 'planExists', field: 'kind' } as const
    await recordAudit(tx, viewer, { action: 'plan.create', subject: 'plan', subjectId: made.id, after: made })
    return { ok: true, planId: made.id } as const
  })
}

/**
 * Sets the rules for the plan's activities; those whose roll is not open yet take them over, the others only where they are
 * corrected as well, which asks for a reason.
 */
export async function setPlanRules(viewer: Viewer, typed: RulesInput) {
  const { planId, version, reason, correctsOpened, ...input } = typed
  return writeVersioned(viewer, 'plan.setRules', typed, async tx => {
    const before = await planOf(viewer, planId, tx)
    if (!canOrganise(viewer, before.unitPath)) throw new Forbidden()
    requireVersion(before, version)
    const decision = decideChange(before.status, reason)
    if (!decision.ok) return decision
    if (correctsOpened && reason === '')
      return { ok: false, reason: 'reasonNeeded', field: 'reason' } as const
    await alterRow(tx, plan, eq(plan.id, planId), version, input)
    const { opened, ahead } = await rollsOfPlan(planId, tx)
    const taken = JSON.stringify(correctsOpened ? [...ahead, ...opened] : ahead)
    const { leaveRule, makeUpDays, theoryLeftOut } = input
    await tx
      .update(activity)
      .set({ leaveRule, makeUpDays, theoryLeftOut })
      .where(sql`${activity.id} in (select value from json_each(${taken}))`)
    const ofTaken = sql`activity_id in (select value from json_each(${taken}))`
    await setMakeUpDays(tx, makeUpDays, ofTaken)
    if (theoryLeftOut !== before.theoryLeftOut) await settleDebts(tx, ofTaken)
    await recordAudit(tx, viewer, {
      action: 'plan.setRules',
      subject: 'plan',
      subjectId: planId,
      reason,
      before,
      after: correctsOpened ? { ...input, correctedRolls: opened.length } : input,
    })
    if (before.status === 'issued') await recordRevision(tx, viewer, planId, reason)
    return { ok: true } as const
  })
}

/** 印发: from now on a change needs a reason and makes a revision. Idempotent. */
export async function issuePlan(viewer: Viewer, input: { planId: number; version: number }) {
  return write(async tx => {
    const { plan: before, items } = await planDocument(viewer, input.planId, dayOf(now()), tx)
    if (!canApprove(viewer, before.unitPath)) throw new Forbidden()
    if (before.status !== 'draft') return { ok: true, planId: before.id } as const
    if (items.length === 0) return { ok: false, reason: 'noItems' } as const
    // The version issued must be the one shown on the page.
    if (before.version !== input.version) throw new Conflict(before)
    await tx
      .update(plan)
      .set({ status: 'issued', issuedAt: now(), version: before.version + 1 })
      .where(eq(plan.id, before.id))
    await recordRevision(tx, viewer, before.id, null)
    await recordAudit(tx, viewer, {
      action: 'plan.issue',
      subject: 'plan',
      subjectId: before.id,
      after: { title: before.title },
    })
    return { ok: true, planId: before.id } as const
  })
}

/** 办结: the plan can no longer be changed. */
export async function closePlan(viewer: Viewer, { planId }: { planId: number }) {
  return write(async tx => {
    const before = await planOf(viewer, planId, tx)
    if (!canApprove(viewer, before.unitPath)) throw new Forbidden()
    if (before.status === 'draft') return { ok: false, reason: 'notIssued' } as const
    if (before.status === 'closed') return { ok: true, planId } as const
    await tx
      .update(plan)
      .set({ status: 'closed', version: before.version + 1 })
      .where(eq(plan.id, planId))
    await recordAudit(tx, viewer, { action: 'plan.close', subject: 'plan', subjectId: planId })
    return { ok: true, planId } as const
  })
}

/**
 * Marks a point that no activity completes as done on a day, by what; of one that falls due several times only the
 * named time. Without a day the mark is removed.
 */
export async function setDone(viewer: Viewer, input: DoneInput) {
  const { itemId, occurrenceId, version, doneOn, doneNote } = input
  return writeVersioned(viewer, 'plan.setDone', input, async tx => {
    const { plan: head, item } = await itemOf(viewer, itemId, dayOf(now()), tx)
    if (!canOrganise(viewer, item.unitPath)) throw new Forbidden()
    const time = item.occurrences.find(each => each.id === occurrenceId)
    if (occurrenceId !== null && !time) throw new NotFound()
    const before = time ?? item
    requireVersion({ ...item, doneOn: before.doneOn, doneNote: before.doneNote }, version)
    if (head.status === 'closed') return { ok: false, reason: 'planClosed' } as const
    if (doneOn > dayOf(now())) return { ok: false, reason: 'notYet', field: 'doneOn' } as const
    if (doneOn !== '' && time && doneOn < time.fromDay)
      return { ok: false, reason: 'beforeItsTime', field: 'doneOn', places: { from: time.fromDay } } as const
    if (doneOn !== '' && doneNote === '')
      return { ok: false, reason: 'noteNeeded', field: 'doneNote' } as const
    const after = { doneOn: doneOn || null, doneNote: doneOn === '' ? null : doneNote }
    // What was recorded for the whole item is one time's, and is that time's own from now on.
    const ofItem = time ? (time.isOfItem ? { doneOn: null, doneNote: null } : {}) : after
    await alterRow(tx, planItem, eq(planItem.id, itemId), version, ofItem)
    if (time) await tx.update(occurrence).set(after).where(eq(occurrence.id, time.id))
    const of = time ? { fromDay: time.fromDay, toDay: time.toDay, number: time.number } : {}
    await recordAudit(tx, viewer, {
      action: 'plan.setDone',
      subject: 'planItem',
      subjectId: itemId,
      before: { ...of, doneOn: before.doneOn, doneNote: before.doneNote },
      after: { ...of, ...after },
    })
    return { ok: true, itemId } as const
  })
}

/** A plan that a sheet brings in: it neither authorises nor judges. */
export async function putPlan(
  tx: Tx,
  viewer: Viewer,
  facts: Pick<typeof plan.$inferInsert, 'year' | 'kind' | 'unitId' | 'title'>,
): Promise<typeof plan.$inferSelect> {
  const [made] = await tx.insert(plan).values(facts).returning()
  const row = made as typeof plan.$inferSelect
  await recordAudit(tx, viewer, { action: 'plan.create', subject: 'plan', subjectId: row.id, after: facts })
  return row
}

/**
 * After the items of a sheet: raises the version, and makes the next revision of a plan that is issued. One imported on
 * the command line is already issued on paper; a draft in the browser is issued by a person.
 */
export async function planImported(
  tx: Tx,
  viewer: Viewer,
  head: typeof plan.$inferSelect,
  reason: string | null,
): Promise<void> {
  const isPaper = viewer.accountId === null
  const isIssued = head.status === 'issued'
  const issued = isPaper && !isIssued ? { status: 'issued' as const, issuedAt: now() } : {}
  await tx
    .update(plan)
    .set({ ...issued, version: head.version + 1 })
    .where(eq(plan.id, head.id))
  if (isPaper || isIssued) await recordRevision(tx, viewer, head.id, isIssued ? reason : null)
}

/** Stores the plan's present text with the reason of the change; runs in the transaction of the change. */
export async function recordRevision(tx: Tx, viewer: Viewer, planId: number, reason: string | null) {
  const { plan: head, items } = await planDocument(viewer, planId, dayOf(now()), tx)
  const revision = head.revision + 1
  await tx.update(plan).set({ revision }).where(eq(plan.id, planId))
  await tx.insert(planRevision).values({
    planId,
    revision,
    at: now(),
    accountId: viewer.accountId,
    reason,
    snapshot: JSON.stringify(snapshotOf(head.title, items)),
  })
}
