import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { attended, type Mark, type Standing } from '@/lib/attendance/attendance.rules'
import type { Day } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { countsAsStudy } from '@/lib/plan/duties/owed.rules'

export const makeUpWays = ['activity', 'selfStudy', 'session'] as const
export const makeUpStates = ['asked', 'approved', 'refused', 'withdrawn'] as const
export type MakeUpState = (typeof makeUpStates)[number]

/** The state of a debt: in time, overdue (逾期, can still be made up), with a self-study waiting, with one sent back. */
export type DebtState = 'open' | 'overdue' | 'asked' | 'refused'

export const debtFilters = ['all', 'overdue', 'asked', 'proposed'] as const
export type DebtFilter = (typeof debtFilters)[number]

/** The state of a debt, taking a waiting or refused self-study into account; the due day itself is still in time. */
export function debtState(
  { due, studyState }: { due: Day | null; studyState: MakeUpState | null },
  today: Day,
): DebtState {
  if (studyState === 'asked' || studyState === 'refused') return studyState
  return isOverdue(due, today) ? 'overdue' : 'open'
}

export function isOverdue(due: Day | null, today: Day): boolean {
  return due !== null && due < today
}

type Missed = {
  activity: {
    form: string
    compulsory: boolean
    lawContent: boolean
    theoryLeftOut: boolean
    status: ActivityStatus
    day: Day
  }
  row: { standing: Standing; mark: Mark | null; madeUpOn: Day | null }
}

/**
 * 待补学 of one row, for calendars and the list: leave and absence owe from the day of the activity on, unmarked
 * people once the roll is closed. (An online study is completed late instead.)
 */
export function owesNow({ activity, row }: Missed, today: Day): boolean {
  if (!countsAsStudy(activity) || activity.day > today || row.standing !== 'required') return false
  if (isOnlineStudy(activity.form)) return false
  if (!['scheduled', 'held', 'closed'].includes(activity.status) || row.madeUpOn !== null) return false
  return row.mark === null ? activity.status === 'closed' : !attended(row)
}
