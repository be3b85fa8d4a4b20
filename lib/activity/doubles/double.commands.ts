import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { endRecording, startRecording } from '@/db/recording'
import { type activity, activityDouble } from '@/db/schema/activity'
import { importRun } from '@/db/schema/import'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterActivity, forOrganiser } from '@/lib/activity/activity.commands'
import { isRecordedRow } from '@/lib/activity/recorded.sql'
import { now } from '@/lib/core/clock'
import { Conflict, NotFound, Refusal, type Refused } from '@/lib/core/errors'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { joinOccurrence, leaveJoin } from '@/lib/plan/occurrences/occurrence.commands'
import type { ApartInput, DoubleMergeInput } from './double.input'
import { differingPeople, recordedRows } from './marked-apart.sql'
import { type Counted, countedTogether, type MergeRefusal, mergeRefusal } from './merge.rules'

type Row = typeof activity.$inferSelect
type Merged = { ok: true; keptId: number } | Refused<MergeRefusal>

/**
 * 合并: of two activities that are one the kept one's day, form, host, list and UID hold. The other's host becomes a
 * co-host, its outputs, papers and names of guests move, its rows that nobody touched fall away, its occurrence points
 * to the kept one, and it stands cancelled in calendars. What changed is recorded as an import's changes are, so that it
 * is undone as these are. A double click finds what the first did.
 */
export async function mergeDoubles(viewer: Viewer, input: DoubleMergeInput): Promise<Merged> {
  return write(async (tx): Promise<Merged> => {
    const [first, second] = [
      await forOrganiser(tx, viewer, input.id),
      await forOrganiser(tx, viewer, input.otherId),
    ]
    if (input.id === input.otherId || ![input.id, input.otherId].includes(input.keptId)) throw new NotFound()
    const [kept, other] = input.keptId === first.id ? [first, second] : [second, first]
    const decided = await decisionOf(tx, kept.id, other.id)
    if (decided?.keptId === kept.id && other.status === 'cancelled') return { ok: true, keptId: kept.id }
    if (first.version !== input.version) throw new Conflict(first)
    if (second.version !== input.otherVersion) throw new Conflict(second)
    const marks = { kept: await recordedRows(tx, kept.id), other: await recordedRows(tx, other.id) }
    const taken = marks.kept > 0 && marks.other > 0 ? await takenMarks(tx, kept, other, input) : []
    const counted = countedTogether(kept, other, input.heads)
    const [asked] = await tx.all(
      sql`select 1 from leave_request where activity_id = ${other.id} and state in ('asked', 'approved') limit 1`,
    )
    const refused = asked ? 'hasLeave' : mergeRefusal(kept, other, { marks, taken, counted })
    if (refused)
      return { ok: false, reason: refused, ...(refused === 'headsAsked' ? { field: 'heads' } : {}) }
    await recorded(tx, viewer, [kept, other], () => merge(tx, viewer, { kept, other, taken, counted }))
    return { ok: true, keptId: kept.id }
  }).catch((error): Merged => {
    if (error instanceof Refusal) return error.answer as Merged
    throw error
  })
}

type Merge = { kept: Row; other: Row; taken: number[] | null; counted: Counted | null }

async function merge(tx: Tx, viewer: Viewer, { kept, other, taken, counted }: Merge): Promise<void> {
  const [host] = await tx.select({ name: unit.name }).from(unit).where(eq(unit.id, other.hostUnitId))
  const reason = `与“${kept.title}”是同一次`
  await leaveJoinFor(tx, kept, other)
  await alterActivity(tx, viewer, other, { status: 'cancelled', statusReason: reason }, reason, undefined, {
    as: 'mergeInto',
    withId: kept.id,
  })
  const planItemId = kept.planItemId ?? other.planItemId
  const beside = await besideTogether(tx, kept, other, host?.name ?? '')
  await alterActivity(tx, viewer, kept, { ...counted, planItemId }, undefined, beside, {
    as: 'merge',
    withId: other.id,
  })
  if (kept.planItemId === null && planItemId !== null)
    await joinOccurrence(tx, { planItemId, day: kept.day }, { activityId: kept.id })
  await takeMarks(tx, kept, other, taken ?? [])
  await moveRows(tx, kept, other)
  await dropUntouched(tx, other)
  await settleDebts(tx, sql`activity_id in (${kept.id}, ${other.id})`)
  const people = await tx.all<{ id: number }>(
    sql`select distinct person_id as id from attendance where activity_id in (${kept.id}, ${other.id})`,
  )
  await touchPeople(
    tx,
    people.map(each => each.id),
  )
}

/** The other's occurrence becomes free, for the kept one where it has none. */
async function leaveJoinFor(tx: Tx, kept: Row, other: Row): Promise<void> {
  const [own] = await tx.all<{ id: number }>(sql`select id from occurrence where activity_id = ${kept.id}`)
  if (own || kept.planItemId !== null) {
    await leaveJoin(tx, { activityId: other.id })
    return
  }
  await tx.run(sql`update occurrence set activity_id = ${kept.id} where activity_id = ${other.id}`)
}

async function besideTogether(tx: Tx, kept: Row, other: Row, hostName: string) {
  const both = sql`(${kept.id}, ${other.id})`
  const [own] = await tx.select({ name: unit.name }).from(unit).where(eq(unit.id, kept.hostUnitId))
  const hosts = await tx.all<{ name: string }>(
    sql`select name from activity_host where activity_id in ${both} order by activity_id = ${other.id}`,
  )
  const targets = await tx.all<{ target: string }>(
    sql`select distinct target from activity_target where activity_id in ${both}`,
  )
  const topics = await tx.all<{ id: number }>(
    sql`select distinct topic_id as id from activity_topic where activity_id in ${both}`,
  )
  return {
    coHosts: [...hosts.map(each => each.name), hostName].filter(name => name !== '' && name !== own?.name),
    targets: targets.map(each => each.target),
    topicIds: topics.map(each => each.id),
  }
}

/** Marks of the other that hold, of people whom both record otherwise; who is not on the kept list came beside it. */
async function takeMarks(tx: Tx, kept: Row, other: Row, personIds: number[]): Promise<void> {
  const among = sql`(select value from json_each(${JSON.stringify(personIds)}))`
  await tx.run(sql`
    update attendance as k set mark = o.mark, completed_on = o.completed_on, made_up_on = o.made_up_on, how = o.how,
      leave_kind = o.leave_kind, leave_rule = o.leave_rule, marked_by = o.marked_by, marked_at = o.marked_at,
      version = k.version + 1
    from attendance o where o.activity_id = ${other.id} and o.person_id = k.person_id and k.activity_id = ${kept.id}
      and k.person_id in ${among}`)
  await tx.run(sql`
    insert into attendance (activity_id, person_id, unit_id, day, year, month, form, standing, standing_by_hand, mark, how,
      marked_by, marked_at, feed_changed_at)
    select ${kept.id}, o.person_id, o.unit_id, ${kept.day}, ${Number(kept.day.slice(0, 4))}, ${Number(kept.day.slice(5, 7))},
      ${kept.form}, 'walkIn', 1, o.mark, o.how, o.marked_by, o.marked_at, ${now()}
    from attendance o where o.activity_id = ${other.id} and o.person_id in ${among}
      and o.mark in ('present', 'late', 'leftEarly')
      and not exists (select 1 from attendance k where k.activity_id = ${kept.id} and k.person_id = o.person_id)`)
}

/** Outputs, papers, guests, heads by unit, the record of a meeting and what was made up by it. */
async function moveRows(tx: Tx, kept: Row, other: Row): Promise<void> {
  const [from, to] = [other.id, kept.id]
  await tx.run(sql`update output set activity_id = ${to}, version = version + 1 where activity_id = ${from}`)
  await tx.run(sql`update evidence set activity_id = ${to} where activity_id = ${from}`)
  await tx.run(sql`
    update activity_guest set activity_id = ${to} where activity_id = ${from} and not exists (select 1 from activity_guest g
      where g.activity_id = ${to} and g.name = activity_guest.name and g.organisation is activity_guest.organisation)`)
  await tx.run(sql`
    update activity_heads set activity_id = ${to}, version = version + 1 where activity_id = ${from}
      and not exists (select 1 from activity_heads h where h.activity_id = ${to})`)
  await tx.run(sql`
    update meeting_record set activity_id = ${to}, version = version + 1 where activity_id = ${from}
      and not exists (select 1 from meeting_record m where m.activity_id = ${to})`)
  await tx.run(sql`update make_up set by_activity_id = ${to} where by_activity_id = ${from}`)
}

async function dropUntouched(tx: Tx, other: Row): Promise<void> {
  await tx.run(sql`
    update attendance set standing = 'withdrawn', feed_sequence = feed_sequence + 1, feed_changed_at = ${now()},
      version = version + 1
    where activity_id = ${other.id} and standing <> 'withdrawn' and not ${isRecordedRow}`)
}

/** Runs the merge, keeps what it changed, and notes the decision with the run that undoes it. */
async function recorded(tx: Tx, viewer: Viewer, of: [Row, Row], work: () => Promise<void>): Promise<void> {
  const [kept, other] = of
  const fileName = `${kept.title} ← ${other.title}`
  const counts = { new: 0, changed: 2, unchanged: 0, leftOut: 0, faulty: 0, doubtful: 0 }
  const [made] = await tx
    .insert(importRun)
    .values({
      accountId: viewer.accountId,
      writtenAt: now(),
      parts: JSON.stringify([{ kind: 'merge', fileName, counts }]),
    })
    .returning({ id: importRun.id })
  const { id: runId } = made as { id: number }
  await startRecording(tx, runId)
  await work()
  await decide(tx, viewer, kept.id, other.id, { keptId: kept.id, runId })
  await endRecording(tx, runId)
}

/** The people whose mark of the other activity holds; null where somebody is still to be chosen. */
async function takenMarks(
  tx: Tx,
  kept: Row,
  other: Row,
  { marks }: Pick<DoubleMergeInput, 'marks'>,
): Promise<number[] | null> {
  const chosen = new Map(marks.filter(Boolean).map(each => each.split(':').map(Number) as [number, number]))
  const people = await differingPeople(tx, kept.id, other.id)
  const holds = people.map(each => ({ personId: each.personId, activityId: chosen.get(each.personId) }))
  if (holds.some(({ activityId }) => activityId !== kept.id && activityId !== other.id)) return null
  return holds.filter(each => each.activityId === other.id).map(each => each.personId)
}

/** 不是重复: the pair is not shown again. */
export async function keepApart(viewer: Viewer, { id, otherId }: ApartInput): Promise<{ ok: true }> {
  return write(async tx => {
    const decided = await decisionFor(tx, viewer, id, otherId)
    if (decided) return { ok: true } as const
    await decide(tx, viewer, id, otherId, { keptId: null, runId: null })
    await tell(tx, viewer, 'activity.notDouble', id, otherId)
    return { ok: true } as const
  })
}

/** Takes 不是重复 back. */
export async function showAgain(viewer: Viewer, { id, otherId }: ApartInput): Promise<{ ok: true }> {
  return write(async tx => {
    const decided = await decisionFor(tx, viewer, id, otherId)
    if (!decided || decided.keptId !== null) return { ok: true } as const
    await tx.delete(activityDouble).where(isPair(id, otherId))
    await tell(tx, viewer, 'activity.maybeDouble', id, otherId)
    return { ok: true } as const
  })
}

/** Whoever organises one of the two may say so; both must be visible. */
async function decisionFor(tx: Tx, viewer: Viewer, id: number, otherId: number) {
  await forOrganiser(tx, viewer, id)
  await activityVisible(tx, viewer, otherId)
  return decisionOf(tx, id, otherId)
}

async function activityVisible(tx: Tx, viewer: Viewer, id: number): Promise<void> {
  await forOrganiser(tx, viewer, id, () => true)
}

const isPair = (a: number, b: number) =>
  and(eq(activityDouble.activityId, Math.min(a, b)), eq(activityDouble.otherId, Math.max(a, b)))

async function decisionOf(tx: Tx, a: number, b: number) {
  const [found] = await tx.select().from(activityDouble).where(isPair(a, b))
  return found
}

async function decide(
  tx: Tx,
  viewer: Viewer,
  a: number,
  b: number,
  as: { keptId: number | null; runId: number | null },
): Promise<void> {
  const values = { ...as, decidedBy: viewer.accountId, decidedAt: now() }
  await tx
    .insert(activityDouble)
    .values({ activityId: Math.min(a, b), otherId: Math.max(a, b), ...values })
    .onConflictDoUpdate({ target: [activityDouble.activityId, activityDouble.otherId], set: values })
}

async function tell(
  tx: Tx,
  viewer: Viewer,
  action: 'activity.notDouble' | 'activity.maybeDouble',
  id: number,
  withId: number,
): Promise<void> {
  await recordAudit(tx, viewer, { action, subject: 'activity', subjectId: id, after: { withId } })
}
