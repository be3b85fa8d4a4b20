import { randomUUID } from 'node:crypto'
import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { exam, examCandidate } from '@/db/schema/exam'
import { write } from '@/db/write'
import { requireOrganiser } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { endOfDay, instantOf } from '@/lib/core/time'
import { keptAudience, syncExam } from '@/lib/organisation/audience/audience.commands'
import { understood, unitsOutside } from '@/lib/organisation/audience/audience.sql'
import { touchExam, touchPeople } from '@/lib/organisation/calendar-version.commands'
import { leaveJoin } from '@/lib/plan/occurrences/occurrence.commands'
import { isInWindow, isValidAttempt } from './attempt.sql'
import type { ExamInput } from './exam.input'
import { examById } from './exam.queries'

type Row = typeof exam.$inferSelect
export type ExamFacts = Omit<
  typeof exam.$inferInsert,
  'id' | 'uid' | 'sequence' | 'version' | 'createdAt' | 'changedAt' | 'listConfirmedAt'
>

/** Inserts an exam and its list of who must sit. */
export async function putExam(tx: Tx, viewer: Viewer, facts: ExamFacts): Promise<Row> {
  const [made] = await tx
    .insert(exam)
    .values({ ...facts, uid: `exam-${randomUUID()}@xuefa`, createdAt: now(), changedAt: now() })
    .returning()
  const row = made as Row
  await syncExam(tx, row)
  await touchExam(tx, row)
  await recordAudit(tx, viewer, { action: 'exam.create', subject: 'exam', subjectId: row.id, after: row })
  return row
}

/**
 * Another closing day makes the list anew and takes 确认应考名单 back: what was confirmed was the list of the other day.
 * Throws Conflict where the exam has changed since `before` was read.
 */
export async function alterExam(
  tx: Tx,
  viewer: Viewer,
  before: Row,
  facts: Partial<ExamFacts & Pick<Row, 'listConfirmedAt'>>,
  reason?: string,
): Promise<Row> {
  const isMoved = facts.closingDay !== undefined && facts.closingDay !== before.closingDay
  const [saved] = await tx
    .update(exam)
    .set({
      ...facts,
      ...(isMoved && { listConfirmedAt: null }),
      version: before.version + 1,
      sequence: before.sequence + 1,
      changedAt: now(),
    })
    .where(and(eq(exam.id, before.id), eq(exam.version, before.version)))
    .returning()
  if (!saved) throw new Conflict(before)
  await syncExam(tx, saved, isMoved ? false : undefined)
  await touchExam(tx, saved, before)
  await recordAudit(tx, viewer, {
    action: 'exam.change',
    subject: 'exam',
    subjectId: saved.id,
    reason,
    before,
    after: saved,
  })
  return saved
}

type Made = { ok: true; id: number } | Refused<FactsRefusal | 'examExists'>
type Changed = Made | Refused<'attemptsOutside' | 'aboveFull' | 'againstScores'>
type FactsRefusal = 'unknownAudience' | 'outsideScope'

export async function createExam(viewer: Viewer, input: ExamInput): Promise<Made> {
  return write(async tx => {
    await requireOrganiser(viewer, input.hostUnitId, tx)
    const taken = await titleTaken(tx, input)
    if (taken) return taken
    const facts = await factsOf(tx, viewer, input)
    if (!facts.ok) return facts
    const row = await putExam(tx, viewer, facts.facts)
    return { ok: true, id: row.id } as const
  })
}

export async function changeExam(
  viewer: Viewer,
  { annulReason = '', ...input }: ExamInput & { id: number; version: number; annulReason?: string },
): Promise<Changed> {
  return write(async tx => {
    const before = await forOrganiser(tx, viewer, input.id)
    await requireOrganiser(viewer, input.hostUnitId, tx)
    if (before.version !== input.version) throw new Conflict(before)
    const taken = await titleTaken(tx, input, before.id)
    if (taken) return taken
    const facts = await factsOf(tx, viewer, input, before)
    if (!facts.ok) return facts
    const unfit = await marksRefusal(tx, before, facts.facts)
    if (unfit) return unfit
    const leaving = await leavingWindows(tx, before, facts.facts)
    if (leaving.length > 0 && annulReason === '') return outsideRefusal(leaving)
    await alterExam(tx, viewer, before, facts.facts)
    await annul(tx, viewer, before.id, leaving, annulReason)
    return { ok: true, id: before.id } as const
  })
}

/** Another full or pass mark that does not fit the recorded scores: the mark of each paper is frozen on it. */
async function marksRefusal(tx: Tx, before: Row, { fullMark, passMark }: ExamFacts) {
  const [isOtherFull, isOtherPass] = [fullMark !== before.fullMark, passMark !== before.passMark]
  if (!isOtherFull && !isOtherPass) return null
  const [found] = await tx.all<{ most: number | null; against: number | null }>(sql`
    select max(score) as most, min(case when passed <> (score >= ${passMark}) then score end) as against
    from attempt where exam_id = ${before.id} and score is not null and annulled_reason is null`)
  const { most = null, against = null } = found ?? {}
  if (isOtherFull && most !== null && most > fullMark)
    return { ok: false, reason: 'aboveFull', field: 'fullMark', places: { score: most } } as const
  return against === null || !isOtherPass
    ? null
    : ({ ok: false, reason: 'againstScores', field: 'passMark', places: { score: against } } as const)
}

type Leaving = { id: number; name: string }

/** The valid attempts that would lie outside the windows as changed. */
function leavingWindows(tx: Tx, { id }: Row, to: ExamFacts): Promise<Leaving[]> {
  return tx.all<Leaving>(sql`
    with later as (select ${to.opensAt} as opens_at, ${to.closesAt} as closes_at, ${to.makeUpClosesAt} as make_up_closes_at)
    select t.id, p.name from attempt t join exam e on e.id = t.exam_id join later join person p on p.id = t.person_id
    where t.exam_id = ${id} and ${isValidAttempt()} and not ${isInWindow(sql`t`, sql`later`)} order by p.position, p.id, t.number`)
}

/** Which they are; it is asked whether to annul them, with the reason, or to keep the window. */
function outsideRefusal(leaving: Leaving[]) {
  const names = [...new Set(leaving.map(each => each.name))]
  const places = { count: leaving.length, names: names.slice(0, 20).join('、') }
  return { ok: false, reason: 'attemptsOutside', field: 'annulReason', places } as const
}

async function annul(tx: Tx, viewer: Viewer, examId: number, leaving: Leaving[], reason: string) {
  if (leaving.length === 0) return
  const ids = JSON.stringify(leaving.map(each => each.id))
  await tx.run(sql`
    update attempt set annulled_reason = ${reason}, version = version + 1 where id in (select value from json_each(${ids}))`)
  await recordAudit(tx, viewer, {
    action: 'exam.annul',
    subject: 'exam',
    subjectId: examId,
    reason,
    after: { attempts: leaving },
  })
}

/** 确认应考名单: freezes the list, so that the roster no longer changes it. Idempotent. */
export async function confirmList(viewer: Viewer, input: { id: number; version: number }) {
  return write(async tx => {
    const before = await forOrganiser(tx, viewer, input.id)
    if (before.listConfirmedAt !== null) return { ok: true, id: before.id } as const
    if (before.version !== input.version) throw new Conflict(before)
    await alterExam(tx, viewer, before, { listConfirmedAt: now() })
    return { ok: true, id: before.id } as const
  })
}

export async function cancelExam(viewer: Viewer, input: { id: number; version: number }) {
  return write(async tx => {
    const before = await forOrganiser(tx, viewer, input.id)
    if (before.status === 'cancelled') return { ok: true, id: before.id } as const
    if (before.version !== input.version) throw new Conflict(before)
    await alterExam(tx, viewer, before, { status: 'cancelled' })
    await leaveJoin(tx, { examId: before.id })
    return { ok: true, id: before.id } as const
  })
}

/** Sets 免考 or puts a person back on the list, by a decision with a reason. Throws Conflict on an older version. */
export async function setCandidate(
  viewer: Viewer,
  input: { id: number; personId: number; version: number; standing: 'required' | 'exempt'; reason: string },
) {
  return write(async tx => {
    const of = await forOrganiser(tx, viewer, input.id)
    const theRow = and(eq(examCandidate.examId, of.id), eq(examCandidate.personId, input.personId))
    const [before] = await tx.select().from(examCandidate).where(theRow)
    if (!before) throw new NotFound()
    if (before.standing === input.standing && before.reason === input.reason)
      return { ok: true, id: of.id } as const
    const saved = await alterRow(tx, examCandidate, theRow, input.version, {
      standing: input.standing,
      reason: input.reason,
      standingByHand: true,
      feedSequence: sql`feed_sequence + 1`,
      feedChangedAt: now(),
    })
    await touchPeople(tx, [input.personId])
    await recordAudit(tx, viewer, {
      action: 'exam.candidate',
      subject: 'exam',
      subjectId: of.id,
      reason: input.reason,
      before,
      after: saved,
    })
    return { ok: true, id: of.id } as const
  })
}

export async function forOrganiser(tx: Tx, viewer: Viewer, id: number): Promise<Row> {
  const { exam: found, unit: host } = await examById(viewer, id, tx)
  if (!canOrganise(viewer, host.path)) throw new Forbidden()
  return found
}

/** Whether the unit has an exam of this title: sheets of results identify an exam by it. */
export async function titleTaken(
  tx: Tx,
  { title, hostUnitId }: Pick<Row, 'title' | 'hostUnitId'>,
  except = 0,
) {
  const [other] = await tx
    .select({ id: exam.id })
    .from(exam)
    .where(and(eq(exam.title, title), eq(exam.hostUnitId, hostUnitId), ne(exam.id, except)))
  return other ? ({ ok: false, reason: 'examExists', field: 'title' } as const) : null
}

async function factsOf(
  tx: Tx,
  viewer: Viewer,
  input: ExamInput,
  before?: Row,
): Promise<{ ok: true; facts: ExamFacts } | Refused<FactsRefusal>> {
  const due = await understood(input.audienceWords, input.hostUnitId, tx)
  if (due.unknown.length > 0 || (due.parts.length === 0 && due.personIds.length === 0)) {
    return {
      ok: false,
      reason: 'unknownAudience',
      field: 'audienceWords',
      places: { words: due.unknown.join('、') || input.audienceWords },
    }
  }
  const people = due.personIds.map(personId => ({ personId, how: 'added' as const }))
  const given = { words: input.audienceWords, parts: due.parts, people }
  const outside = await unitsOutside(viewer, due, input.closesOn, input.hostUnitId, tx)
  if (outside.length > 0) {
    return {
      ok: false,
      reason: 'outsideScope',
      field: 'audienceWords',
      places: { units: outside.join('、') },
    }
  }
  const audienceId = await keptAudience(tx, before?.audienceId ?? null, given)
  const closesAt = input.closesTime ? instantOf(input.closesOn, input.closesTime) : endOfDay(input.closesOn)
  return {
    ok: true,
    facts: {
      hostUnitId: input.hostUnitId,
      title: input.title,
      opensAt: instantOf(input.opensOn, input.opensTime ?? '00:00'),
      closesAt,
      closingDay: input.closesOn,
      makeUpClosesAt: input.makeUpClosesOn === null ? null : endOfDay(input.makeUpClosesOn),
      fullMark: input.fullMark,
      passMark: input.passMark,
      attempts: input.attempts,
      makeUpAttempts: input.makeUpAttempts,
      counting: input.counting,
      audienceId,
      status: 'scheduled',
    },
  }
}
