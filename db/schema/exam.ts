import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { audience } from './audience'
import { planItem } from './plan'
import { person, unit } from './roster'

export const exam = sqliteTable(
  'exam',
  {
    id: integer().primaryKey(),
    uid: text().notNull().unique(),
    title: text().notNull(),
    hostUnitId: integer('host_unit_id')
      .notNull()
      .references(() => unit.id),
    planItemId: integer('plan_item_id').references(() => planItem.id),
    opensAt: integer('opens_at').notNull(),
    /** A closing day typed without a time closes at the end of that day. */
    closesAt: integer('closes_at').notNull(),
    closingDay: text('closing_day').notNull(),
    makeUpClosesAt: integer('make_up_closes_at'),
    fullMark: real('full_mark').notNull(),
    passMark: real('pass_mark').notNull(),
    attempts: integer(),
    makeUpAttempts: integer('make_up_attempts'),
    counting: text({ enum: ['best', 'last', 'first'] })
      .notNull()
      .default('best'),
    audienceId: integer('audience_id').references(() => audience.id),
    status: text({ enum: ['draft', 'scheduled', 'cancelled'] })
      .notNull()
      .default('scheduled'),
    listConfirmedAt: integer('list_confirmed_at'),
    sequence: integer().notNull().default(0),
    version: integer().notNull().default(0),
    createdAt: integer('created_at').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  t => [
    uniqueIndex('exam_key').on(t.title, t.hostUnitId),
    index('exam_closing').on(t.closingDay),
    index('exam_plan_item').on(t.planItemId),
  ],
)

export const examCandidate = sqliteTable(
  'exam_candidate',
  {
    examId: integer('exam_id')
      .notNull()
      .references(() => exam.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    standing: text({ enum: ['required', 'exempt', 'withdrawn'] }).notNull(),
    standingByHand: integer('standing_by_hand', { mode: 'boolean' }).notNull().default(false),
    reason: text(),
    /** Why somebody who must sit did not, as a sheet of results says: 出差. */
    missedReason: text('missed_reason'),
    version: integer().notNull().default(0),
    feedSequence: integer('feed_sequence').notNull().default(0),
    feedChangedAt: integer('feed_changed_at').notNull().default(0),
  },
  t => [primaryKey({ columns: [t.examId, t.personId] }), index('exam_candidate_person').on(t.personId)],
)

/**
 * A submitted attempt. The pass mark is frozen here; `passed` is set without a score where the sheet gave only
 * the result.
 */
export const attempt = sqliteTable(
  'attempt',
  {
    id: integer().primaryKey(),
    examId: integer('exam_id')
      .notNull()
      .references(() => exam.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    number: integer().notNull(),
    startedAt: integer('started_at'),
    submittedAt: integer('submitted_at'),
    /** The day to which it counts: of the submission, else the closing day. */
    day: text().notNull(),
    score: real(),
    passMark: real('pass_mark').notNull(),
    passed: integer({ mode: 'boolean' }).notNull(),
    source: text({ enum: ['import', 'inside', 'typed'] }).notNull(),
    annulledReason: text('annulled_reason'),
    version: integer().notNull().default(0),
  },
  t => [uniqueIndex('attempt_key').on(t.examId, t.personId, t.number)],
)
