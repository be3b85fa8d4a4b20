import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { boundDevice } from '@/db/schema/attendance'
import { now } from '@/lib/core/clock'
import { addDays, dayOf, instantOf } from '@/lib/core/time'
import { BOUND_DAYS } from './known-browser.rules'

/** Binds browsers for 180 days from the last sign-in; a browser belongs to the person who signed in on it last. */
export async function bindBrowsers(tx: Tx, given: { device: string; personId: number }[]): Promise<void> {
  if (given.length === 0) return
  const at = now()
  const until = instantOf(addDays(dayOf(at), BOUND_DAYS + 1))
  await tx.run(sql`
    insert into bound_device (device, person_id, bound_at, until)
    select value ->> 'device', value ->> 'personId', ${at}, ${until} from json_each(${JSON.stringify(given)}) where true
    on conflict do update set bound_at = iif(person_id = excluded.person_id, bound_at, excluded.bound_at),
      person_id = excluded.person_id, until = excluded.until`)
}

/** For a lost phone: ending all sessions unbinds the browsers too. */
export async function unbindBrowsers(tx: Tx, personId: number): Promise<void> {
  await tx.delete(boundDevice).where(eq(boundDevice.personId, personId))
}
