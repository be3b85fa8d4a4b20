import type { Instant } from '@/lib/core/time'

/** A backup that was made whole, as it is kept in the settings. */
export type Backup = { at: Instant; file: string; bytes: number; photos: number; missing: string[] }

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The age of the last backup; null where there is none, or where it lies in the future (a clock was put right). */
export function backupAge(last: Backup | null, now: Instant): { days: number; hours: number } | null {
  if (last === null || last.at > now) return null
  const hours = Math.floor((now - last.at) / HOUR)
  return { days: Math.floor(hours / 24), hours: hours % 24 }
}

/** Whether there is no backup of the last 24 hours. */
export function isBackupDue(last: Backup | null, now: Instant): boolean {
  return last === null || now - last.at > DAY || last.at > now
}

/** The name of a backup that is made by a press: with the time in Shanghai, so that names sort by time. */
export function backupName(at: Instant): string {
  const stamp = new Date(at + 8 * HOUR).toISOString().slice(0, 19).replace(/[-:]/g, '')
  return `xuefa-${stamp.replace('T', '-')}.db`
}
