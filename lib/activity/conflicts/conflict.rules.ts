import { type Correction, type DayKind, officeDay } from '@/lib/core/holidays'
import type { Day, Instant } from '@/lib/core/time'

/** Time and place of something to be scheduled, as far as they are known. */
export type Planned = {
  day: Day
  lastDay: Day
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  lecturer: string | null
}

/** Another activity as far as the viewer may see it: without a title only its host is named. */
export type Other = { id: number | null; title: string | null; hostName: string; startsAt: Instant | null }

/** 撞期: something that speaks against a day. It is a warning; the organiser decides. */
export type ScheduleConflict =
  | { kind: 'lecturer' | 'place'; name: string; other: Other }
  | { kind: 'people'; count: number; of: number; names: string[]; others: Other[] }
  | { kind: 'dayOff'; dayKind: Exclude<DayKind, 'workday'>; name: { zh: string; en: string } | null }
  | { kind: 'campaign'; name: string }
  | { kind: 'outside'; fromDay: Day; toDay: Day }
  | { kind: 'twice'; count: number }

export type ConflictingDay = { day: Day; conflicts: ScheduleConflict[] }
/** The answer of a command that has written nothing yet; sent again with `despite`, it writes. */
export type Conflicting = { ok: false; reason: 'conflicts'; conflicting: ConflictingDay[] }

// A meeting without an end is assumed to last two hours.
const USUAL = 2 * 3_600_000

/** Whether two overlap: on the same day where one has no hours, else where their hours overlap. */
export function overlaps(a: Planned, b: Planned): boolean {
  if (a.lastDay < b.day || b.lastDay < a.day) return false
  if (a.startsAt === null || b.startsAt === null) return true
  return a.startsAt < endOf(b, b.startsAt) && b.startsAt < endOf(a, a.startsAt)
}

function endOf({ endsAt }: Planned, startsAt: Instant): Instant {
  return endsAt ?? startsAt + USUAL
}

/** 同一主讲人, 同一地点: equal texts, ignoring spaces and full or half width. */
export function sameWords(a: string | null, b: string | null): boolean {
  const plain = (text: string | null) => (text ?? '').normalize('NFKC').replace(/\s+/g, '')
  return plain(a) !== '' && plain(a) === plain(b)
}

/** A conflict where more than a tenth of the people due must be elsewhere at that hour. */
export function tooManyElsewhere(elsewhere: number, due: number): boolean {
  return elsewhere * 10 > due
}

/** A study of officials should be on a working day; a public event may be on any day. */
export function dayOffConflict(
  day: Day,
  isPublic: boolean,
  corrections: readonly Correction[],
): ScheduleConflict[] {
  const { kind, name } = officeDay(day, corrections)
  return kind === 'workday' || isPublic ? [] : [{ kind: 'dayOff', dayKind: kind, name }]
}

type Span = { fromDay: Day; toDay: Day }

/** 不在期内: outside the month or span in which the occurrence falls due. */
export function outsideConflict(
  { day, lastDay }: { day: Day; lastDay: Day },
  span: Span | null,
): ScheduleConflict[] {
  return span === null || (span.fromDay <= day && lastDay <= span.toDay) ? [] : [{ kind: 'outside', ...span }]
}

/** Days that one form gives more than once: the same meeting, at the same hour, with the same people. */
export function namedTwice(days: readonly Day[], day: Day): ScheduleConflict[] {
  const count = days.filter(each => each === day).length
  return count > 1 ? [{ kind: 'twice', count }] : []
}

type CampaignDay = { fromDay: Day; toDay: Day; name: string; isSure: boolean }

/**
 * Only confirmed single days count: weeks and months leave room for studies, and an unconfirmed day (待核实) is
 * ignored.
 */
export function stopsStudies({ isSure, fromDay, toDay }: Omit<CampaignDay, 'name'>): boolean {
  return isSure && fromDay === toDay
}

/** A study scheduled on a publicity day, when the staff are out on the street. */
export function campaignConflict(day: Day, isPublic: boolean, campaigns: CampaignDay[]): ScheduleConflict[] {
  if (isPublic) return []
  return campaigns
    .filter(each => stopsStudies(each) && each.fromDay === day)
    .map(({ name }) => ({ kind: 'campaign', name }))
}
