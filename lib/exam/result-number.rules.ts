import type { attempt } from '@/db/schema/exam'
import { dayOf, type Instant } from '@/lib/core/time'
import type { Sitting } from './attempt.commands'
import type { Exam, ResultRead } from './result-read.rules'

export type Kept = typeof attempt.$inferSelect

/**
 * The number of the attempt that each row means: 第几次 as given, else the attempt of the same time, else, without a
 * time, the standing one of the same score and then the next in order; with a time it is an additional one.
 */
export function numbered(sittings: ResultRead[], kept: Kept[]) {
  if (sittings.every(each => each.number === null && each.submittedAt !== null))
    sittings.sort((a, b) => (a.submittedAt as number) - (b.submittedAt as number))
  const taken = new Set(sittings.flatMap(each => each.number ?? []))
  const numbers = new Map<number, ResultRead>()
  const sameScore = new Map<ResultRead, number>()
  for (const read of sittings.filter(each => each.number === null && each.submittedAt === null)) {
    const same = kept.find(
      each =>
        !taken.has(each.number) &&
        (read.score === null ? each.passed === read.passed : each.score === read.score),
    )
    if (!same) continue
    sameScore.set(read, same.number)
    taken.add(same.number)
  }
  let untimed = 0
  return sittings.map(read => {
    const byTime =
      read.number === null && read.submittedAt !== null
        ? kept.find(each => each.submittedAt === read.submittedAt)
        : undefined
    let number = read.number ?? byTime?.number ?? sameScore.get(read)
    if (number === undefined) {
      number = read.submittedAt === null ? ++untimed : 1
      // Who missed the first one has no first attempt.
      if (read.isResit) number = Math.max(number, 2)
      const isFree = (at: number) =>
        !taken.has(at) &&
        !numbers.has(at) &&
        (read.submittedAt === null || !kept.some(each => each.number === at))
      while (!isFree(number)) number++
      if (read.submittedAt === null) untimed = number
    }
    const repeats = numbers.get(number)?.row ?? null
    if (repeats === null) numbers.set(number, read)
    return { read, number, repeats }
  })
}

/** The attempt as the row makes it: a time or state that the sheet does not give is no change. */
export function sittingOf(
  { of, submittedAt, score, passed, state }: ResultRead,
  number: number,
  there?: Kept,
): Sitting {
  const at = submittedAt ?? there?.submittedAt ?? null
  return {
    number,
    submittedAt: at,
    day: at === null ? (there?.day ?? of.closingDay) : dayOf(at),
    score: state === 'annulled' && score === null ? (there?.score ?? null) : score,
    passed: state === 'annulled' && score === null ? (there?.passed ?? false) : passed,
    annulledReason:
      state === 'annulled'
        ? (there?.annulledReason ?? '作废')
        : state === null
          ? (there?.annulledReason ?? null)
          : null,
  }
}

export function isSame(there: Kept, sitting: Sitting): boolean {
  return (
    there.score === sitting.score &&
    there.passed === sitting.passed &&
    there.submittedAt === sitting.submittedAt &&
    (there.annulledReason === null) === (sitting.annulledReason === null)
  )
}

/** The numbers of attempts beyond 可考次数 in the official window, or 补考次数 after it; annulled ones are not counted. */
export function beyond(
  of: Exam,
  attempts: Pick<Sitting, 'number' | 'submittedAt' | 'annulledReason'>[],
): Set<number> {
  const valid = [...attempts]
    .filter(each => each.annulledReason === null)
    .sort((a, b) => (a.submittedAt ?? 0) - (b.submittedAt ?? 0) || a.number - b.number)
  const isMakeUp = (each: { submittedAt: Instant | null }) =>
    each.submittedAt !== null && each.submittedAt > of.closesAt
  const official = valid.filter(each => !isMakeUp(each))
  const makeUp = valid.filter(isMakeUp)
  // Without 交卷时间 it is unknown which attempts were in the make-up window, so both limits are added up.
  const timeless = valid.some(each => each.submittedAt === null)
  const allowed =
    of.attempts === null
      ? Number.POSITIVE_INFINITY
      : of.attempts +
        (timeless && of.makeUpClosesAt !== null ? (of.makeUpAttempts ?? Number.POSITIVE_INFINITY) : 0)
  return new Set(
    [
      ...official.slice(Number.isFinite(allowed) ? allowed : official.length),
      ...makeUp.slice(of.makeUpAttempts ?? makeUp.length),
    ].map(each => each.number),
  )
}
