import type { activity } from '@/db/schema/activity'
import type { attendance } from '@/db/schema/attendance'
import type { Day } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

// Each rule stands in owed.sql.ts a second time, for queries; tests/db/plan/owed.test.ts compares the two row by row.

type Activity = Pick<
  typeof activity.$inferSelect,
  'form' | 'compulsory' | 'lawContent' | 'theoryLeftOut' | 'status' | 'day' | 'makeUpsEndedReason'
>
type Row = Pick<typeof attendance.$inferSelect, 'standing' | 'mark' | 'madeUpOn'>

/** Compulsory, and with law in it where its plan leaves theory alone out: it enters rates and is owed when missed. */
export function countsAsStudy(of: Pick<Activity, 'compulsory' | 'lawContent' | 'theoryLeftOut'>): boolean {
  return of.compulsory && (of.lawContent || !of.theoryLeftOut)
}

/** Neither a draft nor called off; one deleted by mistake made was cancelled with it, or is a draft. */
export function takesPlace(status: Activity['status']): boolean {
  return status === 'scheduled' || status === 'held' || status === 'closed'
}

/** 缺课: leave and absence owe a make-up alike. */
export function isMissed(mark: Row['mark']): boolean {
  return mark === 'leave' || mark === 'absent'
}

/**
 * 待补学 of one row by the end of `asOf`: leave and absence owe from the activity's day on, who is unmarked once the
 * roll is closed. A make-up settles it from its own day. (An online study is done late instead.)
 */
export function owesMakeUp({ activity, row }: { activity: Activity; row: Row }, asOf: Day): boolean {
  if (!countsAsStudy(activity) || isOnlineStudy(activity.form) || activity.day > asOf) return false
  if (activity.makeUpsEndedReason !== null) return false
  if (row.standing !== 'required' || (row.madeUpOn !== null && row.madeUpOn <= asOf)) return false
  return row.mark === null ? activity.status === 'closed' : isMissed(row.mark) && takesPlace(activity.status)
}

/**
 * How a debt is told (attendance.feed_sequence): its thousands count how often a debt of the row began or ended, so an
 * odd number of them is a debt that stands and an even one a debt that is over; the rest counts changes of standing.
 */
export const DEBT_STEP = 1000
