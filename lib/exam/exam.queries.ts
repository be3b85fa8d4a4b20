import { and, asc, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { attempt, exam, examCandidate } from '@/db/schema/exam'
import { person, unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { audienceOf } from '@/lib/organisation/audience/audience.sql'
import { visibleExam } from '@/lib/plan/visible.sql'
import { isValidAttempt } from './attempt.sql'

/** Throws NotFound where the viewer may not see the exam. */
export async function examById(viewer: Viewer, id: number, on: On = db) {
  const [found] = await on
    .select({ exam, unit })
    .from(exam)
    .innerJoin(unit, eq(unit.id, exam.hostUnitId))
    .where(and(eq(exam.id, id), visibleExam(viewer)))
  if (!found) throw new NotFound()
  return found
}

const isValid = isValidAttempt(sql`t`, sql`"exam"`)
const attempted = sql`exists (select 1 from attempt t where t.exam_id = c.exam_id and t.person_id = c.person_id and ${isValid})`
const succeeded = sql`exists (select 1 from attempt t where t.exam_id = c.exam_id and t.person_id = c.person_id and ${isValid} and t.passed)`

/**
 * The exams of a year by closing day, with the numbers of those who must sit, sat and passed: of the rows that the viewer
 * sees on the page of the exam.
 */
export async function examsOf(viewer: Viewer, year: number, on: On = db) {
  const counted = (which: SQL) => sql<number>`(
    select count(*) from exam_candidate c join unit cu on cu.id = c.unit_id
    where c.exam_id = "exam"."id" and c.standing = 'required' and ${which}
      and (${inScope(viewer, sql`cu.path`)} or c.person_id = ${viewer.personId ?? 0}))`
  const [required, sat, passed] = [counted(sql`1`), counted(attempted), counted(succeeded)]
  return on
    .select({ exam, hostName: unit.name, required, sat, passed })
    .from(exam)
    .innerJoin(unit, eq(unit.id, exam.hostUnitId))
    .where(and(sql`substr(${exam.closingDay}, 1, 4) = ${String(year)}`, visibleExam(viewer)))
    .orderBy(desc(exam.closingDay), desc(exam.id))
}

export async function examYears(viewer: Viewer, on: On = db): Promise<number[]> {
  const rows = await on
    .selectDistinct({ year: sql<string>`substr(${exam.closingDay}, 1, 4)` })
    .from(exam)
    .innerJoin(unit, eq(unit.id, exam.hostUnitId))
    .where(visibleExam(viewer))
  return rows.map(row => Number(row.year)).sort((a, b) => b - a)
}

export type CandidateRow = {
  personId: number
  name: string
  staffNo: string
  post: string | null
  unitName: string
  standing: 'required' | 'exempt' | 'withdrawn' | null
  reason: string | null
  missedReason: string | null
  attempts: number
  best: number | null
  passed: number
  annulled: number
  /** Handed in before the opening or after the last window: not counted. */
  outside: number
}

/**
 * One exam: itself, its audience in words, and everybody on its list with their attempts. Only rows of the
 * viewer's scope and the viewer's own; `outside` are people who sat and are not on the list (in no rate).
 */
export async function examPage(viewer: Viewer, id: number) {
  const found = await examById(viewer, id)
  const own = viewer.personId ?? 0
  const valid = isValidAttempt(sql`"attempt"`, sql`"exam"`)
  const attempts = db
    .select({
      personId: attempt.personId,
      attempts: sql<number>`sum(${valid})`.as('attempts'),
      best: sql<number | null>`max(case when ${valid} then ${attempt.score} end)`.as('best'),
      passed: sql<number>`max(${valid} and ${attempt.passed})`.as('passed'),
      annulled: sql<number>`sum(${attempt.annulledReason} is not null)`.as('annulled'),
      outside: sql<number>`sum(${attempt.annulledReason} is null and not ${valid})`.as('outside'),
    })
    .from(attempt)
    .innerJoin(exam, eq(exam.id, attempt.examId))
    .where(eq(attempt.examId, id))
    .groupBy(attempt.personId)
    .as('done')
  const [audience, rows, outside] = await Promise.all([
    found.exam.audienceId === null ? null : audienceOf(found.exam.audienceId),
    db
      .select({
        personId: person.id,
        name: person.name,
        staffNo: person.staffNo,
        post: person.post,
        unitName: unit.name,
        standing: examCandidate.standing,
        reason: examCandidate.reason,
        missedReason: examCandidate.missedReason,
        attempts: sql<number>`coalesce(${attempts.attempts}, 0)`,
        best: attempts.best,
        passed: sql<number>`coalesce(${attempts.passed}, 0)`,
        annulled: sql<number>`coalesce(${attempts.annulled}, 0)`,
        outside: sql<number>`coalesce(${attempts.outside}, 0)`,
      })
      .from(examCandidate)
      .innerJoin(person, eq(person.id, examCandidate.personId))
      .innerJoin(unit, eq(unit.id, examCandidate.unitId))
      .leftJoin(attempts, eq(attempts.personId, examCandidate.personId))
      .where(
        and(
          eq(examCandidate.examId, id),
          sql`${examCandidate.standing} <> 'withdrawn'`,
          or(inScope(viewer, unit.path), eq(person.id, own)),
        ),
      )
      .orderBy(asc(unit.treeOrder), asc(person.position), asc(person.id)),
    canOrganise(viewer, found.unit.path)
      ? db
          .select({
            personId: person.id,
            name: person.name,
            staffNo: person.staffNo,
            attempts: attempts.attempts,
            best: attempts.best,
          })
          .from(attempts)
          .innerJoin(person, eq(person.id, attempts.personId))
          .where(
            sql`not exists (select 1 from exam_candidate c where c.exam_id = ${id} and c.person_id = ${person.id} and c.standing <> 'withdrawn')`,
          )
          .orderBy(asc(person.position))
      : [],
  ])
  return {
    ...found,
    audience,
    rows: rows as CandidateRow[],
    outside,
    canOrganise: canOrganise(viewer, found.unit.path),
  }
}

/** The attempts of one person in one exam, in the order of submission. */
export async function attemptsOf(viewer: Viewer, examId: number, personId: number) {
  const { exam: of } = await examById(viewer, examId)
  const [candidate] = await db
    .select({
      name: person.name,
      unitName: unit.name,
      standing: examCandidate.standing,
      reason: examCandidate.reason,
      missedReason: examCandidate.missedReason,
      version: examCandidate.version,
    })
    .from(examCandidate)
    .innerJoin(person, eq(person.id, examCandidate.personId))
    .innerJoin(unit, eq(unit.id, examCandidate.unitId))
    .where(
      and(
        eq(examCandidate.examId, examId),
        eq(examCandidate.personId, personId),
        or(inScope(viewer, unit.path), eq(person.id, viewer.personId ?? 0)),
      ),
    )
  if (!candidate) throw new NotFound()
  const attempts = await db
    .select()
    .from(attempt)
    .where(and(eq(attempt.examId, examId), eq(attempt.personId, personId)))
    .orderBy(asc(attempt.day), asc(attempt.submittedAt), asc(attempt.number))
  return { exam: of, candidate, attempts }
}
