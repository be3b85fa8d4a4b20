import { type Day, type Instant, instantOf } from '@/lib/core/time'

export type Hours = { day: Day; lastDay: Day; startsAt: Instant | null; endsAt: Instant | null }

export type Own = { signInFrom: Instant | null; lateAfter: Instant | null; signInUntil: Instant | null }

/** An activity's own check-in times after its start moved: shifted by the same amount. */
export function movedTimes(before: Hours & Own, after: Pick<Hours, 'day' | 'startsAt'>): Own {
  const begins = ({ day, startsAt }: Pick<Hours, 'day' | 'startsAt'>) => startsAt ?? instantOf(day)
  const both = before.startsAt !== null && after.startsAt !== null
  const by = both ? begins(after) - begins(before) : instantOf(after.day) - instantOf(before.day)
  const moved = (at: Instant | null) => (at === null ? null : at + by)
  return {
    signInFrom: moved(before.signInFrom),
    lateAfter: moved(before.lateAfter),
    signInUntil: moved(before.signInUntil),
  }
}
