import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { activity } from './activity'
import { evidence } from './output'
import { person, unit } from './roster'

/**
 * One row per person from invitation to record. `unitId`, `day`, `year`, `month`, `form` are frozen copies.
 * STRICT and WITHOUT ROWID in the migration: 24 MB per million rows instead of 201.
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
    /** The standing was set by a person; a later change of the roster no longer changes it. */
    standingByHand: integer('standing_by_hand', { mode: 'boolean' }).notNull().default(false),
    reason: text(),
    mark: text({ enum: ['present', 'late', 'leftEarly', 'leave', 'absent'] }),
    completedOn: text('completed_on'),
    madeUpOn: text('made_up_on'),
    makeUpDue: text('make_up_due'),
    how: text({ enum: ['sheet', 'all', 'code', 'vouched', 'leave', 'import', 'paper'] }),
    /**
     * 请假事由 of a leave (因公, 病假 …) and the rule of that kind at the time of the leave; null: the activity's own
     * rule.
     */
    leaveKind: text('leave_kind'),
    leaveRule: text('leave_rule', { enum: ['pending', 'excluded', 'absent'] }),
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
    kind: text(),
    reason: text().notNull(),
    evidenceId: integer('evidence_id').references(() => evidence.id),
    state: text({ enum: ['asked', 'approved', 'refused', 'withdrawn'] })
      .notNull()
      .default('asked'),
    askedAt: integer('asked_at').notNull(),
    decidedBy: integer('decided_by'),
    decidedAt: integer('decided_at'),
    decisionNote: text('decision_note'),
    /** 代批: who approved, where the organiser entered the decision on that person's behalf. */
    agreedBy: text('agreed_by'),
  },
  t => [
    index('leave_request_activity').on(t.activityId, t.personId),
    uniqueIndex('leave_request_open').on(t.activityId, t.personId).where(sql`state in ('asked', 'approved')`),
  ],
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
    /** The other activity that counts as the make-up. */
    byActivityId: integer('by_activity_id').references(() => activity.id),
    /** What was read in self-study. */
    material: text(),
    note: text(),
    evidenceId: integer('evidence_id').references(() => evidence.id),
    state: text({ enum: ['asked', 'approved', 'refused', 'withdrawn'] })
      .notNull()
      .default('asked'),
    askedAt: integer('asked_at').notNull(),
    decidedBy: integer('decided_by'),
    decidedAt: integer('decided_at'),
    decisionNote: text('decision_note'),
  },
  t => [index('make_up_activity').on(t.activityId, t.personId)],
)

/**
 * 扫码签到: every scan of the code at the entrance, refused scans included. A scan by a person without an account
 * is pending (待核) until an organiser decides; the mark itself is in `attendance`.
 */
export const signIn = sqliteTable(
  'sign_in',
  {
    id: integer().primaryKey(),
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id),
    personId: integer('person_id').references(() => person.id),
    /** Time by the server's clock. */
    at: integer().notNull(),
    /** Hash of a random cookie of the browser; says nothing about the device. */
    device: text().notNull(),
    outcome: text({ enum: ['signed', 'toVerify', 'refused'] }).notNull(),
    reason: text(),
    decision: text({ enum: ['confirmed', 'rejected'] }),
    decidedBy: integer('decided_by'),
    decidedAt: integer('decided_at'),
  },
  t => [index('sign_in_activity').on(t.activityId, t.at), index('sign_in_device').on(t.device, t.activityId)],
)

/** A browser that checked in once by code stays bound to its person for 180 days. */
export const boundDevice = sqliteTable(
  'bound_device',
  {
    device: text().primaryKey(),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    boundAt: integer('bound_at').notNull(),
    until: integer().notNull(),
  },
  t => [index('bound_device_person').on(t.personId)],
)

/** People at a meeting who are not on the roster: 列席 (invited by name) and 名单外 (came uninvited); in no rate. */
export const activityGuest = sqliteTable(
  'activity_guest',
  {
    id: integer().primaryKey(),
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    organisation: text(),
    post: text(),
    standing: text({ enum: ['invited', 'walkIn'] }).notNull(),
    came: integer({ mode: 'boolean' }),
    addedBy: integer('added_by'),
    addedAt: integer('added_at').notNull(),
  },
  t => [index('activity_guest_activity').on(t.activityId)],
)

/** 学习记录 of a meeting, as its recorder wrote it. */
export const meetingRecord = sqliteTable('meeting_record', {
  activityId: integer('activity_id')
    .primaryKey()
    .references(() => activity.id, { onDelete: 'cascade' }),
  chairedBy: text('chaired_by').notNull().default(''),
  recorder: text().notNull().default(''),
  keySpeakers: text('key_speakers').notNull().default(''),
  conveyed: text().notNull().default(''),
  discussion: text().notNull().default(''),
  summary: text().notNull().default(''),
  version: integer().notNull().default(0),
  changedBy: integer('changed_by'),
  changedAt: integer('changed_at').notNull(),
})
