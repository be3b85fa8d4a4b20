import { and, eq, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core'
import type { Tx } from '@/db/client'
import { write } from '@/db/write'
import { Conflict, NotFound } from '@/lib/core/errors'
import type { Viewer } from './access.rules'
import { answersTo, keepAnswers } from './audit.commands'

type Versioned = SQLiteTable & { version: SQLiteColumn }

/**
 * One transaction for a form that carries the version of its row. Idempotent: the same fields of the same version
 * sent again (double click, retry) get the first answer, not a conflict with their own save. The answer is looked up
 * only at a conflict: SQLite may give the id of a removed row to a new one, whose versions begin anew.
 */
export async function writeVersioned<I extends { version: unknown }, A extends { ok: boolean }>(
  viewer: Viewer,
  what: string,
  input: I,
  work: (tx: Tx) => Promise<A>,
): Promise<A> {
  const key = `${what} ${JSON.stringify(input)}`
  try {
    return await write(async tx => {
      const answer = await work(tx)
      if (answer.ok) await keepAnswers(tx, viewer, new Map([[key, answer]]))
      return answer
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const [first] = (await write(tx => answersTo<A>(tx, viewer, [key]))).values()
    if (!first) throw error
    return first
  }
}

/** Throws Conflict where the row is newer than the form; `current` is what the form shows, by field. */
export function requireVersion<C extends { version: number | null }>(current: C, seen: number | null): void {
  if (current.version !== seen) throw new Conflict(current)
}

/** Changes the row of `key` and raises its version. Throws Conflict where the row is newer than `seen`. */
export async function alterRow<T extends Versioned>(
  tx: Tx,
  table: T,
  key: SQL | undefined,
  seen: number,
  values: SQLiteUpdateSetSource<T>,
): Promise<T['$inferSelect']> {
  const [saved] = await tx
    .update(table as SQLiteTable)
    .set({ ...values, version: seen + 1 })
    .where(and(key, eq(table.version, seen)))
    .returning()
  if (saved) return saved as T['$inferSelect']
  const [current] = await tx
    .select()
    .from(table as SQLiteTable)
    .where(key)
  if (!current) throw new NotFound()
  throw new Conflict(current)
}
