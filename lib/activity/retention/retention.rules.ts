import { addDays, type Day, dayOf, type Instant, instantOf, lastOfMonth, yearOf } from '@/lib/core/time'

/** What the nightly purge (自动清除) removes, in the order of its page. */
export const purgeKinds = [
  'evidence',
  'scans',
  'imports',
  'signInLog',
  'requestLog',
  'sessions',
  'drafts',
  'importChanges',
  'browsers',
  'requestKeys',
  'tries',
  'reminders',
] as const
export type PurgeKind = (typeof purgeKinds)[number]
export type PurgeCounts = Partial<Record<PurgeKind, number>>

/** The periods that the office sets (设置 → 保存期限). */
export type Periods = {
  sessionDays: number
  requestLogMonths: number
  signInLogMonths: number
  /** Null: 不清除. */
  evidenceYears: number | null
}

/** Days for which a sheet that was uploaded and not written is kept: it holds people's names. */
export const DRAFT_DAYS = 30
/** Days for which an import can be undone: what its rows were before is kept as long (撤销这次导入). */
export const UNDO_DAYS = 30
/** Days for which a repeated request gets its first answer; a phone may have lain without network for weeks. */
export const KEY_DAYS = 90
/** Days after its day for which a reminder's row is kept: it says that no second mail is due. */
export const REMINDER_DAYS = 90
/** Six months have at most 184 days, and 网络安全法 asks for logs of the network of six months at least. */
export const LAW_DAYS = 184

const DAY = 24 * 3_600_000

/** Before which instant or day a thing of each kind is old enough to go; for evidence, up to which year. */
export type Limits = Record<Exclude<PurgeKind, 'evidence' | 'scans' | 'imports'>, Instant> & {
  /** The last year whose evidence, scans and lists of imports may go; null: none. */
  year: number | null
}

export function limitsOf(periods: Periods, at: Instant): Limits {
  const today = dayOf(at)
  return {
    // Counted from 1 January of the next year, as 保管期限 of files is.
    year: periods.evidenceYears === null ? null : yearOf(today) - periods.evidenceYears - 1,
    signInLog: instantOf(logDay(today, periods.signInLogMonths)),
    requestLog: instantOf(logDay(today, periods.requestLogMonths)),
    sessions: at - periods.sessionDays * DAY,
    drafts: at - DRAFT_DAYS * DAY,
    importChanges: at - UNDO_DAYS * DAY,
    browsers: at,
    requestKeys: at - KEY_DAYS * DAY,
    // A wait is a quarter of an hour at most, and the count of failures begins anew after a day.
    tries: at - DAY,
    reminders: at - REMINDER_DAYS * DAY,
  }
}

/** The first day of a log that stays: so many months back, and never fewer days than the law asks for. */
function logDay(today: Day, months: number): Day {
  const back = monthsBefore(today, months)
  const byLaw = addDays(today, -LAW_DAYS)
  return back < byLaw ? back : byLaw
}

/** The same day so many months ago, or the last day of that month. */
function monthsBefore(day: Day, months: number): Day {
  const at = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 - months
  const last = lastOfMonth(Math.floor(at / 12), (at % 12) + 1)
  return last.slice(8) < day.slice(8) ? last : `${last.slice(0, 8)}${day.slice(8)}`
}

/**
 * Why nothing is purged. `readOnly`: nothing is written at all. `clock`: too few days of use before now, as after a
 * clock that was put forward. `notYet`: the page has not shown for long enough what would go.
 */
export type Hold = 'readOnly' | 'clock' | 'notYet'

/**
 * The clock is believed where people worked under it: on so many different days among those before now. A clock that
 * was put forward by years would else empty everything in its first night.
 */
export const USED_DAYS = 5
export const USED_WITHIN_DAYS = 60
/** Days between the first night, or a changed period, and the first purge: what would go is on the page meanwhile. */
export const NOTICE_DAYS = 7

export function holdOf(now: {
  isReadOnly: boolean
  usedDays: number
  /** When the product first looked, and when a period was last changed. */
  noticeFrom: Instant | null
  at: Instant
}): Hold | null {
  if (now.isReadOnly) return 'readOnly'
  if (now.usedDays < USED_DAYS) return 'clock'
  return now.noticeFrom === null || now.at < now.noticeFrom + NOTICE_DAYS * DAY ? 'notYet' : null
}

/**
 * Entries of the log that explain no row: who came in, or tried to. Their names and addresses may go; every other
 * entry explains something that may still stand, and stays whole.
 */
export const signInActions = [
  'account.signIn',
  'account.signInFailed',
  'account.codeFailed',
  'account.signOut',
  'account.endSession',
  'account.endSessions',
] as const
