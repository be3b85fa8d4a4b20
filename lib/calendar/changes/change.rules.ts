import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Standing } from '@/lib/attendance/attendance.rules'

import { addDays, type Day, type Instant } from '@/lib/core/time'

/**
 * How an entry differs from what a person saw at an instant: a row added to the list is new, any other
 * difference visible in calendars is a change (moved, cancelled, another place).
 */
export function newsOf(
  { standing, rowChangedAt, changedAt }: { standing: Standing; rowChangedAt: Instant; changedAt: Instant },
  since: Instant,
): News | undefined {
  if (rowChangedAt > since && (standing === 'required' || standing === 'invited')) return 'new'
  return rowChangedAt > since || changedAt > since ? 'changed' : undefined
}

const WEEK = 7 * 86_400_000

/**
 * The start of the changes shown to somebody who never pressed 知道了: a week ago, so that not everything is new
 * on a first visit.
 */
export function sinceOf(changesReadAt: Instant | null, now: Instant): Instant {
  return changesReadAt ?? now - WEEK
}

/** Anything that ended before this day is not reported, whatever happened to it. */
export function toldFrom(today: Day): Day {
  return addDays(today, -7)
}

type When = { day: Day; lastDay: Day; startsAt: Instant | null; endsAt: Instant | null }

/** The state of an activity or exam before the first unread change. */
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

/** A change of one entry of the own calendar, as shown to the person. */
export type Change = {
  kind: 'activity' | 'exam'
  id: number
  title: string
  what: ChangeKind
  /** The present date and time, and the former one where it changed. */
  when: When
  wasWhen: When | null
  /** The former place, where it changed and matters. */
  wasPlace: string | null
  place: string | null
  wasTitle: string | null
  reason: string | null
}

/**
 * The one sentence about an entry that is new or has changed since an instant: its most important change.
 * `before` is the state at that instant, null where the log has none.
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

/** The former date and time: from the log, else the original day. */
function wasWhen(row: Now, before: Before | null): When | null {
  if (before !== null)
    return JSON.stringify(whenOf(before)) === JSON.stringify(whenOf(row)) ? null : whenOf(before)
  if (row.originalDay === null || row.originalDay === row.day) return null
  return { day: row.originalDay, lastDay: row.originalDay, startsAt: null, endsAt: null }
}

function whenOf({ day, lastDay, startsAt, endsAt }: When): When {
  return { day, lastDay, startsAt, endsAt }
}

/** Why an entry is unread: it is new, or changed. */
export type News = 'new' | 'changed'
