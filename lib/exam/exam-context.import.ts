import { eq, isNull, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { audience } from '@/db/schema/audience'
import { attempt, exam } from '@/db/schema/exam'
import { plan, planItem } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { Instant } from '@/lib/core/time'
import type { WordBook } from '@/lib/organisation/audience/audience.rules'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { type Known, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { isInWindow } from './attempt.sql'

export type Row = typeof exam.$inferSelect
export type Standing = Row & { words: string }
/** What has been handed in: what a window and a full mark have to hold. */
export type Sat = {
  first: Instant | null
  last: Instant | null
  most: number | null
  leastPassed: number | null
  mostFailed: number | null
}
export type Item = { id: number; content: string; year: number; isClosed: boolean }
export type Context = {
  known: Known
  words: WordBook
  there: Standing[]
  /** By exam, of those with attempts. */
  sat: Map<number, Sat>
  items: Item[]
  locked: LockedYears
  /** Questions whose answer may wait. */
  offers: Fault[]
  viewer: Viewer
  options: ImportOptions
}

const counts = isInWindow(sql`"attempt"`, sql`"exam"`)

export async function loadContext(
  on: On,
  viewer: Viewer,
  options: ImportOptions,
  pause: Pause,
): Promise<Context> {
  const [known, words, locked, there, attempts, items] = await Promise.all([
    loadKnown(on, { ...options, kind: 'exams' }, pause),
    knownWords(on, { ...options, kind: 'exams' }, pause),
    lockedYears(on),
    on
      .select({ exam, words: audience.words })
      .from(exam)
      .leftJoin(audience, eq(audience.id, exam.audienceId)),
    on
      .select({
        examId: attempt.examId,
        first: sql<Instant | null>`min(${attempt.submittedAt}) filter (where ${counts})`,
        last: sql<Instant | null>`max(${attempt.submittedAt}) filter (where ${counts})`,
        most: sql<number | null>`max(${attempt.score})`,
        leastPassed: sql<number | null>`min(${attempt.score}) filter (where ${attempt.passed})`,
        mostFailed: sql<number | null>`max(${attempt.score}) filter (where not ${attempt.passed})`,
      })
      .from(attempt)
      .innerJoin(exam, eq(exam.id, attempt.examId))
      .where(isNull(attempt.annulledReason))
      .groupBy(attempt.examId),
    on
      .select({
        id: planItem.id,
        content: planItem.content,
        unitPath: unit.path,
        year: plan.year,
        status: plan.status,
      })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, planItem.unitId)),
  ])
  return {
    known,
    words,
    there: there.map(each => ({ ...each.exam, words: each.words ?? '' })),
    sat: new Map(attempts.map(({ examId, ...each }) => [examId, each])),
    items: items
      .filter(each => canOrganise(viewer, each.unitPath))
      .map(each => ({ ...each, isClosed: each.status === 'closed' })),
    locked,
    offers: [],
    viewer,
    options,
  }
}
