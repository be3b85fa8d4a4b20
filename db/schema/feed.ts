import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { account } from './access'
import { unit } from './roster'

export const feed = sqliteTable(
  'feed',
  {
    id: integer().primaryKey(),
    /** SHA-256 of the token in hex; the token itself is shown once and not stored. */
    tokenHash: text('token_hash').notNull().unique(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    /** The calendar of the account's own person, or of a unit that the account may see. */
    kind: text({ enum: ['person', 'unit'] })
      .notNull()
      .default('person'),
    unitId: integer('unit_id').references(() => unit.id),
    /** The kinds of events shown, as a JSON list; null shows all. */
    shown: text(),
    name: text().notNull(),
    alarmMinutes: integer('alarm_minutes'),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    revokedAt: integer('revoked_at'),
    /** Of name, kinds and alarm. */
    version: integer().notNull().default(0),
  },
  t => [index('feed_account').on(t.accountId)],
)

/**
 * The validator (ETag, Last-Modified) of a calendar: raised in the transaction of each change, `changedAt` by
 * at least one second. `debts` has no feed: it records for a person when an owed make-up last began, ended or
 * changed.
 */
export const calendarVersion = sqliteTable(
  'calendar_version',
  {
    kind: text({ enum: ['person', 'unit', 'public', 'debts'] }).notNull(),
    ownerId: integer('owner_id').notNull(),
    version: integer().notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.ownerId] })],
)
