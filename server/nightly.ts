import { checkDatabase } from '@/db/check'
import { briefly } from '@/db/damage'
import { now } from '@/lib/core/clock'
import { addDays, type Day, dayOf, type Instant, timeOf } from '@/lib/core/time'

/** Shanghai's time from which the check of a night may run: nobody marks then. */
const FROM = '03:00'
const LOOK_EVERY = 10 * 60_000

/** The night that is due at an instant; each runs once, also where the machine slept at three o'clock. */
export function nightOf(at: Instant): Day {
  const day = dayOf(at)
  return timeOf(at) >= FROM ? day : addDays(day, -1)
}

/** Each night: structure, references and digests of the whole file. What does not agree is told as at the start. */
export function startNightly(failed: (error: unknown) => void): void {
  let done = nightOf(now())
  const look = async () => {
    const night = nightOf(now())
    if (night === done) return
    done = night
    const findings = await checkDatabase({ integrity: true, foreignKeys: true, digests: true })
    for (const finding of findings) console.error(`数据库检查 Check of the database: ${briefly(finding)}`)
  }
  setInterval(() => look().catch(failed), LOOK_EVERY).unref()
}
