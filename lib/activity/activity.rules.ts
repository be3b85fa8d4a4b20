import type { Day, Instant } from '@/lib/core/time'
import { beginningOf, isOver, type Timed } from '@/lib/organisation/audience/frozen.rules'
import type { ReviewState } from '@/lib/organisation/review/review.rules'

export const activityStatuses = ['draft', 'scheduled', 'postponed', 'cancelled', 'held', 'closed'] as const
export type ActivityStatus = (typeof activityStatuses)[number]

/** The default status: held once it is over, scheduled before. */
export function statusByTime(activity: Timed, now: Instant): 'scheduled' | 'held' {
  return isOver(activity, now) ? 'held' : 'scheduled'
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
  review: ReviewState | null
}

/** Whether subscribed calendars show the change; heads or the closing of a roll do not appear there. */
export function isSeenInCalendars(before: Shown, after: Shown): boolean {
  return shown(before) !== shown(after)
}

function shown(of: Shown): string {
  const status = of.status === 'held' || of.status === 'closed' ? 'scheduled' : of.status
  const times = [of.day, of.lastDay, of.startsAt, of.endsAt]
  const words = [of.title, of.form, of.place, of.lecturer, of.lecturerRank]
  // Residents see a public one when it is passed.
  const waits = of.isPublic && of.review !== null
  return JSON.stringify([status, of.hostUnitId, of.compulsory, of.isPublic, waits, times, words])
}

export type StatusChange = 'schedule' | 'postpone' | 'cancel' | 'hold' | 'closeRoll' | 'reopenRoll'
export type StatusRefusal =
  | 'rollClosed'
  | 'cancelled'
  | 'notYet'
  | 'noDay'
  | 'notHeld'
  | 'alreadyHeld'
  | 'notRecorded'

type Standing = {
  status: ActivityStatus
  day: Day
  startsAt: Instant | null
  notRecordedReason: string | null
}

/** Why a change of state is refused; null: allowed. What has not begun is neither held nor recorded. */
export function refusalOf(activity: Standing, change: StatusChange, now: Instant): StatusRefusal | null {
  const { status } = activity
  switch (change) {
    case 'schedule':
      return status === 'closed' ? 'rollClosed' : status === 'held' ? 'alreadyHeld' : null
    case 'postpone':
    case 'cancel':
      if (status === 'closed') return 'rollClosed'
      // An activity that took place cannot be postponed; one marked as held by mistake is cancelled instead.
      if (status === 'held' && change === 'postpone') return 'alreadyHeld'
      return status === 'cancelled' ? 'cancelled' : null
    case 'hold':
    case 'closeRoll':
      if (status === 'cancelled') return 'cancelled'
      if (status === 'postponed') return 'noDay'
      if (status === 'closed' && change === 'hold') return 'rollClosed'
      if (activity.notRecordedReason !== null && change === 'closeRoll') return 'notRecorded'
      return beginningOf(activity) > now ? 'notYet' : null
    case 'reopenRoll':
      return status === 'closed' ? null : 'notHeld'
  }
}

// Fields on which the figures of a confirmed roll depend.
const countedFields = ['hostUnitId', 'form', 'day', 'lastDay', 'compulsory', 'audienceId'] as const
export type CountedField = (typeof countedFields)[number]

/**
 * The first changed field that a confirmed roll depends on; changing it requires reopening the roll, with a
 * reason.
 */
export function countedChange(
  before: Record<CountedField, unknown>,
  after: Partial<Record<CountedField, unknown>>,
): CountedField | null {
  return countedFields.find(field => field in after && after[field] !== before[field]) ?? null
}

/** Under way: the activity lasts several days and today is one of them. */
export function isRunning({ day, lastDay }: { day: Day; lastDay: Day }, today: Day): boolean {
  return day < lastDay && day <= today && today <= lastDay
}

/** A change of the row in the office's words, for the log. */
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

/** Fields of which people are told when they change, in the order of display. */
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
  'signInFrom',
  'lateAfter',
  'signInUntil',
  'hostUnitId',
  'audienceId',
  'heads',
  'consultations',
  'walkIns',
  'remark',
] as const
export type ToldField = (typeof toldFields)[number]

/** Lists that lie beside the row: the log holds those that a form changed, before and after. */
export const besideFields = ['coHosts', 'targets', 'topics'] as const
export type BesideField = (typeof besideFields)[number]

/** The fields that differ between two states of a row. */
export function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): ToldField[] {
  const same = (field: ToldField) => (before[field] ?? null) === (after[field] ?? null)
  // Moving the day also moves the last day and the hours: only the day is reported. Its doors open with it.
  const moved = !same('day')
  return toldFields.filter(
    field =>
      !same(field) &&
      !(moved && ['lastDay', 'startsAt', 'endsAt', 'signInFrom', 'lateAfter', 'signInUntil'].includes(field)),
  )
}

/** 考勤未登记: over, compulsory, its roll not closed and still to be recorded, whether anybody touched it or not. */
export function awaitsRecord(
  activity: Timed & { status: ActivityStatus; compulsory: boolean; notRecordedReason: string | null },
  required: number,
  now: Instant,
): boolean {
  if (activity.notRecordedReason !== null) return false
  const isOpen = activity.status === 'scheduled' || activity.status === 'held'
  return isOpen && activity.compulsory && isOver(activity, now) && required > 0
}
