import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { type Mark, type Standing, studied } from '@/lib/attendance/attendance.rules'
import { type Day, daysBetween, endOfDay, type Instant } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { countsAsStudy, owesMakeUp, takesPlace } from '@/lib/plan/duties/owed.rules'

type Activity = {
  id: number
  title: string
  form: string
  day: Day
  lastDay: Day
  endsAt: Instant | null
  status: ActivityStatus
  compulsory: boolean
  lawContent: boolean
  theoryLeftOut: boolean
  makeUpsEndedReason: string | null
}
type Row = {
  standing: Standing
  mark: Mark | null
  madeUpOn: Day | null
  makeUpDue: Day | null
  completedOn: Day | null
}
export type Listed = { activity: Activity; row: Row; hostName: string }

export type Debt = {
  activityId: number
  title: string
  day: Day
  hostName: string
  /** The cause: `none` is a closed roll with the person unmarked, `online` an online study not completed. */
  from: 'leave' | 'absent' | 'none' | 'online'
  due: Day | null
  /** Days left: 0 on the due day, negative afterwards; null where no day is set. */
  daysLeft: number | null
  /** A self-study handed in for it: waiting, or sent back. */
  study?: 'asked' | 'refused'
}

/** 待补学 and online studies still to do, the most urgent first. */
export function debtsOf(listed: Listed[], today: Day): Debt[] {
  return listed
    .flatMap(each => debtOf(each, today) ?? [])
    .sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.day.localeCompare(b.day))
}

/** What a person owes for one activity: a make-up, or an online study from its first day on. */
function debtOf({ activity, row, hostName }: Listed, today: Day): Debt | null {
  const of = { activityId: activity.id, title: activity.title, day: activity.day, hostName }
  if (isOnlineStudy(activity.form)) {
    if (!isDue(activity, row) || activity.day > today || row.completedOn !== null) return null
    return { ...of, from: 'online', due: activity.lastDay, daysLeft: daysBetween(today, activity.lastDay) }
  }
  if (!owesMakeUp({ activity, row }, today)) return null
  const { makeUpDue: due } = row
  const from = row.mark === 'leave' || row.mark === 'absent' ? row.mark : 'none'
  return { ...of, from, due, daysLeft: due === null ? null : daysBetween(today, due) }
}

/** The next activity that the person must attend or is invited to; a running one is still the next. */
export function nextOf<T extends Listed>(listed: T[], now: Instant): T | null {
  const ahead = listed.filter(
    ({ activity, row }) =>
      (row.standing === 'required' || row.standing === 'invited') &&
      row.mark === null &&
      (activity.status === 'scheduled' || activity.status === 'held') &&
      !isOnlineStudy(activity.form) &&
      (activity.endsAt ?? endOfDay(activity.lastDay)) > now,
  )
  return ahead[0] ?? null
}

/** 本月应学 n 次，已学 m 次: compulsory activities that take place, without online study. */
export function progressOf(listed: Listed[], today: Day): { due: number; done: number } {
  const due = listed.filter(({ activity, row }) => isDue(activity, row) && !isOnlineStudy(activity.form))
  return { due: due.length, done: due.filter(({ row }) => studied(row, today)).length }
}

function isDue(activity: Activity, row: Row): boolean {
  return takesPlace(activity.status) && countsAsStudy(activity) && row.standing === 'required'
}

/** The part of the day for the greeting, by the time in Shanghai. */
export function partOfDay(time: string): 'morning' | 'noon' | 'afternoon' | 'evening' {
  if (time < '05:00' || time >= '18:30') return 'evening'
  if (time < '11:30') return 'morning'
  return time < '13:30' ? 'noon' : 'afternoon'
}
