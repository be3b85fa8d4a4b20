import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The log: who, when, what, by ids, numbers and code words. Names and free text lie in `audit_text`, here are their
 * digests (lib/access/audit-text.crypto.ts); null where there was no text. Triggers refuse update and delete.
 */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    accountId: integer('account_id'),
    action: text().notNull(),
    subject: text().notNull(),
    subjectId: text('subject_id').notNull(),
    /** JSON without its texts. */
    before: text(),
    after: text(),
    actorDigest: blob('actor_digest', { mode: 'buffer' }),
    reasonDigest: blob('reason_digest', { mode: 'buffer' }),
    beforeDigest: blob('before_digest', { mode: 'buffer' }),
    afterDigest: blob('after_digest', { mode: 'buffer' }),
  },
  t => [index('audit_subject').on(t.subject, t.subjectId, t.id), index('audit_at').on(t.at)],
)

/**
 * The texts of an entry, each with its salt. A trigger allows one change: a text and its salt become null (清除).
 * Never a hash, token or password.
 */
export const auditText = sqliteTable('audit_text', {
  auditId: integer('audit_id').primaryKey(),
  /** The origin where no account acted: the command line (命令行) or the first run. */
  actor: text(),
  actorSalt: blob('actor_salt', { mode: 'buffer' }),
  reason: text(),
  reasonSalt: blob('reason_salt', { mode: 'buffer' }),
  /** The whole JSON where some of it is text; null where `audit.before` holds all of it. */
  before: text(),
  beforeSalt: blob('before_salt', { mode: 'buffer' }),
  after: text(),
  afterSalt: blob('after_salt', { mode: 'buffer' }),
})

/** 封印 of the entries since the one before; triggers refuse update and delete (lib/access/seal.crypto.ts). */
export const auditSeal = sqliteTable('audit_seal', {
  id: integer().primaryKey({ autoIncrement: true }),
  /** `stop` is the last of a run, `start` the first of the next. */
  kind: text({ enum: ['start', 'run', 'stop', 'backup'] }).notNull(),
  sealedAt: integer('sealed_at').notNull(),
  lastAuditId: integer('last_audit_id').notNull(),
  /** The number of entries that it covers. */
  entries: integer().notNull(),
  /** Id and digest of each of them, so that a changed row can be named. */
  digests: blob({ mode: 'buffer' }).notNull(),
  /** The sha256 of the seal before; empty in the first. */
  previous: text().notNull(),
  sha256: text().notNull(),
})

/** The idempotency key of a request and its first answer, which every repetition gets. */
export const requestKey = sqliteTable('request_key', {
  key: text().primaryKey(),
  at: integer().notNull(),
  answer: text().notNull(),
})
