import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { touch, touchHost, touchHosts, touchPeople } from '@/lib/organisation/calendar-version.commands'
import { placeUnits, raiseMemberships } from '@/lib/organisation/people/person.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { recordRevision } from '@/lib/plan/plan.commands'
import { changesIn, eitherValue, inAfter, inBefore, table } from './undo.sql'

type Seen = Awaited<ReturnType<typeof seenInCalendars>>

/** Who sees what changes, before it changes. */
export async function seenInCalendars(tx: Tx, runId: number) {
  const ofRun = (of: string, what: SQL) =>
    sql`select ${what} as id from import_change c where ${changesIn(runId, of, sql`true`)}`
  const people = await tx.all<{ id: number }>(sql`
    ${ofRun('attendance', eitherValue('person_id'))} union ${ofRun('exam_candidate', eitherValue('person_id'))}
    union select r.person_id from attendance r where r.activity_id in (${ofRun('activity', eitherValue('id'))})
    union select r.person_id from exam_candidate r where r.exam_id in (${ofRun('exam', eitherValue('id'))})`)
  const units = await tx.all<{ id: number }>(sql`
    ${ofRun('activity', inBefore('host_unit_id'))} union ${ofRun('activity', inAfter('host_unit_id'))}
    union ${ofRun('exam', inBefore('host_unit_id'))} union ${ofRun('exam', inAfter('host_unit_id'))}`)
  const [isPublic] = await tx.all(sql`
    select 1 from import_change c where ${changesIn(runId, 'activity', sql`(${inBefore('is_public')} or ${inAfter('is_public')})`)} limit 1`)
  return {
    people: people.map(each => each.id),
    units: units.map(each => each.id),
    isPublic: Boolean(isPublic),
  }
}

/** Units whose names or places come back: calendars show them. */
export async function unitsToTell(tx: Tx, runId: number) {
  const rows = await tx.all<{ id: number; isRenamed: number; isMoved: number }>(sql`
    select ${inAfter('id')} as id, ${inBefore('name')} is not ${inAfter('name')} as isRenamed,
      ${inBefore('parent_id')} is not ${inAfter('parent_id')} as isMoved
    from import_change c where ${changesIn(runId, 'unit', sql`c.before_json is not null and c.after_json is not null`)}`)
  return {
    renamed: rows.filter(each => each.isRenamed).map(each => each.id),
    moved: rows.filter(each => each.isMoved).map(each => each.id),
  }
}

/** Whatever else a change of these rows brings with it. */
export async function settleUndone(
  tx: Tx,
  viewer: Viewer,
  { runId, reason, changed }: { runId: number; reason: string | null; changed: Set<string> },
  { seen, units }: { seen: Seen; units: Awaited<ReturnType<typeof unitsToTell>> },
): Promise<void> {
  const has = (...tables: string[]) => tables.some(each => changed.has(each))
  if (has('unit')) await placeUnits(tx)
  for (const id of units.renamed) await touchHost(tx, id)
  await touchHosts(tx, units.moved)
  if (has('membership')) {
    const people = await tx.all<{ id: number }>(sql`
      select distinct ${eitherValue('person_id')} as id from import_change c
      where ${changesIn(runId, 'membership', sql`true`)}`)
    await raiseMemberships(
      tx,
      people.map(each => each.id),
    )
  }
  if (has('unit', 'person', 'membership', 'person_tag', 'activity', 'exam')) await syncAudiences(tx)
  if (has('attendance', 'activity', 'make_up'))
    await settleDebts(
      tx,
      sql`activity_id in (select ${eitherValue('activity_id')} from import_change c
        where ${changesIn(runId, 'attendance', sql`true`)}
        union select ${eitherValue('id')} from import_change c where ${changesIn(runId, 'activity', sql`true`)})`,
    )
  const there = (of: string, ids: number[]) =>
    tx.all<{ id: number }>(
      sql`select id from ${table(of)} where id in (select value from json_each(${JSON.stringify(ids)}))`,
    )
  await touchPeople(
    tx,
    (await there('person', seen.people)).map(each => each.id),
  )
  await touchHosts(
    tx,
    (await there('unit', seen.units)).map(each => each.id),
  )
  if (seen.isPublic) await touch(tx, 'public', [0])
  if (has('plan_item')) await revise(tx, viewer, runId, reason)
}

/** Issued plans whose items came back have one revision more. */
async function revise(tx: Tx, viewer: Viewer, runId: number, reason: string | null): Promise<void> {
  const plans = await tx.all<{ id: number; status: string }>(sql`
    select p.id as id, p.status as status from plan p where p.id in (
      select ${eitherValue('plan_id')} from import_change c where ${changesIn(runId, 'plan_item', sql`true`)})`)
  for (const { id, status } of plans) {
    await tx.run(sql`update plan set version = version + 1 where id = ${id}`)
    if (status !== 'draft') await recordRevision(tx, viewer, id, reason)
  }
}
