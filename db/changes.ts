const shared = globalThis as typeof globalThis & {
  xuefaChanges?: Map<string, number>
  xuefaAfterChanges?: Map<string, () => void>
}

// drizzle quotes names, our own SQL does not. `on conflict do update set` is found as a table `set`: it harms nothing.
const written =
  /\b(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update(?:\s+or\s+\w+)?|delete\s+from)\s+["`]?(\w+)/gi

/** The tables that a statement writes. What a foreign key deletes with its row counts as written with that row. */
export function tablesWritten(statement: string): string[] {
  if (/^\s*select\b/i.test(statement)) return []
  return Array.from(statement.matchAll(written), ([, table]) => (table as string).toLowerCase())
}

/** Notes a committed transaction; for db/client.ts alone, through which every write goes. */
export function noteChanges(tables: Iterable<string>): void {
  shared.xuefaChanges ??= new Map()
  for (const table of tables) {
    shared.xuefaChanges.set(table, (shared.xuefaChanges.get(table) ?? 0) + 1)
    shared.xuefaAfterChanges?.get(table)?.()
  }
}

/** Calls `listener` after each commit that wrote the table; it must be quick, and replaces an earlier one. */
export function afterChanges(table: string, listener: () => void): void {
  shared.xuefaAfterChanges ??= new Map()
  shared.xuefaAfterChanges.set(table, listener)
}

/**
 * The state of some tables as a text: while this process holds the database file, equal texts mean that nothing was
 * committed to them in between.
 */
export function stateOf(tables: readonly string[]): string {
  return tables.map(table => shared.xuefaChanges?.get(table) ?? 0).join(' ')
}
