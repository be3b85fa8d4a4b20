import type { Day, Instant } from '@/lib/core/time'

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

export type Windows = { opensAt: Instant; closesAt: Instant; makeUpClosesAt: Instant | null }

/** Handed in in the official or the make-up window as they stand; without 交卷时间 it counts on the closing day. */
export function isInWindow({ submittedAt }: Pick<Attempt, 'submittedAt'>, windows: Windows): boolean {
  const { opensAt, closesAt, makeUpClosesAt } = windows
  if (submittedAt === null) return true
  return opensAt <= submittedAt && submittedAt <= Math.max(closesAt, makeUpClosesAt ?? closesAt)
}

/**
 * The attempt that counts: `best` the highest score, `last` the latest, `first` the first; a person who missed
 * or failed the exam gets instead the first attempt of the make-up window. Annulled ones and those outside the windows
 * never count. Source: rates.md, "Exams".
 */
export function countingAttempt(attempts: Attempt[], counting: Counting, windows: Windows): Attempt | null {
  const valid = inOrder(attempts.filter(each => !each.annulled && isInWindow(each, windows)))
  if (valid.length === 0) return null
  if (counting === 'last') return valid.at(-1) ?? null
  if (counting === 'best') {
    return valid.reduce((best, each) => (worth(each) > worth(best) ? each : best))
  }
  const first = valid[0] as Attempt
  if (first.passed || isMakeUp(first, windows)) return first
  return valid.find(each => isMakeUp(each, windows)) ?? first
}

function isMakeUp({ submittedAt }: Attempt, { closesAt }: Windows): boolean {
  return submittedAt !== null && submittedAt > closesAt
}

// A result without a score ranks below any score with the same outcome.
function worth(attempt: Attempt): number {
  return attempt.score ?? (attempt.passed ? 0.5 : -1)
}
