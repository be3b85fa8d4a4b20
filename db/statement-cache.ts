import type { InStatement, InValue, ResultSet } from '@libsql/client'
import { ConnectionPool } from '@libsql/client/sqlite3'

type Connection = ReturnType<ConnectionPool['acquireSync']>
type Statement = ReturnType<Connection['prepare']>
type Kept = { statement: Statement; rowOf(values: unknown[]): unknown }

/** Reads with their compiled statements cached, on a query-only connection of its own. */
export type StatementCache = {
  /** Same result shape as the libSQL client, for drizzle. */
  execute(asked: InStatement): Promise<ResultSet>
  /** The first row, its columns in order; undefined where there is none. */
  first(sql: string, args: InValue[]): unknown[] | undefined
  close(): void
}

/**
 * Size limit of the cache: lists of every length (`in (?, ?, …)`) make more different statements than are worth
 * caching.
 */
const MOST = 400

const VALUES = Symbol('values')

/**
 * The libSQL client compiles a statement on every call, which took a fifth of the time of a page. Only the
 * compiled statement is cached; every answer is still read from the database. Calls are synchronous, so one
 * connection serves all callers. `timeout`: milliseconds for which a read waits for another process.
 */
export function cacheStatements(file: string, timeout: number): StatementCache {
  let connection: Connection | undefined
  let kept = new Map<string, Kept>()

  const opened = () => {
    if (!connection) {
      connection = new ConnectionPool(file, { timeout }, 1).acquireSync()
      connection.exec('PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;')
    }
    return connection
  }
  const close = () => {
    connection?.close()
    connection = undefined
    kept = new Map()
  }
  const statementOf = (sql: string): Kept => {
    const known = kept.get(sql)
    if (known) {
      // Move to the end of the map: the least recently used statement is evicted first.
      kept.delete(sql)
      kept.set(sql, known)
      return known
    }
    const statement = opened().prepare(sql).raw(true)
    const made = { statement, rowOf: rowsWith(statement.columns().map(({ name }) => name)) }
    kept.set(sql, made)
    const [eldest] = kept.keys()
    if (kept.size > MOST && eldest !== undefined) kept.delete(eldest)
    return made
  }
  const reading = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      // A failed statement is not reused: an unfinished one would keep an old snapshot of the file open.
      close()
      throw error
    }
  }

  return {
    async execute(asked) {
      const { sql, args = [] } = typeof asked === 'string' ? { sql: asked } : asked
      return reading(() => {
        const { statement, rowOf } = statementOf(sql)
        const rows = statement.all((args as InValue[]).map(bound)).map(values => rowOf(values as unknown[]))
        return { rows, columns: [], columnTypes: [], rowsAffected: 0 } as unknown as ResultSet
      })
    },
    first(sql, args) {
      return reading(() => statementOf(sql).statement.get(args.map(bound)) as unknown[] | undefined)
    },
    close,
  }
}

/**
 * Rows as drizzle expects them: values by column name, each name once, and by index, where names may repeat.
 * The index getters are on a prototype shared by all rows of a statement, so that a row costs no more than its
 * names.
 */
function rowsWith(names: string[]): Kept['rowOf'] {
  const prototype = Object.create(null, { length: { value: names.length } })
  for (const at of names.keys())
    Object.defineProperty(prototype, at, {
      get(this: { [VALUES]: unknown[] }) {
        return this[VALUES][at]
      },
    })
  const first = names.flatMap((name, at) => (names.indexOf(name) === at ? [[name, at] as const] : []))
  return values => {
    const row = Object.create(prototype)
    row[VALUES] = values
    for (const [name, at] of first) row[name] = values[at]
    return row
  }
}

/** Converts a value as the libSQL client does before binding it. */
function bound(value: InValue): InValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.valueOf()
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value)))
    throw new TypeError(`${value} cannot be an argument of a statement.`)
  return value
}
