import { checkDatabase } from '@/db/check'
import { briefly } from '@/db/damage'
import { systemViewer } from '@/lib/access/access.queries'
import { purge } from '@/lib/activity/retention/purge.commands'
import { lastLook } from '@/lib/activity/retention/purge-state.sql'
import { now } from '@/lib/core/clock'
import { addDays, type Day, dayOf, type Instant, timeOf } from '@/lib/core/time'

/** Shanghai's time from which the work of a night may run: nobody marks then. */
const FROM = '03:00'
const LOOK_EVERY = 10 * 60_000

/** The night that is due at an instant; each runs once, also where the machine slept at three o'clock. */
export function nightOf(at: Instant): Day {
  const day = dayOf(at)
  return timeOf(at) >= FROM ? day : addDays(day, -1)
}

/**
 * Each night: structure, references and digests of the whole file, and then what has been kept for its period. What
 * does not agree is told as at the start.
 */
export function startNightly(failed: (error: unknown) => void): void {
  let done = nightOf(now())
  let isBusy = false
  const look = async () => {
    if (isBusy) return
    isBusy = true
    try {
      const night = nightOf(now())
      if (night !== done) {
        done = night
        const findings = await checkDatabase({ integrity: true, foreignKeys: true, digests: true })
        for (const finding of findings) console.error(`数据库检查 Check of the database: ${briefly(finding)}`)
      }
      await purgeTonight(night)
    } finally {
      isBusy = false
    }
  }
  setInterval(() => look().catch(failed), LOOK_EVERY).unref()
}

/** Unless it was done since that night began: a machine that is off at night does it in the morning. */
export async function purgeTonight(night: Day): Promise<void> {
  const last = await lastLook()
  if (last !== null && nightOf(last) >= night && last <= now()) return
  await purge(await systemViewer('自动清除'))
}
