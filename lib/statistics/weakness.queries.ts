import { db, type On } from '@/db/client'
import { settingsOf } from '@/lib/organisation/settings/setting.queries'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { factsOf } from '@/lib/statistics/rates/facts.sql'
import { weaknessesIn } from './weakness.rules'

/** The weaknesses of the span, for who needs nothing else of it. */
export async function weaknessesOf(filter: Filter, on: On = db) {
  const [{ events }, settings] = await Promise.all([
    factsOf(filter, on, ['held']),
    settingsOf(['targets', 'targetsNotHere', 'campaigns'], on),
  ])
  return weaknessesIn(events, settings)
}
