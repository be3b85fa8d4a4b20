import { addDays, type Day, daysBetween } from '../time/rules'

/** 需要留意: what slips, each with where it is mended. */
export type Slip =
  | {
      kind: 'centreGroup'
      occurrenceId: number
      itemId: number
      planId: number
      unitName: string
      toDay: Day
    }
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
  | { kind: 'roll'; activityId: number; title: string; day: Day; daysOpen: number }
  | { kind: 'mustLearn'; topics: string[]; until: Day }
  | { kind: 'targets'; targets: string[] }
  | { kind: 'toIssue'; planId: number; title: string; by: string; at: number }
  | { kind: 'campaigns'; days: { name: string; fromDay: Day }[]; daysLeft: number }

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

/** What is over comes first, then by what is due next; the year's gaps last. */
export function inOrder(slips: Slip[]): Slip[] {
  const rank: Record<Slip['kind'], number> = {
    toIssue: -1,
    roll: 0,
    centreGroup: 1,
    undated: 2,
    campaigns: 2.5,
    mustLearn: 3,
    targets: 4,
  }
  return [...slips].sort((a, b) => rank[a.kind] - rank[b.kind] || dayIn(a).localeCompare(dayIn(b)))
}

function dayIn(slip: Slip): Day {
  if (slip.kind === 'roll') return slip.day
  return slip.kind === 'centreGroup' || slip.kind === 'undated' ? slip.toDay : ''
}
