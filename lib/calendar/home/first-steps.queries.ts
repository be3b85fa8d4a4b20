import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { administersAll, type Viewer } from '@/lib/access/access.rules'

export type FirstSteps = { units: number; people: number; accounts: number }

/**
 * 头三步 of an office that has just begun: how many units below the top, people and accounts there are beside the first
 * administrator's; null once there is one of each, and for others than the administrator of the whole.
 */
export async function firstSteps(viewer: Viewer): Promise<FirstSteps | null> {
  if (!administersAll(viewer)) return null
  const [found] = await db.all<FirstSteps>(sql`
    select (select count(*) from (select 1 from unit where parent_id is not null limit 1000)) as units,
      (select count(*) from (select 1 from person limit 1000)) - 1 as people,
      (select count(*) from (select 1 from account where person_id is not null limit 1000)) - 1 as accounts`)
  const steps = found ?? { units: 0, people: 0, accounts: 0 }
  return steps.units > 0 && steps.people > 0 && steps.accounts > 0 ? null : steps
}
