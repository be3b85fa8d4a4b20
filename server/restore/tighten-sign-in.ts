import type { Tx } from '@/db/client'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { idleMinutesOf, settingOf } from '@/lib/organisation/settings/setting.queries'
import type { Old, OldSetting } from './reading'

/** Of the settings of signing in the stricter one: a copy must not open what was closed since. */
export async function tightenSignIn(tx: Tx, { settings }: Old): Promise<number> {
  const last = new Map(settings.rows.map(row => [row.name, parsed(row)]))
  const [idle, factor] = [last.get('idleMinutes'), last.get('secondFactor')]
  let changed = 0
  if (typeof idle === 'number' && idle < (await idleMinutesOf(tx))) {
    await putSetting(tx, 'idleMinutes', idle)
    changed++
  }
  if (factor === 'organisers' && (await settingOf('secondFactor', 'off', tx)) !== factor) {
    await putSetting(tx, 'secondFactor', factor)
    changed++
  }
  return changed
}

function parsed({ value }: OldSetting): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
