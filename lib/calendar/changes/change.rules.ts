import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Standing } from '@/lib/attendance/attendance.rules'

import { addDays, type Day, type Instant } from '@/lib/core/time'

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

type When = { day: Day; lastDay: Day; startsAt: Instant | null; endsAt: Instant | null }

/** How an activity or exam stood before the first change that somebody has not read. */
export type Before = When & { title: string; place: string | null; status: ActivityStatus }

type Now = Before & {
  kind: 'activity' | 'exam'
  id: number
  statusReason: string | null
  originalDay: Day | null
  standing: Standing
  changedAt: Instant
  rowChangedAt: Instant
  deletedAt: Instant | null
}

export type ChangeKind =
  | 'new'
  | 'moved'
  | 'cancelled'
  | 'postponed'
  | 'noLongerDue'
  | 'exempt'
  | 'place'
  | 'changed'

/** What became of one thing of the own calendar, as a person is told it. */
export type Change = {
  kind: 'activity' | 'exam'
  id: number
  title: string
  what: ChangeKind
  /** When it takes place now; when it did where that changed. */
  when: When
  wasWhen: When | null
  /** Where it was before, where that changed and is of interest. */
  wasPlace: string | null
  place: string | null
  wasTitle: string | null
  reason: string | null
}

/**
 * The one sentence about a thing that came or changed since an instant: what matters most of it. `before` is how it
 * stood then, null where the log has no earlier state.
 */
export function changeSince(row: Now, before: Before | null, since: Instant): Change {
  const { kind, id, title, place, statusReason } = row
  const when = whenOf(row)
  const isNew = newsOf(row, since) === 'new' || before?.status === 'draft'
  const movedFrom = isNew ? null : wasWhen(row, before)
  const hasMovedPlace = !isNew && before !== null && before.place !== place
  const what = kindOf()
  return {
    kind,
    id,
    title,
    what,
    when,
    wasWhen: what === 'moved' || what === 'postponed' ? movedFrom : null,
    wasPlace: hasMovedPlace ? (before.place ?? '') : null,
    place,
    wasTitle: !isNew && before !== null && before.title !== title ? before.title : null,
    reason: what === 'new' ? null : statusReason,
  }

  function kindOf(): ChangeKind {
    if (row.standing === 'withdrawn') return 'noLongerDue'
    if (row.deletedAt !== null || row.status === 'cancelled') return 'cancelled'
    if (row.status === 'postponed') return 'postponed'
    if (row.standing === 'exempt' && row.rowChangedAt > since) return 'exempt'
    if (isNew) return 'new'
    if (movedFrom) return 'moved'
    return hasMovedPlace ? 'place' : 'changed'
  }
}

/** When it was before: as the log says, else the day that it was first meant for. */
function wasWhen(row: Now, before: Before | null): When | null {
  if (before !== null)
    return JSON.stringify(whenOf(before)) === JSON.stringify(whenOf(row)) ? null : whenOf(before)
  if (row.originalDay === null || row.originalDay === row.day) return null
  return { day: row.originalDay, lastDay: row.originalDay, startsAt: null, endsAt: null }
}

function whenOf({ day, lastDay, startsAt, endsAt }: When): When {
  return { day, lastDay, startsAt, endsAt }
}

/** What of an entry a person has not seen yet: it is new, or something of it changed. */
export type News = 'new' | 'changed'
