import { type SQL, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { now } from '@/lib/core/clock'
import type { Instant } from '@/lib/core/time'
import { followers, looseReferences, reckoned } from './undo.rules'

export type Column = { name: string; type: string; isRequired: boolean; inKey: number; isUnique: boolean }
type Reference = { from: string; column: string; table: string }

/** The tables as the file has them: columns, and which refers to which. */
export class Schema {
  private constructor(
    private readonly tables: Map<string, Column[]>,
    readonly references: Reference[],
  ) {}

  static async read(on: On): Promise<Schema> {
    const columns = await on.all<Omit<Column, 'isUnique'> & { table: string; unique: number }>(sql`
      select t.name as "table", c.name as name, c.type as type, c."notnull" as isRequired, c.pk as inKey,
        exists (select 1 from pragma_index_list(t.name) i, pragma_index_info(i.name) x
          where i."unique" and not i.partial and i.origin <> 'pk' and x.name = c.name) as "unique"
      from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table'`)
    const keys = await on.all<Reference>(sql`
      select t.name as "from", f."from" as "column", f."table" as "table"
      from sqlite_schema t, pragma_foreign_key_list(t.name) f where t.type = 'table'`)
    const tables = new Map<string, Column[]>()
    for (const { table, unique, isRequired, ...column } of columns) {
      const of = tables.get(table) ?? []
      of.push({ ...column, isRequired: Boolean(isRequired), isUnique: Boolean(unique) })
      tables.set(table, of)
    }
    return new Schema(tables, [...keys, ...looseReferences])
  }

  columnsOf(table: string): Column[] {
    return this.tables.get(table) ?? []
  }

  keyOf(table: string): string[] {
    return this.columnsOf(table)
      .filter(each => each.inKey > 0)
      .sort((a, b) => a.inKey - b.inKey)
      .map(each => each.name)
  }

  referringTo(table: string): Reference[] {
    return this.references.filter(each => each.table === table && !followers.has(each.from))
  }
}

export const column = (name: string) => sql`t.${sql.identifier(name)}`
export const table = (name: string) => sql.identifier(name)

/** The key of a row `t` as import_change has it. */
export function keyJson(schema: Schema, of: string): SQL {
  return sql`json_array(${sql.join(schema.keyOf(of).map(column), sql`, `)})`
}

/** A row `t` as import_change has it. */
export function rowJson(schema: Schema, of: string): SQL {
  const pairs = schema.columnsOf(of).map(({ name }) => sql`${name}, ${column(name)}`)
  return sql`json_object(${sql.join(pairs, sql`, `)})`
}

/** The values of a key in import_change, in the order of its columns. */
export function keyValues(schema: Schema, of: string): SQL[] {
  return schema.keyOf(of).map((_, at) => sql`(c.key_json ->> ${`$[${at}]`})`)
}

/** That the row `t` is the one of the change `c`. */
export function isSame(schema: Schema, of: string): SQL {
  const values = keyValues(schema, of)
  return sql.join(
    schema.keyOf(of).map((name, at) => sql`${column(name)} = ${values[at]}`),
    sql` and `,
  )
}

/** That the row `t` is among those of the changes `c` that `which` takes. */
export function isAmong(schema: Schema, of: string, which: SQL): SQL {
  return sql`(${sql.join(schema.keyOf(of).map(column), sql`, `)}) in (
    select ${sql.join(keyValues(schema, of), sql`, `)} from import_change c where ${which})`
}

const beginning = sql`coalesce(a.starts_at, unixepoch(a.day) * 1000 - 28800000)`

/** `isRollFrozen` of an activity `a`, as it was at an instant. */
export function isRollFrozen(at: Instant | SQL): SQL {
  return sql`(a.status <> 'draft' and (coalesce(a.roll_opened_at <= ${at}, 0)
    or (a.created_at < ${beginning} and ${beginning} <= ${at})))`
}

const closingEnd = sql`(unixepoch(e.closing_day) * 1000 + 57600000 - 1)`

/** `isListFrozen` of an exam `e`, as it was at an instant. */
export function isListFrozen(at: Instant | SQL): SQL {
  return sql`(coalesce(e.list_confirmed_at <= ${at}, 0) or (${closingEnd} < ${at} and (e.created_at <= ${closingEnd}
    or exists (select 1 from attempt x where x.exam_id = e.id))))`
}

type Value = (name: string) => SQL

/** Rows that follow the roster, a plan or an audience by themselves until somebody records something on them. */
export const follows: Record<string, (value: Value) => SQL> = {
  attendance: value => sql`(${value('mark')} is null and ${value('completed_on')} is null
    and ${value('made_up_on')} is null and not ${value('standing_by_hand')})`,
  exam_candidate: value => sql`(not ${value('standing_by_hand')})`,
  occurrence: value =>
    sql`(${value('activity_id')} is null and ${value('exam_id')} is null and ${value('done_on')} is null)`,
}

const isFrozenNow: Record<string, (value: Value, at: Instant | SQL) => SQL> = {
  attendance: (value, at) =>
    sql`exists (select 1 from activity a where a.id = ${value('activity_id')} and ${isRollFrozen(at)})`,
  exam_candidate: (value, at) =>
    sql`exists (select 1 from exam e where e.id = ${value('exam_id')} and ${isListFrozen(at)})`,
}

/** Whether a row `t` is such a one: of a list that is not frozen. */
export function isFollowing(of: string, value: Value = column): SQL {
  const follow = follows[of]?.(value)
  if (!follow) return sql`false`
  const frozen = isFrozenNow[of]?.(value, now())
  return frozen ? sql`(${follow} and not ${frozen})` : follow
}

export const inAfter: Value = name => sql`(c.after_json ->> ${name})`
export const inBefore: Value = name => sql`(c.before_json ->> ${name})`

export type Changed = { id: number; table: string; key: string; before: string | null; after: string | null }

export const changeColumns = sql`c.id as id, c.table_name as "table", c.key_json as key, c.before_json as before, c.after_json as after`

/** Some hundred changes of an import in one table: by their ids, so that one statement takes no more. */
export type Part = { table: string; which: SQL }
const PART = 1000

export async function partsOf(on: On, runId: number): Promise<Part[]> {
  const tables = await on.all<{ table: string; first: number; last: number }>(sql`
    select table_name as "table", min(id) as first, max(id) as last from import_change where run_id = ${runId}
    group by table_name order by table_name`)
  return tables.flatMap(({ table: of, first, last }) => {
    const parts: Part[] = []
    for (let from = first; from <= last; from += PART)
      parts.push({
        table: of,
        which: sql`c.id between ${from} and ${Math.min(last, from + PART - 1)} and +c.run_id = ${runId} and +c.table_name = ${of}`,
      })
    return parts
  })
}

export function changesOf(on: On, { which }: Part): Promise<Changed[]> {
  return on.all<Changed>(sql`select ${changeColumns} from import_change c where ${which} order by c.id`)
}

/** Which columns of a changed row are given back: those that are facts, and that the row had at the time. */
export async function factsIn(on: On, schema: Schema, { table: of, which }: Part): Promise<Column[]> {
  const [first] = await on.all<{ row: string }>(
    sql`select coalesce(c.after_json, c.before_json) as row from import_change c where ${which} limit 1`,
  )
  const known = new Set(Object.keys(JSON.parse(first?.row ?? '{}')))
  return schema
    .columnsOf(of)
    .filter(({ name, inKey }) => known.has(name) && inKey === 0 && !reckoned.has(name))
}

/** The changes `c` of an import in a table, of which `which` is true. */
export function changesIn(runId: number, of: string, which: SQL = sql`true`): SQL {
  return sql`c.run_id = ${runId} and c.table_name = ${of} and ${which}`
}

/** A value of a changed row: as it is, or where it was removed as it was. */
export const eitherValue: Value = name => sql`coalesce(${inAfter(name)}, ${inBefore(name)})`
