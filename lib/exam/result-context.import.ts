import { gt, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { attempt, exam, examCandidate } from '@/db/schema/exam'
import type { Viewer } from '@/lib/access/access.rules'
import { gathered } from '@/lib/core/gathered'
import { loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { Recorded } from './attempt.commands'
import type { Exams } from './exam-meant.import'
import type { WhoSits } from './new-exam.commands'
import type { Kept } from './result-number.rules'

export type Effects = (Recorded & {
  /** Of an exam that is made with the sheet: who has to sit it. */
  sits?: WhoSits
  /** People whom a sheet of such an exam names, and who are not on its list. */
  listed: { personId: number; name: string }[]
})[]
export type Context = Exams & {
  /** Exams for whom their sheets name. */
  widened: ReadonlySet<number>
  kept: Map<string, Kept[]>
  /** Exams with attempts. */
  sat: Set<number>
  standing: Map<string, string>
  /** Why people on the list did not sit, as far as it is known. */
  missedReasons: Map<string, string>
  locked: LockedYears
}

export async function loadContext(
  on: On,
  viewer: Viewer,
  options: ImportOptions,
  pause: Pause,
): Promise<Omit<Context, 'made' | 'widened'>> {
  const [known, locked, exams, attempts, candidates] = await Promise.all([
    loadKnown(on, { ...options, kind: 'results' }, pause),
    lockedYears(on),
    on.select().from(exam),
    paged<Kept>(pause, (last, limit) =>
      on
        .select()
        .from(attempt)
        .where(gt(attempt.id, last?.id ?? 0))
        .orderBy(attempt.id)
        .limit(limit),
    ),
    paged<{ examId: number; personId: number; standing: string; missedReason: string | null }>(
      pause,
      (last, limit) =>
        on
          .select({
            examId: examCandidate.examId,
            personId: examCandidate.personId,
            standing: examCandidate.standing,
            missedReason: examCandidate.missedReason,
          })
          .from(examCandidate)
          .where(
            sql`(${examCandidate.examId}, ${examCandidate.personId}) > (${last?.examId ?? 0}, ${last?.personId ?? 0})`,
          )
          .orderBy(examCandidate.examId, examCandidate.personId)
          .limit(limit),
    ),
  ])
  const kept = gathered(attempts, each => `${each.examId}/${each.personId}`)
  for (const own of kept.values()) own.sort((a, b) => a.number - b.number)
  return {
    known,
    exams,
    kept,
    sat: new Set(attempts.map(each => each.examId)),
    standing: new Map(candidates.map(each => [`${each.examId}/${each.personId}`, each.standing])),
    missedReasons: new Map(
      candidates.flatMap(each =>
        each.missedReason === null
          ? []
          : [[`${each.examId}/${each.personId}`, each.missedReason] as [string, string]],
      ),
    ),
    locked,
    viewer,
    options,
  }
}
