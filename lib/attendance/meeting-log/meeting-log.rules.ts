import { attended, type Mark, type Standing } from '@/lib/attendance/attendance.rules'
import { clockOf, GRACE_MINUTES } from '@/lib/attendance/checkin/scan.rules'
import type { Instant } from '@/lib/core/time'
import type { Line } from './line.sheet'

const MINUTE = 60_000

/** How minutes become a mark. 0 disables a criterion. */
export type MeetingLogRule = {
  /** 迟到: entered more than this many minutes after the start. */
  lateAfter: number
  /** 早退: was there for less than this share of the activity, in percent. */
  share: number
  /** Whoever was there for fewer minutes gets no mark: only looked in, or the connection broke. */
  least: number
}
export const usualRule: MeetingLogRule = { lateAfter: GRACE_MINUTES, share: 80, least: 5 }

/** The real hours of the activity, as far as they are known. */
export type Hours = { from: Instant | null; to: Instant | null }

/** The total of one person's lines; `ms` null: the file gives no duration. */
export type AttendedTime = { firstIn: Instant | null; lastOut: Instant | null; ms: number | null }

type Stay = Pick<Line, 'joined' | 'left' | 'stated'>

/**
 * Combines all lines of one person. Overlapping intervals (two devices) count once; a duration given in a line
 * caps the time between its entry and exit (first entry and last exit include time outside); time before the
 * start or after the end does not count. The order of the lines makes no difference.
 */
export function attendedTime(stays: Stay[], hours: Hours): AttendedTime {
  const spans: { from: Instant; to: Instant; most: number }[] = []
  let loose = 0
  let isTold = false
  for (const { joined, left, stated } of stays) {
    const until =
      left === 'open' ? hours.to : (left ?? (joined !== null && stated !== null ? joined + stated : null))
    if (joined !== null && until !== null) {
      isTold = true
      const from = Math.max(joined, hours.from ?? joined)
      const to = Math.max(from, Math.min(until, hours.to ?? until))
      spans.push({ from, to, most: Math.min(to - from, stated ?? Number.POSITIVE_INFINITY) })
    } else if (stated !== null) {
      isTold = true
      loose += stated
    }
  }
  const most = spans.reduce((sum, span) => sum + span.most, 0)
  const ms = Math.min(together(spans), most) + loose
  const length = hours.from !== null && hours.to !== null ? hours.to - hours.from : Number.POSITIVE_INFINITY
  const entries = stays.flatMap(stay => stay.joined ?? [])
  const exits = stays.flatMap(({ joined, left, stated }) =>
    left === 'open' ? [] : (left ?? (joined !== null && stated !== null ? joined + stated : [])),
  )
  return {
    firstIn: entries.length > 0 ? Math.min(...entries) : null,
    // Somebody still in the meeting has no last exit.
    lastOut: exits.length > 0 && stays.every(stay => stay.left !== 'open') ? Math.max(...exits) : null,
    ms: isTold ? Math.min(ms, length) : null,
  }
}

function together(spans: { from: Instant; to: Instant }[]): number {
  let sum = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, reached))
    reached = Math.max(reached, to)
  }
  return sum
}

/**
 * 出席, 迟到 or 早退; null where the time is too short for any of them. Somebody who came late is late, even if the
 * remaining time is short: the minutes cannot tell whether he or she also left early.
 */
export function markOf({ firstIn, ms }: AttendedTime, rule: MeetingLogRule, hours: Hours): Mark | null {
  if (ms !== null && ms < rule.least * MINUTE) return null
  const isLate =
    rule.lateAfter > 0 &&
    firstIn !== null &&
    hours.from !== null &&
    firstIn > hours.from + rule.lateAfter * MINUTE
  if (isLate) return 'late'
  if (ms === null || rule.share === 0 || hours.from === null || hours.to === null) return 'present'
  return ms * 100 < rule.share * (hours.to - hours.from) ? 'leftEarly' : 'present'
}

export type RowNow = {
  standing: Standing
  mark: Mark | null
  how: string | null
  madeUpOn: string | null
}
/** `short`: too short for a mark; `kept`: another mark exists and stays until the user chooses to overwrite it. */
export type Outcome = 'new' | 'changed' | 'unchanged' | 'kept' | 'short'

/**
 * The effect of an import on a row. Only a mark set by an earlier import is overwritten automatically; marks by
 * a person or a scan, an approved leave and a make-up stay unless `replace` is set.
 */
export function outcomeOf(row: RowNow | undefined, mark: Mark | null, replace: boolean): Outcome {
  if (mark === null) return 'short'
  if (!row || row.standing === 'withdrawn') return 'new'
  if (row.mark === mark) return 'unchanged'
  if (row.mark === null && row.madeUpOn === null) return 'new'
  if (row.how === 'import' && attended(row)) return 'changed'
  return replace ? 'changed' : 'kept'
}

export function minutesOf({ ms }: AttendedTime): number | null {
  return ms === null ? null : Math.floor(ms / MINUTE)
}

/** `08:58–11:02`; without an end where somebody was still in, '' without an entry time. */
export function stayWords({ firstIn, lastOut }: AttendedTime): string {
  const short = (at: Instant) => clockOf(at).slice(0, 5)
  if (firstIn === null) return lastOut === null ? '' : `–${short(lastOut)}`
  return lastOut === null ? short(firstIn) : `${short(firstIn)}–${short(lastOut)}`
}
