import { type SQL, sql } from 'drizzle-orm'
import type { On } from '@/db/client'

/** People of whom an import changed anything. */
const peopleOf = (runId: number): SQL => sql`(
  select cast(c.key_json ->> '$[0]' as integer) from import_change c where c.run_id = ${runId} and c.table_name = 'person'
  union select cast(coalesce(c.before_json, c.after_json) ->> 'person_id' as integer) from import_change c
    where c.run_id = ${runId} and c.table_name = 'membership')`

/**
 * What no command lets be, of the people of an import: two main memberships at a time, or two of one unit, and a phone
 * that is the staff number of another. The count before undoing it and after tells whether giving back the old rows
 * beside newer ones made one.
 */
export async function brokenInvariants(on: On, runId: number): Promise<number> {
  const [found] = await on.all<{ count: number }>(sql`
    with those(id) as ${peopleOf(runId)}
    select (select count(*) from membership a join membership b on b.person_id = a.person_id and b.id > a.id
        and (a.unit_id = b.unit_id or (a.is_primary and b.is_primary))
        and a.from_day <= coalesce(b.to_day, '9999') and b.from_day <= coalesce(a.to_day, '9999')
      where a.person_id in (select id from those))
    + (select count(*) from person a join person b on b.staff_no = a.phone and b.id <> a.id
      where a.id in (select id from those) or b.id in (select id from those)) as count`)
  return found?.count ?? 0
}
