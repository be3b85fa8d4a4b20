import { addDays, type Day, daysBetween } from '@/lib/core/time'

/** 需要留意: things that need attention, each with the data for the link where it is solved. */
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
  | { kind: 'toIssue'; planId: number; title: string; by: string | null; at: number }
  | { kind: 'campaigns'; days: { name: string; fromDay: Day }[]; daysLeft: number }

/** The overdue occurrences of one item; `occurrenceId` where there is only one, null where there are several. */
export type Overdue = {
  itemId: number
  planId: number
  content: string
  unitName: string
  occurrenceId: number | null
  /** The last day of the earliest occurrence, which sorts the list. */
  toDay: Day
  spans: { fromDay: Day; toDay: Day }[]
}
export type OverdueTime = Omit<Overdue, 'spans' | 'occurrenceId'> & { occurrenceId: number; fromDay: Day }

/** One line per item: a monthly study that nobody held is one todo, not eight. */
export function byItem(times: OverdueTime[]): Overdue[] {
  const items = new Map<number, Overdue>()
  for (const { fromDay, toDay, ...time } of times) {
    const before = items.get(time.itemId)
    const spans = [...(before?.spans ?? []), { fromDay, toDay }]
    items.set(time.itemId, before ? { ...before, occurrenceId: null, spans } : { ...time, toDay, spans })
  }
  return [...items.values()]
}

/** Days after the last day from which an open roll is listed. */
const ROLL_DAYS = 3
/** Days ahead for occurrences without a day. */
const UNDATED_DAYS = 14
/** Days ahead for publicity days without an activity. */
export const CAMPAIGN_DAYS = 30
/** Days ahead in which a must-learn topic needs an activity: a quarter. */
const QUARTER_DAYS = 91

/** The last day of each of these windows. */
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
 * 缓急: drafts waiting to be issued; then rolls waiting to be recorded, and months without 中心组 study, which the
 * higher Party committee counts; then what can still be held in time, before what is overdue; the gaps of the
 * year last.
 */
export function inOrder(todos: Todo[]): Todo[] {
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
  return [...todos].sort((a, b) => rank[a.kind] - rank[b.kind] || dayIn(a).localeCompare(dayIn(b)))
}

function dayIn(todo: Todo): Day {
  if ('day' in todo) return todo.day
  return 'toDay' in todo ? todo.toDay : ''
}
