import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Who, when, what, before and after; triggers refuse update and delete. Never a hash, token or password. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    accountId: integer('account_id'),
    /** The origin where no account acted: the command line (命令行) or the first run. */
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    subjectId: text('subject_id').notNull(),
    reason: text(),
    before: text(),
    after: text(),
  },
  t => [index('audit_subject').on(t.subject, t.subjectId, t.id), index('audit_at').on(t.at)],
)

/** The idempotency key of a request and its first answer, which every repetition gets. */
export const requestKey = sqliteTable('request_key', {
  key: text().primaryKey(),
  at: integer().notNull(),
  answer: text().notNull(),
})
