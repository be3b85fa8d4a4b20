import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Standing } from '@/lib/attendance/attendance.rules'
import type { Day, Instant } from '@/lib/core/time'

/**
 * An event of a calendar, with the standing from which it is described: a person's, anybody's (`public`), or
 * the host's (`hosted`).
 */
export type FeedItem = {
  kind: 'activity' | 'exam' | 'makeUp'
  id: number
  uid: string
  title: string
  form: string
  day: Day
  lastDay: Day
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  lecturer: string | null
  lecturerRank: string | null
  hostName: string
  compulsory: boolean
  standing: Standing | 'public' | 'hosted'
  status: ActivityStatus
  sequence: number
  changedAt: Instant
  /** For an exam only. */
  exam: { opensAt: Instant; closesAt: Instant; fullMark: number; passMark: number } | null
  /** For a make-up only: the day of the missed activity. */
  missedOn: Day | null
}

/** The kinds that can be excluded from a feed. */
export const feedKinds = ['compulsory', 'optional', 'exam', 'makeUp', 'public'] as const
export type FeedKind = (typeof feedKinds)[number]

/**
 * The kinds to choose from. A person's feed has no public events: they depend on the street where the person
 * works, so a transfer would silently remove them; they have a feed of their own.
 */
export const kindsOf: Record<'person' | 'unit', readonly FeedKind[]> = {
  person: ['compulsory', 'optional', 'exam', 'makeUp'],
  unit: ['compulsory', 'optional', 'exam', 'public'],
}

/** 应学, or optional (选学, 列席, 名单外参加); an entry no longer required keeps its kind. */
export function kindOf({ kind, standing, compulsory }: FeedItem): FeedKind {
  if (kind !== 'activity') return kind
  if (standing === 'public') return 'public'
  return compulsory && standing !== 'invited' && standing !== 'walkIn' ? 'compulsory' : 'optional'
}

/**
 * The items of a feed limited to some kinds: those that take place, and as cancelled those that were of these
 * kinds before. `formerly`: former kinds by UID.
 */
export function chosenItems(
  items: FeedItem[],
  shown: FeedKind[],
  formerly: Map<string, FeedKind[]>,
): FeedItem[] {
  return items.flatMap(item => {
    if (shown.includes(kindOf(item))) return [item]
    const was = formerly.get(item.uid)?.some(kind => shown.includes(kind))
    return was ? [{ ...item, status: 'cancelled' as const }] : []
  })
}

export type FeedState = 'confirmed' | 'cancelled' | 'postponed'

export function stateOf({ status, standing }: Pick<FeedItem, 'status' | 'standing'>): FeedState {
  if (status === 'cancelled' || standing === 'withdrawn') return 'cancelled'
  return status === 'postponed' ? 'postponed' : 'confirmed'
}
