import { type SQL, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { now } from '@/lib/core/clock'
import type { Instant } from '@/lib/core/time'
import { vocabulary } from './undo.rules'
import {
  type Changed,
  changeColumns,
  column,
  factsIn,
  follows,
  inAfter,
  inBefore,
  isFollowing,
  isListFrozen,
  isRollFrozen,
  isSame,
  keyJson,
  keyValues,
  type Part,
  rowJson,
  type Schema,
  table,
} from './undo.sql'

/** Rows that the import made or changed and that are otherwise since; at most some of them, where it is said. */
export async function changedSince(on: On, schema: Schema, part: Part, most = -1): Promise<Changed[]> {
  const { table: of, which } = part
  const compared = await factsIn(on, schema, part)
  // As JSON, which rounds both numbers alike.
  const differs = compared.map(
    ({ name }) => sql`(c.after_json -> ${name}) is not json_quote(${column(name)})`,
  )
  const [key] = schema.keyOf(of)
  const isThere = sql`${column(key as string)} is not null`
  return on.all<Changed>(sql`
    select ${changeColumns} from import_change c left join ${table(of)} t on ${isSame(schema, of)}
    where ${which} and case
      when c.after_json is null then ${isThere} and not ${isFollowing(of)}
      when ${isFollowing(of, inAfter)} then ${isThere} and not ${isFollowing(of)}
      else not ${isThere} ${sql.join([sql``, ...differs], sql` or `)} end
    order by c.id limit ${most}`)
}

/** Rows of `table` that by `column` refer to a row that the import made: `made`, of the change `id`. */
export type Using = { table: string; column: string; id: number; count: number; made: string }

/** Whether rows of others refer to rows that the import made in this table. */
export async function isUsed(on: On, schema: Schema, runId: number, part: Part): Promise<boolean> {
  for (const { rows } of usesOf(schema, runId, part)) {
    const [found] = await on.all(sql`select 1 ${rows} limit 1`)
    if (found) return true
  }
  return false
}

/** Rows of others that refer to rows that the import made in this table, counted for each of these. */
export async function restingOn(on: On, schema: Schema, runId: number, part: Part): Promise<Using[]> {
  const found: Using[] = []
  for (const { from, by, rows } of usesOf(schema, runId, part))
    found.push(
      ...(await on.all<Using>(sql`
        select ${from} as "table", ${by} as "column", c.id as id, count(*) as count, c.after_json as made
        ${rows} group by c.id order by c.id`)),
    )
  return found
}

/** Some of the rows that one of them counts. */
export async function rowsUsing(
  on: On,
  schema: Schema,
  runId: number,
  { of, using, most }: { of: string; using: Using; most: number },
): Promise<string[]> {
  const uses = usesOf(schema, runId, { table: of, which: sql`c.id = ${using.id}` })
  const use = uses.find(({ from, by }) => from === using.table && by === using.column)
  if (!use) return []
  const found = await on.all<{ row: string }>(
    sql`select ${rowJson(schema, using.table)} as row ${use.rows} limit ${most}`,
  )
  return found.map(each => each.row)
}

/** By each column that refers to this table: the rows `t` of others, with the change `c` of the row that they use. */
function usesOf(schema: Schema, runId: number, { table: of, which }: Part) {
  if (schema.keyOf(of).length !== 1) return []
  const referring = schema.referringTo(of).filter(({ from }) => schema.keyOf(from).length > 0)
  return referring.map(({ from, column: by }) => {
    // A revision is part of the import that made it (npm run import issues what it brings).
    const isOwn =
      from === 'plan_revision'
        ? sql`t.revision <= ${inAfter('revision')}`
        : // What was removed from every page rests on nothing.
          from === 'evidence'
          ? sql`t.removed_at is not null`
          : sql`false`
    const rows = sql`from import_change c join ${table(from)} t on ${column(by)} = ${keyValues(schema, of)[0]}
      where ${which} and c.before_json is null and c.after_json is not null and not ${isFollowing(from)} and not ${isOwn}
        and not exists (select 1 from import_change o
          where o.run_id = ${runId} and o.table_name = ${from} and o.key_json = ${keyJson(schema, from)})`
    return { from, by, rows }
  })
}

/**
 * Marks and lists of activities and exams that the import left otherwise alone, and that were confirmed or have begun
 * since: they are in figures now.
 */
export async function settledSince(on: On, runId: number, writtenAt: Instant, { table: of, which }: Part) {
  if (of !== 'attendance' && of !== 'exam_candidate') return []
  const others = (subject: string, id: SQL) => sql`not exists (select 1 from import_change o
    where o.run_id = ${runId} and o.table_name = ${subject} and o.key_json = json_array(${id}))`
  const followed = follows[of]?.(inAfter) ?? sql`false`
  return on.all<{ id: number; closedAt: number | null }>(
    of === 'attendance'
      ? sql`select a.id as id, max(iif(a.roll_closed_at > ${writtenAt}, a.roll_closed_at, null)) as closedAt
          from import_change c join activity a on a.id = coalesce(${inAfter('activity_id')}, ${inBefore('activity_id')})
          where ${which} and ${others('activity', sql`a.id`)}
            and (a.roll_closed_at > ${writtenAt} or (${followed} and ${isRollFrozen(now())} and not ${isRollFrozen(writtenAt)}))
          group by a.id`
      : sql`select e.id as id, null as closedAt
          from import_change c join exam e on e.id = coalesce(${inAfter('exam_id')}, ${inBefore('exam_id')})
          where ${which} and ${others('exam', sql`e.id`)} and ${followed} and ${isListFrozen(now())} and not ${isListFrozen(writtenAt)}
          group by e.id`,
  )
}

/** Words that the import brought and that stay, because somebody else uses or changed them since: their changes. */
export async function staying(on: On, schema: Schema, runId: number, parts: Part[]): Promise<Set<number>> {
  const ids = new Set<number>()
  for (const part of parts.filter(each => vocabulary.has(each.table))) {
    for (const each of await changedSince(on, schema, part)) ids.add(each.id)
    for (const each of await restingOn(on, schema, runId, part)) ids.add(each.id)
  }
  return ids
}
