import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { account } from './access'

/**
 * One write of an import: a sheet, or all sheets of a folder. It is undone as a whole (撤销这次导入) by the rows of
 * `import_change`, for as long as these are kept.
 */
export const importRun = sqliteTable('import_run', {
  id: integer().primaryKey({ autoIncrement: true }),
  /** Null: the command line. */
  accountId: integer('account_id').references(() => account.id),
  writtenAt: integer('written_at').notNull(),
  /** JSON: kind, file and counts of each sheet. */
  parts: text().notNull(),
  undoneAt: integer('undone_at'),
  /** Null where the command line undid it. */
  undoneBy: integer('undone_by').references(() => account.id),
  /** When a person among its rows was taken out (注销): the record named them and was deleted. */
  erasedAt: integer('erased_at'),
})

/** A row as it stood before an import and after it, by column; null where it was not there. */
export const importChange = sqliteTable(
  'import_change',
  {
    id: integer().primaryKey(),
    runId: integer('run_id')
      .notNull()
      .references(() => importRun.id, { onDelete: 'cascade' }),
    of: text('table_name').notNull(),
    /** JSON: the values of the primary key, in its order. */
    key: text('key_json').notNull(),
    before: text('before_json'),
    after: text('after_json'),
  },
  t => [uniqueIndex('import_change_row').on(t.runId, t.of, t.key)],
)

/**
 * A sheet between upload and commit: its cells as read, corrected cells, rows set aside. Also a folder of sheets (kind
 * `folder`), with its files as rows of their own: sheets, photos that wait (`photo`), and what is not read (`left`).
 */
export const importDraft = sqliteTable(
  'import_draft',
  {
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
    /** The write that it was part of; null until then, and where it changed nothing. */
    runId: integer('run_id').references(() => importRun.id, { onDelete: 'set null' }),
    /** The folder that it came with. */
    folderId: integer('folder_id').references((): AnySQLiteColumn => importDraft.id, { onDelete: 'cascade' }),
  },
  t => [index('import_draft_run').on(t.runId), index('import_draft_folder').on(t.folderId)],
)

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
