import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { write } from '@/db/write'
import { requireOrganiser } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import { conflicting } from '@/lib/activity/conflicts/conflict.queries'
import type { Conflicting } from '@/lib/activity/conflicts/conflict.rules'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, Refusal, type Refused } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { syncActivity } from '@/lib/organisation/audience/audience.commands'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { touchActivity } from '@/lib/organisation/calendar-version.commands'
import { reviewAfter } from '@/lib/organisation/review/review.rules'
import { waitsForReview } from '@/lib/organisation/review/review.sql'
import { setMakeUpDays, settleDebts } from '@/lib/plan/duties/owed.commands'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'
import { rulesOfPlan } from '@/lib/plan/rules-followed.commands'
import type { ActivityInput } from './activity.input'
import { activityById } from './activity.queries'
import { changedFields, changeOf, countedChange, isSeenInCalendars } from './activity.rules'
import { changedBeside, putBeside } from './beside.commands'
import { type ActivityFacts, type Beside, type FactsRefusal, factsOf } from './facts.commands'
import { movedTimes } from './sign-in-window.rules'

type Row = typeof activity.$inferSelect

/** For the audit log: why the list of people changed, and the other activity involved. */
export type Told = { as: 'audience' | 'split' | 'splitOff' | 'merge' | 'mergeInto'; withId?: number }

/** Inserts an activity with its related rows; its audience becomes rows unless it is a draft. */
export async function putActivity(
  tx: Tx,
  viewer: Viewer,
  facts: ActivityFacts,
  beside: Beside = {},
  told?: Told,
): Promise<Row> {
  const rules = await rulesOfPlan(tx, facts.planItemId ?? null)
  const review = (await waitsForReview(tx, viewer, 'activities', facts.hostUnitId)) ? 'waiting' : null
  const [made] = await tx
    .insert(activity)
    .values({
      ...facts,
      ...rules,
      review,
      uid: `activity-${randomUUID()}@xuefa`,
      createdAt: now(),
      changedAt: now(),
    })
    .returning()
  const row = made as Row
  await putBeside(tx, row.id, beside)
  await syncActivity(tx, row)
  await touchActivity(tx, row)
  await recordAudit(tx, viewer, {
    action: `activity.${told?.as ?? 'create'}`,
    subject: 'activity',
    subjectId: row.id,
    after: { ...row, withId: told?.withId },
  })
  return row
}

/**
 * Changes the given fields; where calendars show one of them the sequence rises. Throws Conflict on an older
 * version.
 */
export async function alterActivity(
  tx: Tx,
  viewer: Viewer,
  before: Row,
  facts: Partial<ActivityFacts & Pick<Row, 'rollOpenedAt' | 'rollClosedAt'>>,
  reason?: string,
  beside?: Beside,
  told?: Told,
): Promise<Row> {
  const starts = { ...before, ...facts }
  const isMoved = starts.day !== before.day
  // A move to another day opens the list again, unless somebody is marked; with it the rules follow the plan again.
  const wasFrozen = isRollFrozen(before, now())
  const isFrozen = isMoved ? before.rollOpenedAt !== null : wasFrozen
  const follows = !isFrozen && (wasFrozen || starts.planItemId !== before.planItemId)
  const rules = follows ? await rulesOfPlan(tx, starts.planItemId) : {}
  const isStartMoved = starts.day !== before.day || starts.startsAt !== before.startsAt
  // A form that includes the check-in times has set them for the new start already.
  const doors = isStartMoved && !('signInFrom' in facts) ? movedTimes(before, starts) : {}
  const review = await reviewOf(tx, viewer, before, starts, beside)
  const isSeen = isSeenInCalendars(before, { ...starts, ...review })
  const seen = isSeen ? { sequence: before.sequence + 1, changedAt: now() } : {}
  const [saved] = await tx
    .update(activity)
    .set({ ...facts, ...rules, ...doors, ...seen, ...review, version: before.version + 1 })
    .where(and(eq(activity.id, before.id), eq(activity.version, before.version)))
    .returning()
  if (!saved) throw new Conflict(before)
  const besides = beside ? await changedBeside(tx, saved.id, beside) : null
  if (follows) await setMakeUpDays(tx, saved.makeUpDays, sql`activity_id = ${saved.id}`)
  await syncActivity(tx, saved, isFrozen)
  if (isSeen) await touchActivity(tx, saved, before)
  await settleDebts(tx, sql`activity_id = ${saved.id}`)
  await recordAudit(tx, viewer, {
    action: `activity.${told?.as ?? changeOf(before, saved)}`,
    subject: 'activity',
    subjectId: saved.id,
    reason,
    before: { ...before, ...besides?.before },
    after: { ...saved, ...besides?.after, withId: told?.withId },
  })
  return saved
}

/** What its unit changes in a passed activity that counts, or in one that was sent back, waits for the street (again). */
async function reviewOf(tx: Tx, viewer: Viewer, before: Row, after: Row, beside?: Beside) {
  const isTouched = beside !== undefined || changedFields(before, after).length > 0
  const review = reviewAfter('activities', before, after, isTouched)
  if (!('review' in review)) return {}
  return (await waitsForReview(tx, viewer, 'activities', after.hostUnitId)) ? review : {}
}

/**
 * The schedule conflicts, where the form asks for them and the day is still ahead (not for a ledger of last
 * month).
 */
export async function warning(
  tx: Tx,
  viewer: Viewer,
  asks: { asksConflicts: boolean; despite: boolean },
  facts: ActivityFacts,
  of: { id?: number; occurrenceId?: number | null } = {},
): Promise<Conflicting | null> {
  if (!asks.asksConflicts || asks.despite || facts.day < dayOf(now())) return null
  const { day, lastDay, hostUnitId, startsAt = null, endsAt = null, place = null, lecturer = null } = facts
  const audienceId = facts.compulsory ? (facts.audienceId ?? null) : null
  const isPublic = facts.isPublic ?? false
  const planned = {
    day,
    lastDay,
    startsAt,
    endsAt,
    place,
    lecturer,
    hostUnitId,
    audienceId,
    isPublic,
    activityId: of.id,
    occurrenceId: of.occurrenceId,
  }
  return conflicting(viewer, [planned], tx)
}

type MadeRefusal = FactsRefusal | 'rollOpen' | 'rollClosed'

export async function createActivity(
  viewer: Viewer,
  input: ActivityInput,
): Promise<{ ok: true; id: number } | Refused<MadeRefusal> | Conflicting> {
  return unlessWarned(
    write(tx =>
      input.idempotencyKey === ''
        ? makeActivity(tx, viewer, input)
        : idempotent(tx, viewer, JSON.stringify(input), () => makeActivity(tx, viewer, input)),
    ),
  )
}

async function makeActivity(
  tx: Tx,
  viewer: Viewer,
  input: ActivityInput,
): Promise<{ ok: true; id: number } | Refused<MadeRefusal>> {
  await requireOrganiser(viewer, input.hostUnitId, tx)
  const facts = await factsOf(tx, viewer, input)
  if (!facts.ok) return facts
  const warned = input.draft
    ? null
    : await warning(tx, viewer, input, facts.facts, { occurrenceId: input.occurrenceId })
  if (warned) throw new Refusal(warned)
  const row = await putActivity(tx, viewer, facts.facts, facts.beside)
  if (input.occurrenceId !== null)
    await joinOccurrence(tx, { occurrenceId: input.occurrenceId }, { activityId: row.id })
  return { ok: true, id: row.id } as const
}

export async function changeActivity(
  viewer: Viewer,
  input: ActivityInput & { id: number; version: number },
): Promise<{ ok: true; id: number } | Refused<MadeRefusal> | Conflicting> {
  return unlessWarned(write(tx => change(tx, viewer, input)))
}

async function change(
  tx: Tx,
  viewer: Viewer,
  input: ActivityInput & { id: number; version: number },
): Promise<{ ok: true; id: number } | Refused<MadeRefusal>> {
  const before = await forOrganiser(tx, viewer, input.id)
  await requireOrganiser(viewer, input.hostUnitId, tx)
  if (before.version !== input.version) throw new Conflict(before)
  const facts = await factsOf(tx, viewer, input, before)
  if (!facts.ok) return facts
  const counted = before.status === 'closed' ? countedChange(before, facts.facts) : null
  if (counted)
    return {
      ok: false,
      reason: 'rollClosed',
      field: counted === 'audienceId' ? 'audienceWords' : counted,
    } as const
  // Once the roll is open, its day and audience are part of the record.
  if (isRollFrozen(before, now()) && facts.facts.day !== before.day)
    return { ok: false, reason: 'rollOpen', field: 'day' } as const
  const isPlaced = (['day', 'startsAt', 'endsAt', 'place', 'lecturer', 'audienceId'] as const).some(
    field => (facts.facts[field] ?? null) !== before[field],
  )
  const warned = isPlaced ? await warning(tx, viewer, input, facts.facts, before) : null
  if (warned) throw new Refusal(warned)
  const { status, planItemId, ...rest } = facts.facts
  const kept = before.status === 'draft' ? { status } : {}
  await alterActivity(tx, viewer, before, { ...rest, ...kept }, undefined, facts.beside)
  return { ok: true, id: before.id } as const
}

/** The warning comes after an audience was inserted: thrown inside the transaction to roll it back. */
export async function unlessWarned<T>(written: Promise<T>): Promise<T | Conflicting> {
  try {
    return await written
  } catch (error) {
    if (error instanceof Refusal) return error.answer as Conflicting
    throw error
  }
}

export async function recordHeads(
  viewer: Viewer,
  input: {
    id: number
    version: number
    heads: number | null
    consultations: number | null
    headsSeen?: number | null
    consultationsSeen?: number | null
  },
) {
  const { id, version, heads, consultations, headsSeen = null, consultationsSeen = null } = input
  const record = async (tx: Tx) => {
    const before = await forOrganiser(tx, viewer, id)
    // Counters add to the numbers without raising the version, so the numbers the user saw are compared here.
    const isSeen = before.heads === headsSeen && before.consultations === consultationsSeen
    if (before.version !== version || !isSeen) throw new Conflict(before)
    await alterActivity(tx, viewer, before, { heads, consultations })
    return { ok: true, id: before.id } as const
  }
  // Idempotent: a double click must not conflict with its own first request.
  return write(tx => idempotent(tx, viewer, `set heads ${JSON.stringify(input)}`, () => record(tx)))
}

/**
 * The activity's row for a command of its organiser, or of whom another question lets through; throws NotFound or
 * Forbidden for anybody else.
 */
export async function forOrganiser(tx: Tx, viewer: Viewer, id: number, may = canOrganise): Promise<Row> {
  const { activity: found, unit: host } = await activityById(viewer, id, tx)
  if (!may(viewer, host.path)) throw new Forbidden()
  return found
}
