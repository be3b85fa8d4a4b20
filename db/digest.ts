import type { Client, InStatement, ResultSet } from '@libsql/client'
import { inParts, type Pause } from './pause'
import { addDigest, definitionsSql, rowDigest, scopeSql, textDigest, valuesSql } from './row-digest.mjs'

/** The scope of a table's rows: its kind, and the column that tells one scope of that kind from another. */
type Scope = [kind: string, column?: string]

/**
 * The tables that a figure reads. A scope is as much as can be named to whoever must look: an activity with its
 * sheet, an exam with its attempts, a person with memberships and tags.
 */
export const digested: Record<string, Scope> = {
  activity: ['activity', 'id'],
  activity_host: ['activity', 'activity_id'],
  activity_target: ['activity', 'activity_id'],
  activity_topic: ['activity', 'activity_id'],
  activity_heads: ['activity', 'activity_id'],
  activity_guest: ['activity', 'activity_id'],
  attendance: ['activity', 'activity_id'],
  leave_request: ['activity', 'activity_id'],
  make_up: ['activity', 'activity_id'],
  exam: ['exam', 'id'],
  exam_candidate: ['exam', 'exam_id'],
  attempt: ['exam', 'exam_id'],
  unit: ['unit', 'id'],
  unit_place: ['unit', 'unit_id'],
  adviser: ['adviser', 'unit_id'],
  legal_work: ['legalWork', 'unit_id'],
  output: ['output', 'unit_id'],
  other_figure: ['otherFigure', 'unit_id'],
  locked_year: ['lockedYear', 'unit_id'],
  locked_figure: ['lockedYear', 'lock_unit_id'],
  figure_correction: ['lockedYear', 'lock_unit_id'],
  report: ['report', 'id'],
  report_version: ['report', 'report_id'],
  person: ['person', 'id'],
  membership: ['person', 'person_id'],
  person_tag: ['person', 'person_id'],
  body_role: ['person', 'person_id'],
  plan: ['plan', 'id'],
  plan_item: ['planItem', 'id'],
  plan_item_topic: ['planItem', 'plan_item_id'],
  occurrence: ['planItem', 'plan_item_id'],
  audience: ['audience', 'id'],
  audience_part: ['audience', 'audience_id'],
  audience_person: ['audience', 'audience_id'],
  setting: ['setting', 'name'],
  channel: ['channel'],
  tag: ['tag'],
  topic: ['topic'],
  must_learn_topic: ['topic'],
  holiday: ['holiday'],
}

/** Tables that no figure reads; a test asks that every table stands here or above. */
export const undigested = new Set([
  'account',
  'session',
  'second_factor',
  'recovery_code',
  'sign_in_failure',
  'grant',
  'activity_double',
  'sign_in',
  'bound_device',
  'meeting_record',
  'evidence',
  'plan_revision',
  'audit',
  'audit_text',
  'audit_seal',
  'request_key',
  'campaign_day',
  'year_goal',
  'feed',
  'calendar_version',
  'import_change',
  'import_draft',
  'import_profile',
  'import_run',
  'reminder',
  'unit_alias',
  'term_alias',
  'erased_person',
  'row_digest',
  'digest_layout',
])

/** The columns of each table as the file has them, in their order: a column of a later release is read as well. */
export type Layout = Record<string, { scope: Scope; columns: string[] }>

type Execute = (asked: InStatement) => Promise<ResultSet>
type Sum = { count: number; lanes: number[] }

export async function layoutOf(execute: Execute): Promise<Layout> {
  const { rows } = await execute(`
    select t.name as name, json_group_array(c.name) as columns from sqlite_schema t, pragma_table_info(t.name) c
    where t.type = 'table' group by t.name`)
  return Object.fromEntries(
    rows.flatMap(row => {
      const scope = digested[String(row.name)]
      return scope ? [[String(row.name), { scope, columns: JSON.parse(String(row.columns)) }]] : []
    }),
  )
}

/**
 * Makes this connection note each change of a digested row, whatever statement makes it, cascades included. The
 * triggers and their table are temporary: they live with the connection, cost the file nothing, and a change by
 * another program is no change of ours and therefore found by the check.
 */
export async function noteRowChanges(client: Client): Promise<void> {
  const layout = await layoutOf(asked => client.execute(asked))
  const statements = Object.entries(layout).flatMap(([table, { scope, columns }]) =>
    (['insert', 'update', 'delete'] as const).map(what => {
      const [from, to] = (['old', 'new'] as const).map(row =>
        what === (row === 'old' ? 'insert' : 'delete')
          ? 'null, null'
          : `${scopeSql(scope, row)}, ${valuesSql(columns, row)}`,
      )
      return `create temp trigger "digest_${table}_${what}" after ${what} on main."${table}" begin
        insert into digest_change (of, from_scope, from_row, to_scope, to_row) values ('${table}', ${from}, ${to}); end;`
    }),
  )
  // `insert or replace` deletes a row without its delete trigger otherwise. What is deleted or shortened is overwritten
  // in the file: a name that was taken out stands in no free page.
  await client.executeMultiple(`pragma temp_store=memory; pragma recursive_triggers=on; pragma secure_delete=on;
    create temp table digest_change (id integer primary key, of text, from_scope text, from_row text, to_scope text, to_row text);
    ${statements.join('\n')}`)
}

/** So many changed rows are read at a time, some 10 ms: an import has thousands. */
const CHANGES = 2000
/** So many rows or sums are in one statement. */
const PART = 500

/**
 * Brings the sums of this transaction's changed rows in step; the last thing before its commit. The changes are emptied
 * as they are read, so they count from 1 again in the next one.
 */
export async function addUpChanges(execute: Execute, pause: Pause): Promise<void> {
  const sums = new Map<string, Sum>()
  for (let until = CHANGES; ; until += CHANGES) {
    const { rows } = await execute({
      sql: 'delete from temp.digest_change where id <= ? returning of, from_scope, from_row, to_scope, to_row',
      args: [until],
    })
    for (const row of rows) {
      const [of, fromScope, from, toScope, to] = [0, 1, 2, 3, 4].map(at => row[at] as string | null)
      if (from === to && fromScope === toScope) continue
      if (from !== null) addTo(sums, `${fromScope}`, rowDigest(`${of}`, `${from}`), -1)
      if (to !== null) addTo(sums, `${toScope}`, rowDigest(`${of}`, `${to}`), 1)
    }
    if (rows.length < CHANGES) break
    await pause()
  }
  const changed = [...sums].filter(([, { count, lanes }]) => count !== 0 || lanes.some(lane => lane !== 0))
  await addSums(execute, pause, changed)
}

function addTo(sums: Map<string, Sum>, scope: string, digest: number[], sign: 1 | -1): void {
  const sum = sums.get(scope) ?? { count: 0, lanes: [0, 0, 0, 0] }
  addDigest(sum, digest, sign)
  sums.set(scope, sum)
}

// A lane plus a lane stays below 2^33, which SQLite counts exactly.
const lanes = ['a', 'b', 'c', 'd']
const mask = 0xffffffff

async function addSums(execute: Execute, pause: Pause, sums: [scope: string, sum: Sum][]): Promise<void> {
  await inParts(
    sums,
    async part => {
      await pause()
      await execute(addition(part))
    },
    PART,
  )
}

function addition(sums: [scope: string, sum: Sum][]): InStatement {
  const values = sums.map(([scope, { count, lanes }]) => [scope, count, ...lanes])
  return {
    sql: `insert into row_digest (scope, count, a, b, c, d)
      select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(?) where true
      on conflict (scope) do update set count = count + excluded.count,
        ${lanes.map(lane => `${lane} = (${lane} + excluded.${lane}) & ${mask}`).join(', ')}`,
    args: [JSON.stringify(values)],
  }
}

/** Reads every digested row and takes its sums anew, for a file that has none of this layout. */
export async function takeDigests(execute: Execute, pause: Pause): Promise<void> {
  const layout = await layoutOf(execute)
  await execute('delete from row_digest')
  for (const [table, { scope, columns }] of Object.entries(layout)) {
    const sums = new Map<string, Sum>()
    // In the order of the table itself, so that a page of it goes on where the last one ended.
    const { rows: keys } = await execute(
      `select c.name from pragma_table_info('${table}') c where c.pk > 0 order by c.pk`,
    )
    const key = keys.map(row => `"${row[0]}"`)
    let after: ResultSet['rows'][number] | undefined
    for (;;) {
      const { rows } = await execute({
        sql: `select ${scopeSql(scope, 't')}, ${valuesSql(columns, 't')}, ${key.map(each => `t.${each}`).join(', ')} from "${table}" t
          ${after ? `where (${key.map(each => `t.${each}`).join(', ')}) > (${key.map(() => '?').join(', ')})` : ''}
          order by ${key.map(each => `t.${each}`).join(', ')} limit ${PART}`,
        args: after ? key.map((_, at) => after?.[at + 2] ?? null) : [],
      })
      for (const row of rows) addTo(sums, String(row[0]), rowDigest(table, String(row[1])), 1)
      if (rows.length < PART) break
      after = rows.at(-1)
      await pause()
    }
    await addSums(execute, pause, [...sums])
  }
  await execute(await layoutRow(execute, layout))
}

async function layoutRow(execute: Execute, layout: Layout): Promise<InStatement> {
  const migration = await lastMigration(execute)
  const text = JSON.stringify(layout)
  const { rows } = await execute(definitionsSql(Object.keys(layout)))
  const definitions = textDigest(...rows.map(row => String(row[0])))
  return {
    sql: 'insert or replace into digest_layout (id, migration, layout, definitions, seal) values (1, ?, ?, ?, ?)',
    args: [migration, text, definitions, textDigest(String(migration), text, definitions)],
  }
}

async function lastMigration(execute: Execute): Promise<number> {
  const { rows } = await execute('select max(created_at) from __drizzle_migrations')
  return Number(rows[0]?.[0] ?? 0)
}

export type Standing =
  /** No sums: an empty file, or one of an earlier release. */
  | 'none'
  /** A migration has run since, and ended before the sums were taken anew. */
  | 'migrated'
  /** They are of the tables or columns of another release: right, and to be taken anew. */
  | 'outdated'
  | 'current'
  /** The row that says so was changed by nobody. */
  | 'damaged'

/** Whether the file has sums, and of which layout. */
export async function digestStanding(execute: Execute): Promise<Standing> {
  const { rows: there } = await execute("select 1 from sqlite_schema where name = 'digest_layout'")
  if (there.length === 0) return 'none'
  const { rows } = await execute('select migration, layout, definitions, seal from digest_layout')
  const { rows: sums } = await execute('select 1 from row_digest limit 1')
  if (rows.length === 0 && sums.length === 0) return 'none'
  const [migration, layout, definitions, seal] = [0, 1, 2, 3].map(at => String(rows[0]?.[at]))
  if (rows.length !== 1 || textDigest(`${migration}`, `${layout}`, `${definitions}`) !== seal)
    return 'damaged'
  if (Number(migration) !== (await lastMigration(execute))) return 'migrated'
  return layout === JSON.stringify(await layoutOf(execute)) ? 'current' : 'outdated'
}
