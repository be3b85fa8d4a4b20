import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
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
  disabledAt: integer('disabled_at'),
  lastSignInAt: integer('last_sign_in_at'),
  /** Changes of the person's own calendar up to this instant are read. */
  changesReadAt: integer('changes_read_at'),
  /** The calendar shows the lunar date. */
  showsLunar: integer('shows_lunar', { mode: 'boolean' }).notNull().default(false),
  /** Where reminders go, if the office sends them by mail. */
  email: text(),
})

/**
 * One signing in. Its id stands in the cookie's token; the row says whether the token still counts. Kept for
 * some days after its start (lib/activity/retention).
 */
export const session = sqliteTable(
  'session',
  {
    /** Random, 192 bits: after a restored backup no older token can meet the row of a newer session. */
    id: text().primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    startedAt: integer('started_at').notNull(),
    /** The last request of the person, not of a timer; written at most once in five minutes. */
    seenAt: integer('seen_at').notNull(),
    /** When the person last opened a sheet, a stall or the screen of a hall, or marked there. */
    sheetOpenedAt: integer('sheet_opened_at'),
    browser: text({ enum: ['wechat', 'edge', 'firefox', 'chrome', 'safari', 'other'] }).notNull(),
    system: text({
      enum: ['windows', 'mac', 'linux', 'android', 'harmony', 'iphone', 'ipad', 'other'],
    }).notNull(),
    endedAt: integer('ended_at'),
    /** `again`: the same browser signed in once more; `elsewhere`: ended from another session of the account. */
    why: text({
      enum: [
        'signOut',
        'again',
        'elsewhere',
        'everywhere',
        'password',
        'reset',
        'factor',
        'disabled',
        'left',
      ],
    }),
  },
  t => [index('session_account').on(t.accountId)],
)

/** 两步验证: the second factor of an account, six digits of an authenticator app (RFC 6238). */
export const secondFactor = sqliteTable('second_factor', {
  accountId: integer('account_id')
    .primaryKey()
    .references(() => account.id),
  /** The shared secret, encrypted under the server's secret (lib/access/second-factor.crypto.ts). */
  secret: text().notNull(),
  /** The time step of the last code that was accepted; only a later one passes. */
  lastStep: integer('last_step').notNull(),
  enrolledAt: integer('enrolled_at').notNull(),
})

/** 恢复码: each opens the second step once, without the phone. Only hashes, which any server can check. */
export const recoveryCode = sqliteTable(
  'recovery_code',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    hash: text().notNull(),
    usedAt: integer('used_at'),
  },
  t => [primaryKey({ columns: [t.accountId, t.hash] })],
)

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
