import { type Day, dayOf, type Instant } from '@/lib/core/time'

export type Counting = 'best' | 'last' | 'first'

export type ExamPhase = 'before' | 'open' | 'makeUp' | 'over'

/** The phase of an exam: until the end of the closing day no rate is shown, only who has sat (考试中). */
export function phaseOf(
  exam: { opensAt: Instant; closesAt: Instant; makeUpClosesAt: Instant | null },
  now: Instant,
): ExamPhase {
  if (now < exam.opensAt) return 'before'
  if (now <= exam.closesAt) return 'open'
  return exam.makeUpClosesAt !== null && now <= exam.makeUpClosesAt ? 'makeUp' : 'over'
}

export type Attempt = {
  number: number
  day: Day
  submittedAt: Instant | null
  score: number | null
  passed: boolean
  annulled: boolean
}

/** Sorted by submission; without a time, by number. */
export function inOrder(attempts: Attempt[]): Attempt[] {
  return [...attempts].sort(
    (a, b) =>
      a.day.localeCompare(b.day) || (a.submittedAt ?? 0) - (b.submittedAt ?? 0) || a.number - b.number,
  )
}

/**
 * The attempt that counts: `best` the highest score, `last` the latest, `first` the first; a person who missed
 * or failed the exam gets instead the first attempt of the make-up window. Annulled ones never count. Source:
 * rates.md, "Exams".
 */
export function countingAttempt(attempts: Attempt[], counting: Counting, closesAt: Instant): Attempt | null {
  const valid = inOrder(attempts.filter(each => !each.annulled))
  if (valid.length === 0) return null
  if (counting === 'last') return valid.at(-1) ?? null
  if (counting === 'best') {
    return valid.reduce((best, each) => (worth(each) > worth(best) ? each : best))
  }
  const first = valid[0] as Attempt
  if (first.passed || isMakeUp(first, closesAt)) return first
  return valid.find(each => isMakeUp(each, closesAt)) ?? first
}

function isMakeUp(attempt: Attempt, closesAt: Instant): boolean {
  return attempt.submittedAt !== null ? attempt.submittedAt > closesAt : attempt.day > dayOf(closesAt)
}

// A result without a score ranks below any score with the same outcome.
function worth(attempt: Attempt): number {
  return attempt.score ?? (attempt.passed ? 0.5 : -1)
}
