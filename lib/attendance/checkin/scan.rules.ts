import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Hours, Own } from '@/lib/activity/sign-in-window.rules'
import { attended, type Mark, type Standing } from '@/lib/attendance/attendance.rules'
import { gathered } from '@/lib/core/gathered'
import { endOfDay, type Instant, instantOf, timeOf } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

/** Defaults: check-in opens this long before the start, and nobody is late until this long after it. */
export const EARLY_MINUTES = 30
export const GRACE_MINUTES = 10

const MINUTE = 60_000

/** The interval in which the code is accepted, and the instant after which people are late (null: nobody is). */
export type Times = { from: Instant; lateAfter: Instant | null; until: Instant }

/**
 * The activity's own times; by default from 30 minutes before the start to the end, late 10 minutes after the
 * start; without an end until the day is over, without hours the whole day and nobody is late. Only on the
 * first day can people be late.
 */
export function timesOf(activity: Hours & Own): Times {
  const { day, lastDay, startsAt, endsAt } = activity
  const from = activity.signInFrom ?? (startsAt === null ? instantOf(day) : startsAt - EARLY_MINUTES * MINUTE)
  const until = activity.signInUntil ?? endsAt ?? endOfDay(lastDay)
  const lateAfter = activity.lateAfter ?? (startsAt === null ? null : startsAt + GRACE_MINUTES * MINUTE)
  return { from, lateAfter, until }
}

export type ClosedReason = 'cancelled' | 'rollClosed' | 'notScheduled' | 'onlineStudy' | 'tooEarly' | 'over'

/** Why nobody can check in now; null: open. The last instant is included. */
export function closedFor(
  activity: Hours & Own & { status: ActivityStatus; form: string; deletedAt: Instant | null },
  now: Instant,
): ClosedReason | null {
  if (activity.deletedAt !== null || activity.status === 'cancelled') return 'cancelled'
  if (activity.status === 'closed') return 'rollClosed'
  if (activity.status === 'draft' || activity.status === 'postponed') return 'notScheduled'
  if (isOnlineStudy(activity.form)) return 'onlineStudy'
  const { from, until } = timesOf(activity)
  if (now < from) return 'tooEarly'
  return now > until ? 'over' : null
}

/**
 * As closedFor, for somebody who came at `cameAt` and whose turn it is now: who came before the end is not late.
 * What the organiser changed meanwhile holds.
 */
export function closedForWaiting(
  activity: Parameters<typeof closedFor>[0],
  cameAt: Instant,
  now: Instant,
): ClosedReason | null {
  const reason = closedFor(activity, now)
  return reason === 'over' && cameAt <= timesOf(activity).until ? null : reason
}

/** 出席 or 迟到, by the instant of the scan on the server's clock. */
export function markAt(times: Times, scannedAt: Instant): 'present' | 'late' {
  return times.lateAfter !== null && scannedAt > times.lateAfter ? 'late' : 'present'
}

export type RowNow = { standing: Standing; mark: Mark | null; how: string | null }
/**
 * The effect of a scan on a row: `mark` sets a mark; `again` finds the person checked in already; `walkIn` adds
 * a row as 名单外参加; `kept` leaves the organiser's mark and shows both.
 */
export type Effect = 'mark' | 'again' | 'walkIn' | 'kept'

/**
 * One mark per person. A person with an approved leave who comes after all is marked as present; any other mark
 * of an organiser (缺席, a leave entered on the sheet) stays, and the scan is shown beside it.
 */
export function effectOf(row: RowNow | undefined): Effect {
  if (!row || row.standing === 'withdrawn') return 'walkIn'
  if (row.mark === null) return 'mark'
  if (attended(row)) return 'again'
  return row.mark === 'leave' && row.how === 'leave' ? 'mark' : 'kept'
}

export type Scan = {
  personId: number | null
  name: string | null
  device: string
  outcome: 'signed' | 'toVerify' | 'refused'
}
export type Warning =
  | { kind: 'oneDevice'; names: string[] }
  | { kind: 'manyDevices'; name: string; devices: number }

/** 提示: one phone that checked in several people, and one person on several phones. Neither is refused. */
export function warningsOf(scans: Scan[]): Warning[] {
  const taken = scans.filter(scan => scan.outcome !== 'refused' && scan.name !== null)
  const byDevice = gathered(taken, scan => scan.device)
  const byPerson = gathered(
    taken.filter(scan => scan.personId !== null),
    scan => String(scan.personId),
  )
  const oneDevice = [...byDevice.values()]
    .map(scans => [...new Set(scans.map(scan => scan.name ?? ''))])
    .filter(names => names.length > 1)
    .map(names => ({ kind: 'oneDevice' as const, names }))
  const manyDevices = [...byPerson.values()]
    .map(scans => ({
      kind: 'manyDevices' as const,
      name: scans[0]?.name ?? '',
      devices: new Set(scans.map(scan => scan.device)).size,
    }))
    .filter(each => each.devices > 1)
  return [...oneDevice, ...manyDevices]
}

/** `HH:mm:ss` in Shanghai, the format of the clock beside the code. */
export function clockOf(at: Instant): string {
  return `${timeOf(at)}:${new Date(at).toISOString().slice(17, 19)}`
}
