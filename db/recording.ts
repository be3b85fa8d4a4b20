import { sql } from 'drizzle-orm'
import type { Tx } from './client'

/**
 * Tables whose changes are no part of what an import did: the log and what goes with it, sessions and other things of
 * accounts, validators of calendars, which only rise, printed revisions of a plan, what a locked year keeps and lists, and
 * the imports themselves.
 */
export const unrecorded = new Set([
  'account',
  'audit',
  'audit_seal',
  'audit_text',
  'bound_device',
  'calendar_version',
  'digest_layout',
  'erased_person',
  'feed',
  'figure_correction',
  'grant',
  'import_change',
  'import_draft',
  'import_run',
  'locked_figure',
  'plan_revision',
  'recovery_code',
  'reminder',
  'request_key',
  'row_digest',
  'second_factor',
  'session',
  'sign_in_failure',
])

type Table = { name: string; columns: string[]; key: string[] }

async function recordedTables(tx: Tx): Promise<Table[]> {
  const rows = await tx.all<{ name: string; columns: string; key: string }>(sql`
    select t.name as name, json_group_array(c.name) as columns,
      (select json_group_array(k.name) from (select k.name from pragma_table_info(t.name) k where k.pk > 0 order by k.pk) k) as key
    from sqlite_schema t, pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' and t.name not like '\\_\\_%' escape '\\'
    group by t.name`)
  return rows
    .filter(row => !unrecorded.has(row.name))
    .map(({ name, columns, key }) => ({ name, columns: JSON.parse(columns), key: JSON.parse(key) }))
}

const keyOf = ({ key }: Table, row: string) => `json_array(${key.map(each => `${row}."${each}"`).join(', ')})`
const valuesOf = ({ columns }: Table, row: string) =>
  `json_object(${columns.map(each => `'${each}', ${row}."${each}"`).join(', ')})`

/**
 * From here on this transaction keeps each row that it changes, as it was before the first change and after the last,
 * in import_change of the run. By temporary triggers, as db/digest.ts: whatever statement changes a row, cascades
 * included. They are made and dropped within the transaction, and so cost no other one anything.
 */
export async function startRecording(tx: Tx, runId: number): Promise<void> {
  // Else `insert or replace` would delete a row without its trigger.
  await tx.run(sql`pragma recursive_triggers = on`)
  for (const table of await recordedTables(tx)) {
    const { name } = table
    const noted = (row: 'old' | 'new', before: string, after: string, when = 'true') => `
      insert into import_change (run_id, table_name, key_json, before_json, after_json)
      select ${runId}, '${name}', ${keyOf(table, row)}, ${before}, ${after} where ${when}
      on conflict (run_id, table_name, key_json) do update set after_json = excluded.after_json;`
    const isSame = `${keyOf(table, 'old')} = ${keyOf(table, 'new')}`
    const [was, is] = [valuesOf(table, 'old'), valuesOf(table, 'new')]
    const bodies = {
      insert: noted('new', 'null', is),
      delete: noted('old', was, 'null'),
      update: `${noted('old', was, `iif(${isSame}, ${is}, null)`)}${noted('new', 'null', is, `not ${isSame}`)}`,
    }
    for (const [what, body] of Object.entries(bodies))
      await tx.run(
        sql.raw(
          `create temp trigger "record_${name}_${what}" after ${what} on main."${name}" begin ${body} end`,
        ),
      )
  }
}

/** So many kept rows are looked at by one statement. */
const PART = 2000

/** Ends the recording, and drops what stands as it stood before. Returns how many rows are kept. */
export async function endRecording(tx: Tx, runId: number): Promise<number> {
  const triggers = await tx.all<{ name: string }>(
    sql`select name from sqlite_temp_schema where type = 'trigger' and name like 'record\\_%' escape '\\'`,
  )
  for (const { name } of triggers) await tx.run(sql.raw(`drop trigger temp."${name}"`))
  const [ids] = await tx.all<{ first: number | null; last: number }>(
    sql`select min(id) as first, max(id) as last from import_change where run_id = ${runId}`,
  )
  for (let from = ids?.first ?? 0; ids?.first && from <= ids.last; from += PART)
    await tx.run(sql`
      delete from import_change where id >= ${from} and id < ${from + PART} and run_id = ${runId}
        and before_json is after_json`)
  const [kept] = await tx.all<{ count: number }>(
    sql`select count(*) as count from import_change where run_id = ${runId}`,
  )
  return kept?.count ?? 0
}
