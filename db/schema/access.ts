import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { person, unit } from './roster'

export const account = sqliteTable('account', {
  id: integer().primaryKey(),
  personId: integer('person_id')
    .notNull()
    .unique()
    .references(() => person.id),
  passwordHash: text('password_hash').notNull(),
  mustChange: integer('must_change', { mode: 'boolean' }).notNull().default(true),
  /** Instant after which an unused first password no longer opens the account. */
  firstPasswordUntil: integer('first_password_until'),
  locale: text({ enum: ['zh', 'en'] })
    .notNull()
    .default('zh'),
  /** Raised to end every session of the account. */
  sessionVersion: integer('session_version').notNull().default(1),
  disabledAt: integer('disabled_at'),
  lastSignInAt: integer('last_sign_in_at'),
  /** Changes of the person's own calendar up to this instant are read. */
  changesReadAt: integer('changes_read_at'),
  /** The calendar shows the lunar date. */
  showsLunar: integer('shows_lunar', { mode: 'boolean' }).notNull().default(false),
  /** Where reminders go, if the office sends them by mail. */
  email: text(),
})

/** Failures count for the pair of name and source, so that nobody can lock out another person. */
export const signInFailure = sqliteTable(
  'sign_in_failure',
  {
    nameHash: text('name_hash').notNull(),
    source: text().notNull(),
    count: integer().notNull(),
    waitUntil: integer('wait_until').notNull(),
  },
  t => [primaryKey({ columns: [t.nameHash, t.source] })],
)

/** A role for a unit and everything below it. */
export const grant = sqliteTable(
  'grant',
  {
    id: integer().primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    role: text({ enum: ['organiser', 'leader', 'administrator'] }).notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
  },
  t => [uniqueIndex('grant_key').on(t.accountId, t.role, t.unitId)],
)
