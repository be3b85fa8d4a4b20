import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Hours, Own } from '@/lib/activity/sign-in-window.rules'
import { attended, type Mark, type Standing } from '@/lib/attendance/attendance.rules'
import { endOfDay, type Instant, instantOf, timeOf } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

/** Before the start the door is open for so long, and for so long after it nobody is late, unless the office says otherwise. */
export const EARLY_MINUTES = 30
export const GRACE_MINUTES = 10

const MINUTE = 60_000

/** From when to when the code is taken, and from when on who comes is late (null: nobody is). */
export type Times = { from: Instant; lateAfter: Instant | null; until: Instant }

/**
 * The activity's own times, else from 30 minutes before the start to its end, late 10 minutes after the start; without
 * an end until the day is over, without hours the whole day and nobody late. Lateness is a matter of the first day.
 */
export function timesOf(activity: Hours & Own): Times {
  const { day, lastDay, startsAt, endsAt } = activity
  const from = activity.signInFrom ?? (startsAt === null ? instantOf(day) : startsAt - EARLY_MINUTES * MINUTE)
  const until = activity.signInUntil ?? endsAt ?? endOfDay(lastDay)
  const lateAfter = activity.lateAfter ?? (startsAt === null ? null : startsAt + GRACE_MINUTES * MINUTE)
  return { from, lateAfter, until }
}

export type ClosedReason = 'cancelled' | 'rollClosed' | 'notScheduled' | 'onlineStudy' | 'tooEarly' | 'over'

/** Why nobody can sign in now; null says that one can. The last moment itself still counts. */
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

/** 出席 or 迟到, by the moment of the scan on the server's clock. */
export function markAt(times: Times, scannedAt: Instant): 'present' | 'late' {
  return times.lateAfter !== null && scannedAt > times.lateAfter ? 'late' : 'present'
}

export type RowNow = { standing: Standing; mark: Mark | null; how: string | null }
/**
 * What a scan does to a row: `mark` sets one; `again` finds the person there already; `walkIn` puts on the list as
 * 名单外参加; `kept` leaves what an organiser has set, and shows both.
 */
export type Effect = 'mark' | 'again' | 'walkIn' | 'kept'

/**
 * One mark a person. A leave that was approved gives way to the person who comes after all; whatever else an
 * organiser has set (缺席, a leave entered on the sheet) stays, and the scan is shown beside it.
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

/** 提示: one phone that signed in several people, and one person on several phones. Neither was refused. */
export function warningsOf(scans: Scan[]): Warning[] {
  const taken = scans.filter(scan => scan.outcome !== 'refused' && scan.name !== null)
  const byDevice = grouped(taken, scan => scan.device)
  const byPerson = grouped(
    taken.filter(scan => scan.personId !== null),
    scan => String(scan.personId),
  )
  const oneDevice = byDevice
    .map(scans => [...new Set(scans.map(scan => scan.name ?? ''))])
    .filter(names => names.length > 1)
    .map(names => ({ kind: 'oneDevice' as const, names }))
  const manyDevices = byPerson
    .map(scans => ({
      kind: 'manyDevices' as const,
      name: scans[0]?.name ?? '',
      devices: new Set(scans.map(scan => scan.device)).size,
    }))
    .filter(each => each.devices > 1)
  return [...oneDevice, ...manyDevices]
}

function grouped<T>(rows: T[], key: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return [...groups.values()]
}

/** `HH:mm:ss` in Shanghai: the clock that a code goes by. */
export function clockOf(at: Instant): string {
  return `${timeOf(at)}:${new Date(at).toISOString().slice(17, 19)}`
}
