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

/** Rows that the import made or changed and that are otherwise since. */
export async function changedSince(on: On, schema: Schema, part: Part): Promise<Changed[]> {
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
    order by c.id`)
}

export type Using = { table: string; row: string; id: number; made: string }

/** Rows of others that refer to rows that the import made in this table; `id` and `made` are of the change. */
export async function restingOn(on: On, schema: Schema, runId: number, part: Part): Promise<Using[]> {
  const { table: of, which } = part
  const found: Using[] = []
  const keys = schema.keyOf(of)
  if (keys.length !== 1) return found
  for (const { from, column: by } of schema.referringTo(of)) {
    if (schema.keyOf(from).length === 0) continue
    // A revision is part of the import that made it (npm run import issues what it brings).
    const isOwn =
      from === 'plan_revision'
        ? sql`t.revision <= ${inAfter('revision')}`
        : // What was removed from every page rests on nothing.
          from === 'evidence'
          ? sql`t.removed_at is not null`
          : sql`false`
    found.push(
      ...(await on.all<Using>(sql`
        select ${from} as "table", ${rowJson(schema, from)} as row, c.id as id, c.after_json as made
        from import_change c join ${table(from)} t on ${column(by)} = ${keyValues(schema, of)[0]}
        where ${which} and c.before_json is null and c.after_json is not null and not ${isFollowing(from)} and not ${isOwn}
          and not exists (select 1 from import_change o
            where o.run_id = ${runId} and o.table_name = ${from} and o.key_json = ${keyJson(schema, from)})`)),
    )
  }
  return found
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
