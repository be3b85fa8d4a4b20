import { sql } from 'drizzle-orm'
import { databaseIsFor, db } from '@/db/client'
import { isDemo } from '@/lib/organisation/settings/setting.queries'

/** Notes beside the database that it is in use, once it holds units: what a start of an empty one has to know. */
export async function noteSetUp(): Promise<void> {
  if (await isDemo()) return databaseIsFor('demo')
  const [found] = await db.all<{ units: number }>(sql`select count(*) as units from unit`)
  if (found && found.units > 0) databaseIsFor('office')
}
