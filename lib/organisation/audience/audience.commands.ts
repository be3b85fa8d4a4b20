import { and, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts, paged, slices } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { audience, audiencePart, audiencePerson } from '@/db/schema/audience'
import { exam, examCandidate } from '@/db/schema/exam'
import { now } from '@/lib/core/clock'
import { addDays, dayOf, monthOf, yearOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import type { Part } from './audience.rules'
import { audienceOf, type Due, dueOn } from './audience.sql'
import { isListFrozen, isRollFrozen } from './frozen.rules'

export type NamedPerson = { personId: number; how: 'added' | 'excused' | 'invited'; reason?: string | null }

/** Inserts an audience. An audience is never updated, but inserted anew, so an older activity keeps its own. */
export async function putAudience(tx: Tx, given: GivenAudience): Promise<number> {
  const made = await putAudiences(tx, [given])
  return made.get(given.words) as number
}

export type GivenAudience = { words: string; parts: Part[]; people?: NamedPerson[] }

/** Inserts audiences by their words, one for each wording, in a constant number of statements. */
export async function putAudiences(tx: Tx, given: GivenAudience[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  if (given.length === 0) return ids
  const [last] = await tx.all<{ id: number }>(sql`select coalesce(max(id), 0) as id from audience`)
  const made = [...new Map(given.map(each => [each.words, each])).values()]
  made.forEach(({ words }, at) => {
    ids.set(words, (last?.id ?? 0) + at + 1)
  })
  const idOf = ({ words }: GivenAudience) => ids.get(words) as number
  await tx.insert(audience).values(made.map(each => ({ id: idOf(each), words: each.words })))
  const parts = made.flatMap(each => each.parts.map(part => ({ ...part, audienceId: idOf(each) })))
  if (parts.length > 0) await tx.insert(audiencePart).values(parts)
  const people = made.flatMap(each => (each.people ?? []).map(one => ({ ...one, audienceId: idOf(each) })))
  if (people.length > 0) await tx.insert(audiencePerson).values(people)
  return ids
}

/** The existing audience where it means the same: then nothing is written and the history shows no change. */
export async function keptAudience(
  tx: Tx,
  standing: number | null,
  given: { words: string; parts: Part[]; people: NamedPerson[] },
): Promise<number> {
  const is = standing === null ? null : await audienceOf(standing, tx)
  const same = is && saying(is) === saying(given)
  return standing !== null && same ? standing : putAudience(tx, given)
}

function saying({ words, parts, people }: { words: string; parts: Part[]; people: NamedPerson[] }): string {
  const of = [
    ...parts.map(({ unitId, below, unitKind, tagId }) => JSON.stringify([unitId, below, unitKind, tagId])),
    ...people.map(({ personId, how, reason }) => JSON.stringify([personId, how, reason ?? null])),
  ]
  return [words, ...of.sort()].join('\n')
}

/** Syncs the rows of every activity and exam whose list is not frozen with roster, tags and audiences. */
export async function syncAudiences(tx: Tx): Promise<void> {
  const activities = await tx
    .select()
    .from(activity)
    .where(sql`${activity.rollOpenedAt} is null and ${activity.audienceId} is not null`)
  for (const each of activities) await syncActivity(tx, each)
  const exams = await tx
    .select()
    .from(exam)
    .where(sql`${exam.audienceId} is not null and ${exam.listConfirmedAt} is null`)
  for (const each of exams) await syncExam(tx, each)
}

/**
 * Syncs the rows of one activity with its audience and the roster of its day; a frozen list stays as it is. A
 * caller that moves an activity passes whether the list was frozen before: on a past day it would always be.
 */
export async function syncActivity(
  tx: Tx,
  given: typeof activity.$inferSelect,
  isFrozen = isRollFrozen(given, now()),
): Promise<void> {
  if (given.status === 'draft') return
  const copies = {
    day: given.day,
    year: yearOf(given.day),
    month: monthOf(given.day),
    form: given.form,
    makeUpDue: addDays(given.day, given.makeUpDays),
  }
  // The copies of the activity's own facts are updated on every row, even on recorded or decided ones.
  await tx.run(sql`
    update attendance set day = ${copies.day}, year = ${copies.year}, month = ${copies.month}, form = ${copies.form},
      make_up_due = case when make_up_due is null then null else ${copies.makeUpDue} end
    where activity_id = ${given.id} and (day <> ${copies.day} or form <> ${copies.form})`)
  if (isFrozen) return
  const wanted =
    given.audienceId === null ? [] : await dueOn(given.audienceId, given.day, given.hostUnitId, tx)
  const standing = await paged<typeof attendance.$inferSelect>(slices(), (last, limit) =>
    tx
      .select()
      .from(attendance)
      .where(and(eq(attendance.activityId, given.id), gt(attendance.personId, last?.personId ?? 0)))
      .orderBy(attendance.personId)
      .limit(limit),
  )
  const there = new Map(standing.map(row => [row.personId, row]))
  const changes = wanted.filter(due => differs(there.get(due.personId), due))
  const wantedPeople = new Set(wanted.map(due => due.personId))
  const gone = standing.filter(
    row =>
      !wantedPeople.has(row.personId) &&
      !row.standingByHand &&
      row.standing !== 'withdrawn' &&
      row.standing !== 'walkIn',
  )
  const rows = changes
    .filter(due => !there.get(due.personId)?.standingByHand)
    .map(due => ({ ...due, ...copies }))
  await inParts(rows, part =>
    tx.run(sql`
      insert into attendance (activity_id, person_id, unit_id, day, year, month, form, make_up_due, standing, reason, feed_changed_at)
      select ${given.id}, r.value ->> 'personId', r.value ->> 'unitId', r.value ->> 'day', r.value ->> 'year', r.value ->> 'month',
        r.value ->> 'form', r.value ->> 'makeUpDue', r.value ->> 'standing', r.value ->> 'reason', ${now()}
      from json_each(${JSON.stringify(part)}) r where true
      on conflict (activity_id, person_id) do update set
        feed_sequence = feed_sequence + (standing is not excluded.standing), unit_id = excluded.unit_id, day = excluded.day,
        year = excluded.year, month = excluded.month, form = excluded.form, make_up_due = excluded.make_up_due,
        standing = excluded.standing, reason = excluded.reason, feed_changed_at = excluded.feed_changed_at`),
  )
  await inParts(gone, part =>
    tx.run(sql`
      update attendance set standing = 'withdrawn', feed_sequence = feed_sequence + 1, feed_changed_at = ${now()}
      where activity_id = ${given.id} and person_id in (select value from json_each(${JSON.stringify(part.map(row => row.personId))}))`),
  )
  await touchPeople(tx, [...rows.map(row => row.personId), ...gone.map(row => row.personId)])
}

/** The exams whose closing day has not passed: one that no roster entry has touched since an upgrade. */
export async function syncOpenExams(tx: Tx): Promise<void> {
  const open = await tx
    .select()
    .from(exam)
    .where(
      sql`${exam.audienceId} is not null and ${exam.listConfirmedAt} is null and ${exam.closingDay} >= ${dayOf(now())}`,
    )
  for (const each of open) await syncExam(tx, each)
}

/**
 * An exam's list is that of its closing day, from the moment it is made: who is known to join or leave by then is taken
 * into account. It follows the roster until the end of that day (rates.md, "Who is required"). A caller that has moved
 * the closing day passes `isFrozen` as false: the list of another day is made anew.
 */
export async function syncExam(tx: Tx, given: typeof exam.$inferSelect, isFrozen?: boolean): Promise<void> {
  if (given.status === 'draft' || (isFrozen ?? (await hasFrozenList(tx, given)))) return
  const wanted =
    given.audienceId === null ? [] : await dueOn(given.audienceId, given.closingDay, given.hostUnitId, tx)
  const standing = await paged<typeof examCandidate.$inferSelect>(slices(), (last, limit) =>
    tx
      .select()
      .from(examCandidate)
      .where(and(eq(examCandidate.examId, given.id), gt(examCandidate.personId, last?.personId ?? 0)))
      .orderBy(examCandidate.personId)
      .limit(limit),
  )
  const there = new Map(standing.map(row => [row.personId, row]))
  const wantedPeople = new Set(wanted.map(due => due.personId))
  const rows = wanted.filter(
    due =>
      due.standing !== 'invited' &&
      !there.get(due.personId)?.standingByHand &&
      differs(there.get(due.personId), due),
  )
  const gone = standing.filter(
    row => !wantedPeople.has(row.personId) && !row.standingByHand && row.standing !== 'withdrawn',
  )
  await inParts(rows, part =>
    tx.run(sql`
      insert into exam_candidate (exam_id, person_id, unit_id, standing, reason, feed_changed_at)
      select ${given.id}, r.value ->> 'personId', r.value ->> 'unitId', r.value ->> 'standing', r.value ->> 'reason', ${now()}
      from json_each(${JSON.stringify(part)}) r where true
      on conflict (exam_id, person_id) do update set
        feed_sequence = feed_sequence + (standing is not excluded.standing), unit_id = excluded.unit_id,
        standing = excluded.standing, reason = excluded.reason, feed_changed_at = excluded.feed_changed_at`),
  )
  await inParts(gone, part =>
    tx.run(sql`
      update exam_candidate set standing = 'withdrawn', feed_sequence = feed_sequence + 1, feed_changed_at = ${now()}
      where exam_id = ${given.id} and person_id in (select value from json_each(${JSON.stringify(part.map(row => row.personId))}))`),
  )
  await touchPeople(tx, [...rows.map(row => row.personId), ...gone.map(row => row.personId)])
}

async function hasFrozenList(tx: Tx, given: typeof exam.$inferSelect): Promise<boolean> {
  const [begun] = await tx.all<{ one: number }>(
    sql`select 1 as one from attempt where exam_id = ${given.id} limit 1`,
  )
  return isListFrozen(given, now(), begun !== undefined)
}

function differs(
  row: { unitId: number; standing: string; reason: string | null } | undefined,
  due: Due,
): boolean {
  return (
    row === undefined ||
    row.unitId !== due.unitId ||
    row.standing !== due.standing ||
    row.reason !== due.reason
  )
}
