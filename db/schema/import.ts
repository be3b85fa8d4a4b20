import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { account } from './access'

/** A sheet between upload and decision: its cells as read, what was mended, what was set aside. */
export const importDraft = sqliteTable('import_draft', {
  id: integer().primaryKey(),
  accountId: integer('account_id').references(() => account.id),
  kind: text().notNull(),
  fileName: text('file_name').notNull(),
  options: text().notNull(),
  table: text('table_json').notNull(),
  mended: text().notNull().default('{}'),
  setAside: text('set_aside').notNull().default('[]'),
  createdAt: integer('created_at').notNull(),
  writtenAt: integer('written_at'),
  outcome: text(),
})
