import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { idempotent } from '@/lib/access/audit.commands'
import { putActivity } from '@/lib/activity/activity.commands'
import { conflicting } from '@/lib/activity/conflicts/conflict.queries'
import { type Conflicting, outsideConflict } from '@/lib/activity/conflicts/conflict.rules'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { type Day, dayOf, endOfDay, instantOf } from '@/lib/core/time'
import { putExam, titleTaken } from '@/lib/exam/exam.commands'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'
import { itemOf, occurrenceOf, type PlanItem, type PlanOccurrence } from '@/lib/plan/plan.queries'
import type { DateAllInput, DateExamInput, DateInput } from './scheduling.input'

type Undated = Refused<'alreadyDated' | 'planClosed' | 'noAudience' | 'noDays'>

/**
 * 确定时间: creates a scheduled activity of the item's unit for the occurrence, with the item's form, topics and
 * audience. Idempotent: an occurrence scheduled already keeps its activity. Schedule conflicts are returned
 * first, and overridden with `despite`.
 */
export async function dateOccurrence(
  viewer: Viewer,
  { occurrenceId, day, ...facts }: DateInput,
): Promise<{ ok: true; activityId: number } | Undated | Conflicting> {
  return write(async tx => {
    const { item, occurrence, there, isClosed } = await datable(tx, viewer, occurrenceId)
    if (there) {
      return occurrence.activity && there.day === day && there.title === facts.title
        ? ({ ok: true, activityId: there.id } as const)
        : ({ ok: false, reason: 'alreadyDated' } as const)
    }
    if (isClosed) return { ok: false, reason: 'planClosed' } as const
    if (facts.compulsory && item.audienceId === null)
      return { ok: false, reason: 'noAudience', field: 'compulsory' } as const
    const warned = await warning(tx, viewer, item, [{ occurrence, day }], facts)
    if (warned) return warned
    return { ok: true, activityId: await putDated(tx, viewer, item, occurrence, day, facts) } as const
  })
}

/** Schedules several occurrences of one item, all or none; those without a day stay 待定. */
export async function dateOccurrences(
  viewer: Viewer,
  input: DateAllInput,
): Promise<{ ok: true; planId: number; itemId: number; count: number } | Undated | Conflicting> {
  return write(tx =>
    idempotent(tx, viewer, `dateOccurrences ${JSON.stringify(input)}`, () => dateAll(tx, viewer, input)),
  )
}

async function dateAll(tx: Tx, viewer: Viewer, { itemId, days, facts }: DateAllInput) {
  const { plan: head, item } = await itemOf(viewer, itemId, dayOf(now()), tx)
  await requireHost(tx, viewer, item.unitId)
  if (head.status === 'closed') return { ok: false, reason: 'planClosed' } as const
  if (days.length === 0) return { ok: false, reason: 'noDays' } as const
  if (facts.compulsory && item.audienceId === null)
    return { ok: false, reason: 'noAudience', field: 'compulsory' } as const
  const chosen = days.map(({ occurrenceId, day }) => {
    const occurrence = item.occurrences.find(each => each.id === occurrenceId)
    if (!occurrence) throw new NotFound()
    return { occurrence, day }
  })
  if (chosen.some(({ occurrence }) => standingAt(occurrence)))
    return { ok: false, reason: 'alreadyDated' } as const
  const warned = await warning(tx, viewer, item, chosen, facts)
  if (warned) return warned
  for (const { occurrence, day } of chosen) await putDated(tx, viewer, item, occurrence, day, facts)
  return { ok: true, planId: head.id, itemId, count: chosen.length } as const
}

type Facts = DateAllInput['facts']

type Chosen = { occurrence: PlanOccurrence; day: Day }

async function warning(tx: Tx, viewer: Viewer, item: PlanItem, chosen: Chosen[], facts: Facts) {
  if (facts.despite) return null
  return conflicting(
    viewer,
    chosen.map(({ occurrence, day }) => ({
      ...hoursOn(day, facts),
      occurrenceId: occurrence.id,
      hostUnitId: item.unitId,
      audienceId: facts.compulsory ? item.audienceId : null,
      isPublic: facts.isPublic,
      place: facts.place,
      lecturer: facts.lecturer,
    })),
    tx,
  )
}

async function putDated(
  tx: Tx,
  viewer: Viewer,
  item: PlanItem,
  occurrence: PlanOccurrence,
  day: Day,
  facts: Facts,
): Promise<number> {
  const made = await putActivity(
    tx,
    viewer,
    {
      ...hoursOn(day, facts),
      hostUnitId: item.unitId,
      planItemId: item.id,
      title: facts.title,
      form: item.form,
      place: facts.place || null,
      lecturer: facts.lecturer || null,
      lecturerRank: facts.lecturerRank || null,
      compulsory: facts.compulsory,
      isPublic: facts.isPublic,
      audienceId: item.audienceId,
      status: 'scheduled',
    },
    { topicIds: item.topics.map(topic => topic.id) },
  )
  await joinOccurrence(tx, { occurrenceId: occurrence.id }, { activityId: made.id })
  return made.id
}

function hoursOn(day: Day, { starts, ends }: Pick<Facts, 'starts' | 'ends'>) {
  return {
    day,
    lastDay: day,
    startsAt: starts ? instantOf(day, starts) : null,
    endsAt: ends ? instantOf(day, ends) : null,
  }
}

/**
 * The same for an item that is an exam: creates an exam for the occurrence, with the item's people as its list.
 * Its window spans days of every kind, so the only conflict reported is leaving the planned span.
 */
export async function dateExam(
  viewer: Viewer,
  input: DateExamInput,
): Promise<{ ok: true; examId: number } | Undated | Refused<'examExists'> | Conflicting> {
  return write(async tx => {
    const { item, occurrence, there, isClosed } = await datable(tx, viewer, input.occurrenceId)
    if (there) {
      return occurrence.exam && there.day === input.closesOn && there.title === input.title
        ? ({ ok: true, examId: there.id } as const)
        : ({ ok: false, reason: 'alreadyDated' } as const)
    }
    if (isClosed) return { ok: false, reason: 'planClosed' } as const
    if (item.audienceId === null) return { ok: false, reason: 'noAudience' } as const
    const outside = outsideConflict({ day: input.opensOn, lastDay: input.closesOn }, occurrence)
    if (outside.length > 0 && !input.despite)
      return { ok: false, reason: 'conflicts', conflicting: [{ day: input.closesOn, conflicts: outside }] }
    const taken = await titleTaken(tx, { title: input.title, hostUnitId: item.unitId })
    if (taken) return taken
    const made = await putExam(tx, viewer, {
      title: input.title,
      hostUnitId: item.unitId,
      planItemId: item.id,
      opensAt: instantOf(input.opensOn),
      closesAt: endOfDay(input.closesOn),
      closingDay: input.closesOn,
      fullMark: input.fullMark,
      passMark: input.passMark,
      audienceId: item.audienceId,
    })
    await joinOccurrence(tx, { occurrenceId: occurrence.id }, { examId: made.id })
    return { ok: true, examId: made.id } as const
  })
}

/** The occurrence and what it is linked to. Throws Forbidden for a viewer who does not organise the item's unit. */
async function datable(tx: Tx, viewer: Viewer, occurrenceId: number) {
  const { plan: head, item, occurrence } = await occurrenceOf(viewer, occurrenceId, dayOf(now()), tx)
  await requireHost(tx, viewer, item.unitId)
  return { item, occurrence, isClosed: head.status === 'closed', there: standingAt(occurrence) }
}

/** The activity or exam linked to an occurrence; a cancelled one does not count. */
function standingAt({ activity, exam }: PlanOccurrence) {
  const joined = activity ?? exam
  return joined?.status === 'cancelled' ? null : joined
}

async function requireHost(tx: Tx, viewer: Viewer, unitId: number): Promise<void> {
  const [host] = await tx.select({ path: unit.path }).from(unit).where(eq(unit.id, unitId))
  if (!host || !canOrganise(viewer, host.path)) throw new Forbidden()
}
