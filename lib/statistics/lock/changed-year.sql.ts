import { type SQL, sql } from 'drizzle-orm'
import { db, notesRowChanges, type Tx } from '@/db/client'
import type { digested } from '@/db/digest'

/*
 * Which years the open transaction may have moved figures of: from the rows that it changed, which the writer's connection
 * notes for the digests (db/digest.ts). Too many years cost a comparison, a missing one would let a kept figure move.
 */

/** How the changed rows of a table lead to years: by what they belong to, by a day or year of their own, or to every year. */
type Lead = 'activity' | 'exam' | 'planItem' | 'plan' | { day: string } | { year: string } | 'every' | 'none'

/** Of every table that a figure may read. */
const leads: Record<keyof typeof digested, Lead> = {
  activity: 'activity',
  activity_host: 'activity',
  activity_target: 'activity',
  activity_topic: 'activity',
  activity_heads: 'activity',
  activity_guest: 'activity',
  attendance: 'activity',
  leave_request: 'activity',
  make_up: 'activity',
  exam: 'exam',
  exam_candidate: 'exam',
  attempt: 'exam',
  plan: 'plan',
  plan_item: 'planItem',
  plan_item_topic: 'planItem',
  occurrence: 'planItem',
  legal_work: { day: 'day' },
  output: { day: 'day' },
  other_figure: { year: 'year' },
  unit: 'every',
  unit_place: 'every',
  adviser: 'every',
  setting: 'every',
  channel: 'every',
  topic: 'every',
  must_learn_topic: 'every',
  holiday: 'every',
  // Who is due stands in the rows of the roll and of the exam, with the unit of that day.
  person: 'none',
  membership: 'none',
  person_tag: 'none',
  tag: 'none',
  body_role: 'none',
  audience: 'none',
  audience_part: 'none',
  audience_person: 'none',
  // What was kept is no figure of now.
  locked_year: 'none',
  locked_figure: 'none',
  figure_correction: 'none',
  report: 'none',
  report_version: 'none',
}

/** The years, or `every`. Reads the rows as the transaction has them and, for what it moved away, as they were before. */
export async function changedYears(tx: Tx): Promise<Set<number> | 'every'> {
  // A database on a server notes no changed rows.
  if (!notesRowChanges()) return 'every'
  const changed = await tx.all<{ of: string }>(sql`
    select distinct of from temp.digest_change where from_row is not to_row or from_scope is not to_scope`)
  const tables = changed.map(({ of }) => ({ of, lead: leads[of] ?? 'every' }))
  if (tables.some(each => each.lead === 'every')) return 'every'
  const years = new Set<number>()
  for (const { of, lead } of tables)
    if (typeof lead === 'object') for (const year of await yearsInRows(tx, of, lead)) years.add(year)
  for (const kind of ['activity', 'exam', 'planItem', 'plan'] as const) {
    const from = tables.filter(each => each.lead === kind).map(each => each.of)
    if (from.length === 0) continue
    const ids = JSON.stringify(await idsIn(tx, from))
    // What was moved away was of the years before, what was moved there is of those now.
    for (const on of [db, tx])
      for (const { year } of await on.all<{ year: number }>(yearsOf[kind](ids))) years.add(year)
  }
  return years
}

/** The day or year of each changed row, before and after. */
async function yearsInRows(
  tx: Tx,
  table: string,
  lead: { day: string } | { year: string },
): Promise<number[]> {
  const column = 'day' in lead ? lead.day : lead.year
  const place = sql`'$[' || (select cid from pragma_table_info(${table}) where name = ${column}) || ']'`
  const rows = await tx.all<{ year: number | null }>(sql`
    select distinct cast(substr(json_extract(row, ${place}), 1, 4) as integer) as year from (
      select from_row as row from temp.digest_change where of = ${table} union all select to_row from temp.digest_change where of = ${table})
    where row is not null`)
  return rows.flatMap(({ year }) => (year === null ? [] : [year]))
}

/** The ids of what the changed rows of these tables belong to. */
async function idsIn(tx: Tx, tables: string[]): Promise<number[]> {
  const of = JSON.stringify(tables)
  const rows = await tx.all<{ id: number }>(sql`
    select distinct cast(substr(scope, instr(scope, ':') + 1) as integer) as id from (
      select of, from_scope as scope from temp.digest_change union all select of, to_scope from temp.digest_change)
    where scope is not null and of in (select value from json_each(${of}))`)
  return rows.map(each => each.id)
}

const year = (day: SQL) => sql`cast(substr(${day}, 1, 4) as integer) as year`
const isIn = (id: SQL, ids: SQL) => sql`${id} in (${ids})`

/** The years of items of plans: of the plan, of their times, and of what was held or sat for them. */
function yearsOfItems(items: SQL): SQL {
  return sql`
    select p.year from plan_item i join plan p on p.id = i.plan_id where ${isIn(sql`i.id`, items)}
    union select ${year(sql`o.to_day`)} from occurrence o where ${isIn(sql`o.plan_item_id`, items)}
    union select ${year(sql`a.day`)} from activity a where ${isIn(sql`a.plan_item_id`, items)}
    union select ${year(sql`e.closing_day`)} from exam e where ${isIn(sql`e.plan_item_id`, items)}`
}

const given = (ids: string) => sql`select value from json_each(${ids})`

const yearsOf: Record<'activity' | 'exam' | 'planItem' | 'plan', (ids: string) => SQL> = {
  activity: ids => sql`
    select ${year(sql`a.day`)} from activity a where ${isIn(sql`a.id`, given(ids))}
    union ${yearsOfItems(sql`select plan_item_id from activity where ${isIn(sql`id`, given(ids))}`)}`,
  exam: ids => sql`
    select ${year(sql`e.closing_day`)} from exam e where ${isIn(sql`e.id`, given(ids))}
    union ${yearsOfItems(sql`select plan_item_id from exam where ${isIn(sql`id`, given(ids))}`)}`,
  planItem: ids => yearsOfItems(given(ids)),
  plan: ids => sql`
    select year from plan where ${isIn(sql`id`, given(ids))}
    union ${yearsOfItems(sql`select id from plan_item where ${isIn(sql`plan_id`, given(ids))}`)}`,
}
