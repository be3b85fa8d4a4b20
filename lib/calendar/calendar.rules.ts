import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Mark, Standing } from '@/lib/attendance/attendance.rules'
import type { News } from '@/lib/calendar/changes/change.rules'
import type { Term } from '@/lib/core/glossary'
import {
  addDays,
  type Day,
  daysBetween,
  type Instant,
  isDay,
  lastOfMonth,
  nextMonth,
  previousMonth,
  weekdayOf,
} from '@/lib/core/time'
import { isOver } from '@/lib/organisation/audience/frozen.rules'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

/** The colour of an entry: ahead, done, leave or late, missed, and merely informative. */
export type Tone = 'go' | 'done' | 'soon' | 'owed' | 'quiet'

export type EntryState = { tone: Tone; word: Term }

/** One entry on a day of a calendar; a `makeUp` is placed on its last day. */
export type Entry = EntryState & {
  kind: 'activity' | 'exam' | 'makeUp'
  id: number
  title: string
  day: Day
  lastDay: Day
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  hostName: string
  /** Cancelled or postponed: the title is struck through. */
  isOff: boolean
  /** Public events are listed after those that one must attend. */
  isPublic: boolean
  /** Required of the person, or, in a unit's calendar, of somebody. */
  isCompulsory: boolean
  /** Not the exam itself, but the last day of its make-up (补考). */
  isMakeUp?: true
  news?: News
  /** In a unit's calendar, for viewers who may move it to another day: the version of the row. */
  movable?: number
}

/** The filters of a calendar: 应学, 考试, 待补学, 公开, and what is cancelled or postponed. */
export const narrowings = ['compulsory', 'exam', 'makeUp', 'public', 'off'] as const
export type Narrowing = (typeof narrowings)[number]

/** The entries that pass the filter; all of them without one. */
export function narrowed(entries: Entry[], only: Narrowing | null): Entry[] {
  switch (only) {
    case null:
      return entries
    case 'compulsory':
      return entries.filter(each => each.isCompulsory)
    case 'public':
      return entries.filter(each => each.isPublic)
    case 'off':
      return entries.filter(each => each.isOff || each.word === 'activityStatus.draft')
    default:
      return entries.filter(each => each.kind === only)
  }
}

type Activity = { status: ActivityStatus; lastDay: Day; compulsory: boolean; form: string }
type Timed = { startsAt: Instant | null; endsAt: Instant | null; notRecordedReason: string | null }
type Row = { standing: Standing; mark: Mark | null; madeUpOn: Day | null; completedOn: Day | null }

/** The state of an activity for a person on its list, on `today`. */
export function ownState(activity: Activity, row: Row, today: Day): EntryState {
  const off = offState(activity.status)
  if (off) return off
  if (row.standing === 'walkIn') return { tone: 'done', word: 'standing.walkIn' }
  if (row.standing === 'exempt') return { tone: 'quiet', word: 'standing.exempt' }
  if (isOnlineStudy(activity.form)) {
    if (row.completedOn !== null) return { tone: 'done', word: 'state.completed' }
    return activity.lastDay < today
      ? { tone: 'owed', word: 'state.notCompleted' }
      : { tone: 'go', word: 'standing.required' }
  }
  if (row.madeUpOn !== null) return { tone: 'done', word: 'state.madeUp' }
  if (row.mark !== null) return { tone: toneOf[row.mark], word: `mark.${row.mark}` }
  // In a closed roll an unmarked person counts as absent; in an open one nothing is known yet.
  if (activity.status === 'closed') return { tone: 'owed', word: 'mark.none' }
  if (activity.lastDay < today) return { tone: 'soon', word: 'state.awaitingRecord' }
  if (row.standing === 'invited') return { tone: 'go', word: 'standing.invited' }
  return { tone: 'go', word: activity.compulsory ? 'activity.compulsory' : 'activity.optional' }
}

const toneOf: Record<Mark, Tone> = {
  present: 'done',
  late: 'soon',
  leftEarly: 'soon',
  leave: 'soon',
  absent: 'owed',
}

/** The state of an activity for its organiser or an observer. */
export function unitState(activity: Activity & Timed, now: Instant): EntryState {
  const off = offState(activity.status)
  if (off) return off
  if (activity.status === 'draft') return { tone: 'quiet', word: 'activityStatus.draft' }
  if (activity.status === 'closed') return { tone: 'done', word: 'activityStatus.held' }
  if (activity.notRecordedReason !== null) return { tone: 'quiet', word: 'state.notRecorded' }
  if (isOver(activity, now))
    return activity.compulsory
      ? { tone: 'soon', word: 'state.awaitingRecord' }
      : { tone: 'done', word: 'activityStatus.held' }
  return { tone: 'go', word: 'activityStatus.scheduled' }
}

export function publicState(status: ActivityStatus): EntryState {
  return offState(status) ?? { tone: 'quiet', word: 'activity.public' }
}

export function isOff(status: ActivityStatus): boolean {
  return offState(status) !== null
}

function offState(status: ActivityStatus): EntryState | null {
  if (status === 'cancelled') return { tone: 'quiet', word: 'activityStatus.cancelled' }
  return status === 'postponed' ? { tone: 'quiet', word: 'activityStatus.postponed' } : null
}

type Sitting = {
  status: ActivityStatus
  opensAt: Instant
  closesAt: Instant
  makeUpClosesAt: Instant | null
  standing: Standing
  sat: boolean
  passed: boolean
}

/** The state of an exam for a candidate now. */
export function sittingState(exam: Sitting, now: Instant): EntryState {
  if (exam.status === 'cancelled') return { tone: 'quiet', word: 'examStatus.cancelled' }
  if (exam.standing === 'exempt') return { tone: 'quiet', word: 'examStanding.exempt' }
  if (exam.passed) return { tone: 'done', word: 'sitting.passed' }
  if (now < exam.opensAt) return { tone: 'go', word: 'sitting.before' }
  if (now <= exam.closesAt)
    return { tone: exam.sat ? 'soon' : 'go', word: exam.sat ? 'sitting.failed' : 'sitting.open' }
  if (exam.makeUpClosesAt !== null && now <= exam.makeUpClosesAt)
    return { tone: 'soon', word: 'sitting.makeUp' }
  return { tone: 'owed', word: exam.sat ? 'sitting.failed' : 'sitting.missed' }
}

/** The month `YYYY-MM` from a URL, else that of `today`. */
export function monthIn(asked: unknown, today: Day): string {
  return typeof asked === 'string' && isDay(`${asked}-01`) ? asked : today.slice(0, 7)
}

export type Month = { month: string; previous: string; next: string; first: Day; last: Day; weeks: Day[][] }

/** The weeks of a month from Monday to Sunday, padded with days of the months around it. */
export function weeksOf(month: string): Month {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const first = `${month}-01`
  const last = lastOfMonth(year, number)
  const start = addDays(first, 1 - weekdayOf(first))
  const end = addDays(last, 7 - weekdayOf(last))
  const weeks = Array.from({ length: (daysBetween(start, end) + 1) / 7 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)),
  )
  return { month, previous: previousMonth(month), next: nextMonth(month), first, last, weeks }
}

/**
 * An activity of several days is shown on its first and last day only, or it would fill every day of a month;
 * and on today, while it is running.
 */
export type OnDay = Entry & { part: 'whole' | 'begins' | 'goesOn' | 'ends' }

const LONG = 4

/** The entries of one day: those to attend before public ones, then by time. */
export function entriesOn(entries: Entry[], day: Day, today?: Day): OnDay[] {
  return entries
    .flatMap(entry => partOn(entry, day, today))
    .sort(
      (a, b) =>
        Number(a.isPublic) - Number(b.isPublic) ||
        (a.startsAt ?? 0) - (b.startsAt ?? 0) ||
        a.title.localeCompare(b.title, 'zh') ||
        a.id - b.id,
    )
}

function partOn(entry: Entry, day: Day, today?: Day): OnDay[] {
  if (day < entry.day || day > entry.lastDay) return []
  if (entry.kind === 'makeUp') return [{ ...entry, part: 'ends' }]
  if (daysBetween(entry.day, entry.lastDay) < LONG) return [{ ...entry, part: 'whole' }]
  if (day === entry.day) return [{ ...entry, part: 'begins' }]
  if (day === entry.lastDay) return [{ ...entry, part: 'ends' }]
  const isOpen = entry.tone !== 'done' && !entry.isOff
  return day === today && isOpen ? [{ ...entry, part: 'goesOn' }] : []
}

/** The entries shown in a cell, and the number of hidden ones; the last place is used for "n more". */
export function cellOf<T>(entries: T[], places: number): { shown: T[]; more: number } {
  if (entries.length <= places) return { shown: entries, more: 0 }
  return { shown: entries.slice(0, places - 1), more: entries.length - places + 1 }
}

/** In a list `entries` is empty only for today, to mark where the future begins; a week contains all its days. */
export type AgendaDay = { day: Day; entries: OnDay[] }

/** The days of a span that have entries, in order. */
export function agendaOf(entries: Entry[], from: Day, to: Day, today?: Day): AgendaDay[] {
  const days: AgendaDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const found = entriesOn(entries, day, today)
    if (found.length > 0) days.push({ day, entries: found })
  }
  return days
}

/** The list from today on, even where today has no entries, and separately the days before. */
export function fromToday(days: AgendaDay[], today: Day): { earlier: AgendaDay[]; ahead: AgendaDay[] } {
  const ahead = days.filter(each => each.day >= today)
  return {
    earlier: days.filter(each => each.day < today),
    ahead: ahead[0]?.day === today ? ahead : [{ day: today, entries: [] }, ...ahead],
  }
}
