import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { activity } from './activity'
import { person, unit } from './roster'

/**
 * One row from invitation to record. `unitId`, `day`, `year`, `month`, `form` are frozen copies.
 * STRICT and WITHOUT ROWID in the migration: 24 MB a million rows instead of 201.
 */
export const attendance = sqliteTable(
  'attendance',
  {
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    day: text().notNull(),
    year: integer().notNull(),
    month: integer().notNull(),
    form: text().notNull(),
    standing: text({ enum: ['required', 'exempt', 'invited', 'walkIn', 'withdrawn'] }).notNull(),
    /** Set by a person's decision; a later roster no longer moves such a row. */
    standingByHand: integer('standing_by_hand', { mode: 'boolean' }).notNull().default(false),
    reason: text(),
    mark: text({ enum: ['present', 'late', 'leftEarly', 'leave', 'absent'] }),
    completedOn: text('completed_on'),
    madeUpOn: text('made_up_on'),
    makeUpDue: text('make_up_due'),
    how: text({ enum: ['sheet', 'all', 'code', 'import', 'paper'] }),
    markedBy: integer('marked_by'),
    markedAt: integer('marked_at'),
    version: integer().notNull().default(0),
    feedSequence: integer('feed_sequence').notNull().default(0),
    feedChangedAt: integer('feed_changed_at').notNull().default(0),
  },
  t => [
    primaryKey({ columns: [t.activityId, t.personId] }),
    index('attendance_person').on(t.personId, t.day),
    index('attendance_year').on(t.year, t.unitId),
  ],
)

export const leaveRequest = sqliteTable(
  'leave_request',
  {
    id: integer().primaryKey(),
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    reason: text().notNull(),
    state: text({ enum: ['asked', 'approved', 'refused', 'withdrawn'] })
      .notNull()
      .default('asked'),
    askedAt: integer('asked_at').notNull(),
    decidedBy: integer('decided_by'),
    decidedAt: integer('decided_at'),
  },
  t => [index('leave_request_activity').on(t.activityId, t.personId)],
)

/** How a missed activity was made up; the row's `madeUpOn` follows the approved one. */
export const makeUp = sqliteTable(
  'make_up',
  {
    id: integer().primaryKey(),
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    day: text().notNull(),
    way: text({ enum: ['activity', 'selfStudy', 'session', 'import'] }).notNull(),
    note: text(),
    state: text({ enum: ['asked', 'approved', 'refused'] })
      .notNull()
      .default('asked'),
    askedAt: integer('asked_at').notNull(),
    decidedBy: integer('decided_by'),
    decidedAt: integer('decided_at'),
  },
  t => [index('make_up_activity').on(t.activityId, t.personId)],
)
