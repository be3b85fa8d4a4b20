import type { Tx } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { requireOrganiser } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import type { Refused } from '@/lib/core/errors'
import { dayOf, instantOf } from '@/lib/core/time'
import { keptAudience } from '@/lib/organisation/audience/audience.commands'
import { understood, unitsOutside } from '@/lib/organisation/audience/audience.sql'
import { occurrenceOf } from '@/lib/plan/plan.queries'

import type { ActivityInput } from './activity.input'

type Row = typeof activity.$inferSelect
export type FactsRefusal = 'unknownAudience' | 'outsideScope'

/** Converts the form into the columns of a row: resolves the words of the audience and the occurrence in the plan. */
export async function factsOf(
  tx: Tx,
  viewer: Viewer,
  input: ActivityInput,
  before?: Row,
): Promise<{ ok: true; facts: ActivityFacts; beside: Beside } | Refused<FactsRefusal>> {
  const audience = await understood(input.audienceWords, input.hostUnitId, tx)
  // A public event addresses residents and passers-by: its words are stored, and nobody is due.
  if (audience.unknown.length > 0 && !input.isPublic) {
    return {
      ok: false,
      reason: 'unknownAudience',
      field: 'audienceWords',
      places: { words: audience.unknown.join('、') },
    }
  }
  const invited =
    input.invitedNames.trim() === '' ? null : await understood(input.invitedNames, input.hostUnitId, tx)
  if (invited && (invited.unknown.length > 0 || invited.parts.length > 0)) {
    return {
      ok: false,
      reason: 'unknownAudience',
      field: 'invitedNames',
      places: { words: invited.unknown.join('、') },
    }
  }
  const people = [
    ...audience.personIds.map(personId => ({ personId, how: 'added' as const })),
    ...(invited?.personIds ?? [])
      .filter(id => !audience.personIds.includes(id))
      .map(personId => ({ personId, how: 'invited' as const })),
  ]
  const given = { words: input.audienceWords, parts: audience.parts, people }
  const named = { parts: audience.parts, personIds: people.map(each => each.personId) }
  const outside = await unitsOutside(viewer, named, input.day, input.hostUnitId, tx)
  if (outside.length > 0) {
    return {
      ok: false,
      reason: 'outsideScope',
      field: 'audienceWords',
      places: { units: outside.join('、') },
    }
  }
  const audienceId =
    input.audienceWords.trim() === '' && people.length === 0
      ? null
      : await keptAudience(tx, before?.audienceId ?? null, given)
  const planItemId =
    input.occurrenceId === null ? undefined : await itemOfOccurrence(tx, viewer, input.occurrenceId)
  const facts: ActivityFacts = {
    hostUnitId: input.hostUnitId,
    ...(planItemId === undefined ? {} : { planItemId }),
    title: input.title,
    form: input.form,
    day: input.day,
    lastDay: input.lastDay ?? input.day,
    startsAt: input.starts ? instantOf(input.day, input.starts) : null,
    endsAt: input.ends ? instantOf(input.lastDay ?? input.day, input.ends) : null,
    signInFrom: input.signInFrom ? instantOf(input.day, input.signInFrom) : null,
    lateAfter: input.lateAfter ? instantOf(input.day, input.lateAfter) : null,
    signInUntil: input.signInUntil ? instantOf(input.lastDay ?? input.day, input.signInUntil) : null,
    place: input.place,
    lecturer: input.lecturer,
    lecturerRank: input.lecturerRank,
    hours: input.hours,
    compulsory: input.compulsory,
    isPublic: input.isPublic,
    campaign: input.campaign,
    audienceId,
    status: input.draft ? 'draft' : 'scheduled',
    remark: input.remark,
  }
  const coHosts = input.coHosts
    .split(/[、,，;；]/)
    .map(name => name.trim())
    .filter(Boolean)
  return { ok: true, facts, beside: { coHosts, targets: input.targets, topicIds: input.topics } }
}

/** The item of the occurrence: visible to the viewer, and of a unit that the viewer organises. */
async function itemOfOccurrence(tx: Tx, viewer: Viewer, occurrenceId: number): Promise<number> {
  const { item } = await occurrenceOf(viewer, occurrenceId, dayOf(now()), tx)
  await requireOrganiser(viewer, item.unitId, tx)
  return item.id
}

/** The columns of an activity's row. */
export type ActivityFacts = Omit<
  typeof activity.$inferInsert,
  | 'id'
  | 'uid'
  | 'sequence'
  | 'version'
  | 'createdAt'
  | 'changedAt'
  | 'rollOpenedAt'
  | 'rollClosedAt'
  | 'leaveRule'
  | 'makeUpDays'
>

export type Beside = { coHosts?: string[]; targets?: string[]; topicIds?: number[] }
