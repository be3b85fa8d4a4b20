import type { Standing } from '../attendance/rules'
import type { News } from '../calendar/rules'
import { addDays, type Day, type Instant } from '../time/rules'

/**
 * What of an entry somebody has not seen since an instant: a row that came on the list is new, anything else that the
 * calendars show is a change (moved, cancelled, another place).
 */
export function newsOf(
  { standing, rowChangedAt, changedAt }: { standing: Standing; rowChangedAt: Instant; changedAt: Instant },
  since: Instant,
): News | undefined {
  if (rowChangedAt > since && (standing === 'required' || standing === 'invited')) return 'new'
  return rowChangedAt > since || changedAt > since ? 'changed' : undefined
}

const WEEK = 7 * 86_400_000

/** From when on changes are told to who never said 知道了: a week, so that a first visit is not all news. */
export function sinceOf(changesReadAt: Instant | null, now: Instant): Instant {
  return changesReadAt ?? now - WEEK
}

/** What ended earlier is no news any more, whatever became of it. */
export function toldFrom(today: Day): Day {
  return addDays(today, -7)
}
