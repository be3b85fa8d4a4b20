import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { activity } from './activity'
import { planItem } from './plan'
import { person, unit } from './roster'

/** A way to reach people: paper or new media, with its unit word (条, 份 …). */
export const channel = sqliteTable('channel', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  medium: text({ enum: ['paper', 'board', 'newMedia'] }).notNull(),
  unitWord: text('unit_word').notNull(),
  position: integer().notNull().default(0),
  version: integer().notNull().default(0),
})

export const output = sqliteTable(
  'output',
  {
    id: integer().primaryKey(),
    day: text().notNull(),
    channelId: integer('channel_id')
      .notNull()
      .references(() => channel.id),
    quantity: integer().notNull(),
    unitWord: text('unit_word'),
    topic: text(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    activityId: integer('activity_id').references(() => activity.id),
    /** The work point that this material completes by itself, without an activity. */
    planItemId: integer('plan_item_id').references(() => planItem.id),
    place: text(),
    reads: integer(),
    /**
     * Distinguishes genuine duplicates: of rows equal in every identifying column the first is 1, the second
     * fact is 2.
     */
    copy: integer().notNull().default(1),
    /** As of an activity; null: passed. */
    review: text({ enum: ['waiting', 'sentBack'] }),
    reviewReason: text('review_reason'),
    createdAt: integer('created_at').notNull(),
    version: integer().notNull().default(0),
  },
  t => [index('output_day').on(t.day, t.channelId), index('output_activity').on(t.activityId)],
)

/** Attachments: photos, signed sheets and proofs of leave, stored by hash under FILES_DIR. */
export const evidence = sqliteTable(
  'evidence',
  {
    id: integer().primaryKey(),
    activityId: integer('activity_id').references(() => activity.id),
    /** Whose leave or make-up it proves: visible to that person and to whoever decides, to nobody else. */
    personId: integer('person_id').references(() => person.id),
    planItemId: integer('plan_item_id').references(() => planItem.id),
    kind: text({ enum: ['photo', 'signedSheet', 'paperList', 'leave', 'makeUp', 'other'] })
      .notNull()
      .default('photo'),
    hash: text().notNull(),
    mediaType: text('media_type').notNull(),
    size: integer().notNull(),
    name: text().notNull(),
    addedBy: integer('added_by'),
    addedAt: integer('added_at').notNull(),
    width: integer(),
    height: integer(),
    /** Of the upload, so that a retry adds the file once. */
    idempotencyKey: text('nonce').unique(),
    removedAt: integer('removed_at'),
    /** 已按保存期限清除: file, name and hash are gone, the row says that it was there (lib/activity/retention). */
    purgedAt: integer('purged_at'),
  },
  t => [index('evidence_activity').on(t.activityId), index('evidence_plan_item').on(t.planItemId)],
)
