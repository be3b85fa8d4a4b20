import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { now } from '../clock'

/** The calendars of these people changed: version up, changed_at by at least a second (HTTP dates have no less). */
export async function touchPeople(tx: Tx, personIds: number[]): Promise<void> {
  if (personIds.length === 0) return
  await touch(tx, 'person', [...new Set(personIds)])
}

/** The calendars of everybody on the activity's list changed, and the public one where it is public. */
export async function touchActivity(tx: Tx, activityId: number, isPublic: boolean): Promise<void> {
  const people = await tx.all<{ personId: number }>(
    sql`select person_id as personId from attendance where activity_id = ${activityId}`,
  )
  await touchPeople(
    tx,
    people.map(row => row.personId),
  )
  if (isPublic) await touch(tx, 'public', [0])
}

async function touch(tx: Tx, kind: 'person' | 'public', owners: number[]): Promise<void> {
  const at = Math.floor(now() / 1000) * 1000
  await tx.run(sql`
    insert into calendar_version (kind, owner_id, version, changed_at)
    select ${kind}, value, 1, ${at} from json_each(${JSON.stringify(owners)}) where true
    on conflict (kind, owner_id) do update set version = version + 1, changed_at = max(changed_at + 1000, excluded.changed_at)`)
}
