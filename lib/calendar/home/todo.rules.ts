import { addDays, type Day, daysBetween } from '@/lib/core/time'

/** 需要留意: what slips, each with where it is mended. */
export type Todo =
  | ({ kind: 'centreGroup' } & Overdue)
  | ({ kind: 'overdue' } & Overdue)
  | { kind: 'points'; planId: number; title: string; count: number; toDay: Day }
  | {
      kind: 'undated'
      occurrenceId: number
      itemId: number
      planId: number
      content: string
      unitName: string
      toDay: Day
      daysLeft: number
    }
  | { kind: 'roll' | 'unsaid'; activityId: number; title: string; day: Day; daysOpen: number }
  | { kind: 'mustLearn'; topics: string[]; until: Day }
  | { kind: 'targets'; targets: string[] }
  | { kind: 'toIssue'; planId: number; title: string; by: string; at: number }
  | { kind: 'campaigns'; days: { name: string; fromDay: Day }[]; daysLeft: number }

/** The times of one item that are over and were not held; `occurrenceId` is the only one, null where there are several. */
export type Overdue = {
  itemId: number
  planId: number
  content: string
  unitName: string
  occurrenceId: number | null
  /** The last day of the earliest, by which the list is ordered. */
  toDay: Day
  spans: { fromDay: Day; toDay: Day }[]
}
export type OverdueTime = Omit<Overdue, 'spans' | 'occurrenceId'> & { occurrenceId: number; fromDay: Day }

/** One line an item: a study of every month that nobody held is one thing to mend, not eight. */
export function byItem(times: OverdueTime[]): Overdue[] {
  const items = new Map<number, Overdue>()
  for (const { fromDay, toDay, ...time } of times) {
    const before = items.get(time.itemId)
    const spans = [...(before?.spans ?? []), { fromDay, toDay }]
    items.set(time.itemId, before ? { ...before, occurrenceId: null, spans } : { ...time, toDay, spans })
  }
  return [...items.values()]
}

/** A roll open for so many days after the last day reminds. */
const ROLL_DAYS = 3
/** Falling due in so many days without a date. */
const UNDATED_DAYS = 14
/** A publicity day in so many days without an activity. */
export const CAMPAIGN_DAYS = 30
/** The quarter ahead in which a must-learn topic wants an activity. */
const QUARTER_DAYS = 91

/** The last day up to which things count as near. */
export function edgesOf(today: Day) {
  return {
    rollsUntil: addDays(today, -ROLL_DAYS),
    undatedUntil: addDays(today, UNDATED_DAYS),
    campaignUntil: addDays(today, CAMPAIGN_DAYS),
    quarterUntil: addDays(today, QUARTER_DAYS),
  }
}

export function daysLeft(toDay: Day, today: Day): number {
  return daysBetween(today, toDay)
}

/**
 * 缓急: what somebody waits for to be issued; what waits for a record, and months without 中心组 study, which the higher party committee counts; then what can
 * still be held in time, before what is late already; the year's gaps last.
 */
export function inOrder(slips: Todo[]): Todo[] {
  const rank: Record<Todo['kind'], number> = {
    toIssue: -1,
    roll: 0,
    unsaid: 0,
    centreGroup: 1,
    undated: 2,
    campaigns: 3,
    overdue: 4,
    points: 5,
    mustLearn: 6,
    targets: 7,
  }
  return [...slips].sort((a, b) => rank[a.kind] - rank[b.kind] || dayIn(a).localeCompare(dayIn(b)))
}

function dayIn(slip: Todo): Day {
  if ('day' in slip) return slip.day
  return 'toDay' in slip ? slip.toDay : ''
}
