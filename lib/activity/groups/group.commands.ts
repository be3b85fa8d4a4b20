import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type activity, activityTopic } from '@/db/schema/activity'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { historyOf } from '@/lib/access/audit.sql'
import {
  alterActivity,
  forOrganiser,
  putActivity,
  unlessWarned,
  warning,
} from '@/lib/activity/activity.commands'
import type { Conflicting } from '@/lib/activity/conflicts/conflict.rules'
import { now } from '@/lib/core/clock'
import { Conflict, Refusal, type Refused } from '@/lib/core/errors'
import { dayOf, instantOf } from '@/lib/core/time'
import { type NamedPerson, putAudience } from '@/lib/organisation/audience/audience.commands'
import { audienceOf, dueOn, understood, unitsOutside } from '@/lib/organisation/audience/audience.sql'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { joinOccurrence, leaveJoin } from '@/lib/plan/occurrences/occurrence.commands'
import type { AudienceMoveInput, MergeInput, SplitInput } from './group.input'
import { type Share, sharesOf } from './group.queries'
import { type GroupRefusal, groupRefusal, isSameMoment, joinedWords } from './group.rules'

type Row = typeof activity.$inferSelect
type Answer = { ok: true; id: number } | Refused<GroupRefusal | 'unknownAudience' | 'outsideScope'>

/** 换对象: the same activity for other people; for those who stay on the list the calendar event is unchanged. */
export async function moveAudience(viewer: Viewer, input: AudienceMoveInput): Promise<Answer> {
  return write(async tx => {
    const before = await forOrganiser(tx, viewer, input.id)
    const refused = refusal(before)
    if (refused) return refused
    if (before.version !== input.version) throw new Conflict(before)
    const audience = await audienceFor(tx, viewer, before, input.audienceWords)
    if (!audience.ok) return audience
    await alterActivity(tx, viewer, before, { audienceId: audience.id }, input.reason, undefined, {
      as: 'audience',
    })
    return { ok: true, id: before.id } as const
  })
}

/**
 * 分两场: the people of the chosen units get an activity of their own, with the same content on another day or
 * hour; the others keep theirs. A repeated request finds a newer version (Conflict), so no third activity is
 * made.
 */
export async function splitActivity(viewer: Viewer, input: SplitInput): Promise<Answer | Conflicting> {
  return unlessWarned(write(tx => split(tx, viewer, input)))
}

async function split(tx: Tx, viewer: Viewer, input: SplitInput): Promise<Answer> {
  const before = await forOrganiser(tx, viewer, input.id)
  const refused = refusal(before)
  if (refused) return refused
  if (before.version !== input.version) throw new Conflict(before)
  const startsAt = input.starts ? instantOf(input.day, input.starts) : null
  if (isSameMoment(before, { day: input.day, startsAt })) return no('sameMoment', 'day')
  if (input.day < dayOf(now())) return no('inPast', 'day')
  const shares = await sharesOf(viewer, before, tx)
  const going = shares.filter(share => input.units.includes(share.unitId))
  const staying = shares.filter(share => !input.units.includes(share.unitId))
  if (going.length === 0) return no('nobodyGoes', 'units')
  if (staying.length === 0) return no('nobodyStays', 'units')
  const theirs = await putAudience(tx, together(going))
  const second = {
    ...ownFacts(before),
    title: input.secondTitle || before.title,
    day: input.day,
    lastDay: input.day,
    startsAt,
    endsAt: input.ends ? instantOf(input.day, input.ends) : null,
    place: input.place || null,
    audienceId: theirs,
    status: 'scheduled' as const,
    statusReason: input.reason,
  }
  const asks = { asksConflicts: true, despite: input.despite }
  // The first activity is included in the conflicts too: both share a lecturer.
  const warned = await warning(tx, viewer, asks, second)
  if (warned) throw new Refusal(warned)
  const ours = await putAudience(tx, together(staying))
  const { topicIds, coHosts, targets } = await besideOf(tx, before.id)
  const beside = { topicIds, coHosts, targets }
  const made = await putActivity(tx, viewer, second, beside, { as: 'splitOff', withId: before.id })
  const first = { audienceId: ours, title: input.firstTitle || before.title }
  await alterActivity(tx, viewer, before, first, input.reason, undefined, { as: 'split', withId: made.id })
  return { ok: true, id: made.id } as const
}

/**
 * 并入: everybody due at the other activity becomes due at this one, and the other is cancelled. Its occurrence
 * in the plan passes to this one, unless this one already has one.
 */
export async function mergeActivities(viewer: Viewer, input: MergeInput): Promise<Answer> {
  return write(async tx => {
    if (input.otherId === input.id) return no('notAhead', 'otherId')
    const kept = await forOrganiser(tx, viewer, input.id)
    const other = await forOrganiser(tx, viewer, input.otherId)
    // Idempotent: a double click finds what the first request did.
    if (other.status === 'cancelled' && other.statusReason === input.reason && kept.version > input.version)
      return { ok: true, id: kept.id } as const
    const refused = refusal(kept) ?? refusal(other, 'otherId')
    if (refused) return refused
    if (kept.version !== input.version) throw new Conflict(kept)
    if (kept.audienceId === null || other.audienceId === null) return no('notPeople', 'otherId')
    // People who must attend the other activity would be free not to attend this one.
    if (other.compulsory && !kept.compulsory) return no('notCompulsory', 'otherId')
    const became = (await beforeSplit(tx, kept, other)) ?? {
      audienceId: await audienceTogether(
        tx,
        { ...kept, audienceId: kept.audienceId },
        { ...other, audienceId: other.audienceId },
      ),
    }
    const { topicIds } = await besideOf(tx, other.id)
    const own = await besideOf(tx, kept.id)
    const planItemId = kept.planItemId ?? other.planItemId
    const cancelled = { status: 'cancelled' as const, statusReason: input.reason }
    const into = { as: 'mergeInto' as const, withId: kept.id }
    await alterActivity(tx, viewer, other, cancelled, input.reason, undefined, into)
    await leaveJoin(tx, { activityId: other.id })
    const beside = { topicIds: [...new Set([...own.topicIds, ...topicIds])] }
    const told = { as: 'merge' as const, withId: other.id }
    await alterActivity(tx, viewer, kept, { ...became, planItemId }, input.reason, beside, told)
    if (kept.planItemId === null && planItemId !== null)
      await joinOccurrence(tx, { planItemId, day: kept.day }, { activityId: kept.id })
    return { ok: true, id: kept.id } as const
  })
}

/** To undo a split: the state before the other activity was split off, if the people of neither changed since. */
async function beforeSplit(tx: Tx, kept: Row, other: Row): Promise<Partial<Row> | null> {
  const [splits, made] = await Promise.all([
    historyOf('activity', kept.id, { actions: ['activity.split'], on: tx }),
    historyOf('activity', other.id, { actions: ['activity.splitOff'], on: tx }),
  ])
  const split = splits.findLast(each => (each.after as { withId?: number } | null)?.withId === other.id)
  const [was, became] = [split?.before, split?.after] as [Row | undefined, Row | undefined]
  const second = made.at(-1)?.after as Row | undefined
  if (!was || became?.audienceId !== kept.audienceId || second?.audienceId !== other.audienceId) return null
  return { audienceId: was.audienceId, title: kept.title === became.title ? was.title : kept.title }
}

type Peopled = Row & { audienceId: number }

async function audienceTogether(tx: Tx, kept: Peopled, other: Peopled): Promise<number> {
  const [ours, theirs] = await Promise.all([
    audienceOf(kept.audienceId, tx),
    audienceOf(other.audienceId, tx),
  ])
  const people = await namedTogether(tx, kept, other, ours.people, theirs.people)
  const words = joinedWords(ours.words, theirs.words)
  const parts = [...ours.parts, ...theirs.parts].map(({ unitId, below, unitKind, tagId }) => ({
    unitId,
    below,
    unitKind,
    tagId,
  }))
  return putAudience(tx, { words, parts, people })
}

/**
 * The people listed by name on either activity. An excuse or an invitation is kept only where the other
 * activity does not require the person: whoever must attend one of the two must attend the merged one.
 */
async function namedTogether(tx: Tx, kept: Row, other: Row, ours: NamedPerson[], theirs: NamedPerson[]) {
  const requiredAt = async (of: Row) =>
    of.audienceId === null
      ? []
      : (await dueOn(of.audienceId, of.day, of.hostUnitId, tx))
          .filter(due => due.standing === 'required')
          .map(due => due.personId)
  const required = new Set([...(await requiredAt(kept)), ...(await requiredAt(other))])
  return [...ours, ...theirs]
    .map(({ personId, how, reason }) =>
      required.has(personId) ? { personId, how: 'added' as const, reason: null } : { personId, how, reason },
    )
    .filter((each, at, all) => all.findIndex(one => one.personId === each.personId) === at)
}

function refusal(of: Row, field?: string) {
  const reason = groupRefusal(of, isRollFrozen(of, now()))
  return reason && no(reason, field)
}

function no<R extends GroupRefusal>(reason: R, field?: string) {
  return { ok: false, reason, ...(field ? { field } : {}) } as const
}

/** Inserts the words as an audience: all understood, and nobody outside what the viewer organises. */
async function audienceFor(
  tx: Tx,
  viewer: Viewer,
  of: Row,
  words: string,
): Promise<{ ok: true; id: number } | Refused<'unknownAudience' | 'outsideScope'>> {
  const field = 'audienceWords'
  const { parts, personIds, unknown } = await understood(words, of.hostUnitId, tx)
  if (unknown.length > 0)
    return { ok: false, reason: 'unknownAudience', field, places: { words: unknown.join('、') } }
  const outside = await unitsOutside(viewer, { parts, personIds }, of.day, of.hostUnitId, tx)
  if (outside.length > 0)
    return { ok: false, reason: 'outsideScope', field, places: { units: outside.join('、') } }
  const people = personIds.map(personId => ({ personId, how: 'added' as const }))
  return { ok: true, id: await putAudience(tx, { words, parts, people }) }
}

function together(shares: Share[]) {
  return {
    words: shares.map(share => share.words).join('、'),
    parts: shares.flatMap(share => share.parts),
    people: shares.flatMap(share => share.people),
  }
}

/** The columns that a second session takes over from the first. */
function ownFacts(of: Row) {
  const { hostUnitId, planItemId, title, form, hostPersonId, lecturer, lecturerRank, hours } = of
  const { compulsory, isPublic, campaign, remark, lawContent, theoryLeftOut } = of
  return {
    hostUnitId,
    planItemId,
    title,
    form,
    hostPersonId,
    lecturer,
    lecturerRank,
    hours,
    compulsory,
    isPublic,
    campaign,
    remark,
    lawContent,
    theoryLeftOut,
  }
}

async function besideOf(tx: Tx, activityId: number) {
  const [topics, hosts, targets] = await Promise.all([
    tx.select().from(activityTopic).where(eq(activityTopic.activityId, activityId)),
    tx.all<{ name: string }>(sql`select name from activity_host where activity_id = ${activityId}`),
    tx.all<{ target: string }>(sql`select target from activity_target where activity_id = ${activityId}`),
  ])
  return {
    topicIds: topics.map(each => each.topicId),
    coHosts: hosts.map(each => each.name),
    targets: targets.map(each => each.target),
  }
}
