import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * What the rows of a scope (`activity:7`, `person:3`) add up to: their number, and the sum of their digests in four
 * lanes of 32 bits (db/digest.ts).
 */
export const rowDigest = sqliteTable('row_digest', {
  scope: text().primaryKey(),
  count: integer().notNull(),
  a: integer().notNull(),
  b: integer().notNull(),
  c: integer().notNull(),
  d: integer().notNull(),
})

/** Which tables and columns the sums are of, and after which migration they were made; one row. */
export const digestLayout = sqliteTable('digest_layout', {
  id: integer().primaryKey(),
  migration: integer().notNull(),
  /** JSON: the columns of each table. */
  layout: text().notNull(),
  /** SHA-256 of the definitions of those tables and their indexes. */
  definitions: text().notNull(),
  /** SHA-256 of the other columns: a flipped bit here must not make new sums be taken. */
  seal: text().notNull(),
})
