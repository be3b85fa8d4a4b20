import { type Day, dayOf, type Instant } from '@/lib/core/time'

export const activityStatuses = ['draft', 'scheduled', 'postponed', 'cancelled', 'held', 'closed'] as const
export type ActivityStatus = (typeof activityStatuses)[number]

/** A past one is held and one ahead is scheduled, where nobody says otherwise. */
export function statusByDay(lastDay: Day, now: Instant): 'scheduled' | 'held' {
  return lastDay <= dayOf(now) ? 'held' : 'scheduled'
}

type Shown = {
  title: string
  form: string
  day: Day
  lastDay: Day
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  lecturer: string | null
  lecturerRank: string | null
  hostUnitId: number
  compulsory: boolean
  isPublic: boolean
  status: ActivityStatus
}

/** Whether a subscriber sees the change; heads, or a roll that is closed, change no calendar. */
export function isSeenInCalendars(before: Shown, after: Shown): boolean {
  return shown(before) !== shown(after)
}

function shown(of: Shown): string {
  const status = of.status === 'held' || of.status === 'closed' ? 'scheduled' : of.status
  const times = [of.day, of.lastDay, of.startsAt, of.endsAt]
  const words = [of.title, of.form, of.place, of.lecturer, of.lecturerRank]
  return JSON.stringify([status, of.hostUnitId, of.compulsory, of.isPublic, times, words])
}

export type StatusChange = 'schedule' | 'postpone' | 'cancel' | 'hold' | 'closeRoll' | 'reopenRoll'
export type StatusRefusal = 'rollClosed' | 'cancelled' | 'notYet' | 'noDay' | 'notHeld' | 'alreadyHeld'

type Standing = { status: ActivityStatus; day: Day; lastDay: Day }

/** Whether a change of state may happen; null says yes. */
export function refusalOf(activity: Standing, change: StatusChange, today: Day): StatusRefusal | null {
  const { status } = activity
  switch (change) {
    case 'schedule':
      return status === 'closed' ? 'rollClosed' : status === 'held' ? 'alreadyHeld' : null
    case 'postpone':
    case 'cancel':
      if (status === 'closed') return 'rollClosed'
      // What took place is not put off; one that was called held by mistake is cancelled.
      if (status === 'held' && change === 'postpone') return 'alreadyHeld'
      return status === 'cancelled' ? 'cancelled' : null
    case 'hold':
    case 'closeRoll':
      if (status === 'cancelled') return 'cancelled'
      if (status === 'postponed') return 'noDay'
      if (status === 'closed' && change === 'hold') return 'rollClosed'
      return activity.day > today ? 'notYet' : null
    case 'reopenRoll':
      return status === 'closed' ? null : 'notHeld'
  }
}

// What makes the figures of a confirmed roll.
const countedFields = ['hostUnitId', 'form', 'day', 'lastDay', 'compulsory', 'audienceId'] as const
export type CountedField = (typeof countedFields)[number]

/** The field by which a change would alter what a confirmed roll counts; that needs the roll opened again, with a reason. */
export function countedChange(
  before: Record<CountedField, unknown>,
  after: Partial<Record<CountedField, unknown>>,
): CountedField | null {
  return countedFields.find(field => field in after && after[field] !== before[field]) ?? null
}

/** Under way: one that lasts several days, of which this is one. */
export function isRunning({ day, lastDay }: { day: Day; lastDay: Day }, today: Day): boolean {
  return day < lastDay && day <= today && today <= lastDay
}

/** What a change of a row was in the office's words, for the log. */
export function changeOf(
  before: { status: ActivityStatus; originalDay: Day | null; deletedAt?: Instant | null },
  after: { status: ActivityStatus; originalDay: Day | null; deletedAt?: Instant | null },
): StatusChange | 'change' | 'delete' {
  if (after.deletedAt && !before.deletedAt) return 'delete'
  if (before.status !== after.status) {
    if (before.status === 'closed') return 'reopenRoll'
    const changes: Record<ActivityStatus, StatusChange | 'change'> = {
      draft: 'change',
      scheduled: 'schedule',
      postponed: 'postpone',
      cancelled: 'cancel',
      held: 'hold',
      closed: 'closeRoll',
    }
    return changes[after.status]
  }
  return before.originalDay === after.originalDay ? 'change' : 'postpone'
}

/** What of an activity people are told has changed, in the order in which a page names it. */
export const toldFields = [
  'title',
  'form',
  'day',
  'lastDay',
  'startsAt',
  'endsAt',
  'place',
  'lecturer',
  'lecturerRank',
  'hours',
  'compulsory',
  'isPublic',
  'campaign',
  'audienceId',
  'heads',
  'consultations',
  'walkIns',
  'remark',
] as const
export type ToldField = (typeof toldFields)[number]

/** The fields in which two states of a row differ. */
export function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): ToldField[] {
  const same = (field: ToldField) => (before[field] ?? null) === (after[field] ?? null)
  // A day that moves takes its last day and its hours along: the day alone says it.
  const moved = !same('day')
  return toldFields.filter(
    field => !same(field) && !(moved && ['lastDay', 'startsAt', 'endsAt'].includes(field)),
  )
}

/** 考勤未登记 once it is over: held, compulsory, and its roll not closed (rates.md, "Which activities count"). */
export function awaitsRecord(
  activity: { status: ActivityStatus; compulsory: boolean; lastDay: Day },
  required: number,
  today: Day,
): boolean {
  return activity.status === 'held' && activity.compulsory && activity.lastDay <= today && required > 0
}
