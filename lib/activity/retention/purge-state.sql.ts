import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { readOnly } from '@/db/read-only'
import type { Instant } from '@/lib/core/time'
import { settingOf, settingsNow } from '@/lib/organisation/settings/setting.queries'
import { retentionNames } from '@/lib/organisation/settings/setting.rules'
import { type Hold, holdOf, type Periods, USED_WITHIN_DAYS } from './retention.rules'
import { usedDays } from './retention.sql'

/** The setting that keeps when the purge last looked. */
export const LAST_PURGE = 'lastPurge'
/** The setting that keeps when it looked for the first time. */
export const NOTICED = 'purgeNoticed'

export type LastPurge = { at: Instant; hold: Hold | null }

export function periodsOf(on: On = db): Promise<Periods> {
  return settingsNow(retentionNames, on)
}

/** Why the purge waits now; null where it may go on. */
export async function holdNow(at: Instant): Promise<Hold | null> {
  const [[used], noticeFrom] = await Promise.all([
    db.all<{ days: number }>(usedDays(at, USED_WITHIN_DAYS)),
    noticeFromOf(at),
  ])
  return holdOf({ isReadOnly: readOnly() !== null, usedDays: used?.days ?? 0, noticeFrom, at })
}

/** When the page began to show what would go: the first look, or the last change of a period. */
export async function noticeFromOf(at: Instant): Promise<Instant | null> {
  const names = JSON.stringify(retentionNames)
  const [noticed, [changed]] = await Promise.all([
    settingOf<Instant | null>(NOTICED, null),
    db.all<{ at: Instant | null }>(sql`
      select max(at) as at from audit where subject = 'setting' and action = 'setting.change'
        and subject_id in (select value from json_each(${names})) and at <= ${at}`),
  ])
  if (noticed === null || noticed > at) return null
  return Math.max(noticed, changed?.at ?? 0)
}

/** When the purge last looked; null where it never did. */
export async function lastLook(on: On = db): Promise<Instant | null> {
  return (await settingOf<LastPurge | null>(LAST_PURGE, null, on))?.at ?? null
}
