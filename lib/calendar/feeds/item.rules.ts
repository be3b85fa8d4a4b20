import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Standing } from '@/lib/attendance/attendance.rules'
import type { Day, Instant } from '@/lib/core/time'

/** An event of a calendar, whose standing it is told from: a person's, anybody's (`public`), or the host's (`hosted`). */
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
  /** Of an exam alone. */
  exam: { opensAt: Instant; closesAt: Instant; fullMark: number; passMark: number } | null
  /** Of a make-up alone: the day of what was missed. */
  missedOn: Day | null
}

/** What a calendar may leave out. */
export const feedKinds = ['compulsory', 'optional', 'exam', 'makeUp', 'public'] as const
export type FeedKind = (typeof feedKinds)[number]

/**
 * What there is to choose from. Public events stand in no calendar of a person: of which street they are hangs on
 * where the person is, so a transfer would take them away without a word; they have an address of their own.
 */
export const kindsOf: Record<'person' | 'unit', readonly FeedKind[]> = {
  person: ['compulsory', 'optional', 'exam', 'makeUp'],
  unit: ['compulsory', 'optional', 'exam', 'public'],
}

/** 应学, or what one may come to (选学, 列席, 名单外参加); what is no longer due stays what it was. */
export function kindOf({ kind, standing, compulsory }: FeedItem): FeedKind {
  if (kind !== 'activity') return kind
  if (standing === 'public') return 'public'
  return compulsory && standing !== 'invited' && standing !== 'walkIn' ? 'compulsory' : 'optional'
}

/**
 * What a calendar of some kinds holds: of these, what takes place, and as cancelled what was of them before and is not
 * any more. `formerly`: by UID.
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
