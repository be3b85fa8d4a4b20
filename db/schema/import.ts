import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { account } from './access'

/** A sheet between upload and commit: its cells as read, corrected cells, rows set aside. */
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

/** How the columns of one program's export were mapped, reused for the next file of that program. */
export const importProfile = sqliteTable(
  'import_profile',
  {
    id: integer().primaryKey(),
    kind: text().notNull(),
    name: text().notNull(),
    mapping: text('mapping_json').notNull(),
    createdBy: integer('created_by').references(() => account.id),
    usedAt: integer('used_at').notNull(),
  },
  t => [uniqueIndex('import_profile_name').on(t.kind, t.name)],
)
