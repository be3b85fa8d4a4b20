import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { audience } from './audience'
import { unit } from './roster'

/** 补学期限: a missed activity is made up within so many calendar days, the last one included, unless its plan says otherwise. */
export const DEFAULT_MAKE_UP_DAYS = 30

export const plan = sqliteTable(
  'plan',
  {
    id: integer().primaryKey(),
    year: integer().notNull(),
    kind: text({ enum: ['officials', 'communities', 'workPoints'] }).notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    title: text().notNull(),
    status: text({ enum: ['draft', 'issued', 'closed'] })
      .notNull()
      .default('draft'),
    leaveRule: text('leave_rule', { enum: ['pending', 'excluded', 'absent'] })
      .notNull()
      .default('pending'),
    makeUpDays: integer('make_up_days').notNull().default(DEFAULT_MAKE_UP_DAYS),
    /** Sessions of theory alone (不含学法内容) are not counted in 参学率. */
    theoryLeftOut: integer('theory_left_out', { mode: 'boolean' }).notNull().default(false),
    /** The plan's target in percent; a matrix cell below it is coloured. */
    requiredShare: integer('required_share').notNull().default(90),
    revision: integer().notNull().default(0),
    issuedAt: integer('issued_at'),
    version: integer().notNull().default(0),
  },
  t => [uniqueIndex('plan_key').on(t.year, t.kind, t.unitId)],
)

export const planItem = sqliteTable(
  'plan_item',
  {
    id: integer().primaryKey(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    position: integer().notNull().default(0),
    /** As written in the office's sheet (3月, 每月, 4月15日 …); together with content and form the key of an import. */
    timeWords: text('time_words').notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    /** Monthly items fall due at the end of each month, quarterly ones of each quarter, others at `toDay`. */
    every: text({ enum: ['once', 'month', 'quarter'] })
      .notNull()
      .default('once'),
    times: integer().notNull().default(1),
    content: text().notNull(),
    form: text().notNull().default(''),
    audienceId: integer('audience_id').references(() => audience.id),
    lecturer: text(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    mustLearn: integer('must_learn', { mode: 'boolean' }).notNull().default(false),
    remark: text(),
    /** Work points: the parent point, its weight in percentage points, the proof asked for. */
    parentId: integer('parent_id').references((): AnySQLiteColumn => planItem.id),
    weight: integer(),
    evidence: text(),
    /** For a point that no activity completes: the day it was done, and by what (a contract, a notice, a file). */
    doneOn: text('done_on'),
    doneNote: text('done_note'),
    version: integer().notNull().default(0),
  },
  t => [index('plan_item_plan').on(t.planId, t.position)],
)

export const planRevision = sqliteTable(
  'plan_revision',
  {
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    revision: integer().notNull(),
    at: integer().notNull(),
    accountId: integer('account_id'),
    reason: text(),
    snapshot: text().notNull(),
  },
  t => [primaryKey({ columns: [t.planId, t.revision] })],
)

/** One time that an item falls due: undated (本月待定) until an activity or exam is linked to it. */
export const occurrence = sqliteTable(
  'occurrence',
  {
    id: integer().primaryKey(),
    planItemId: integer('plan_item_id')
      .notNull()
      .references(() => planItem.id, { onDelete: 'cascade' }),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    number: integer().notNull().default(1),
    activityId: integer('activity_id').unique(),
    examId: integer('exam_id').unique(),
    /** This time of a work point without an activity: the day it was done, and by what. */
    doneOn: text('done_on'),
    doneNote: text('done_note'),
  },
  t => [uniqueIndex('occurrence_key').on(t.planItemId, t.fromDay, t.number)],
)

export const topic = sqliteTable('topic', { id: integer().primaryKey(), name: text().notNull().unique() })

/** The must-learn topics (必学内容) of a year. */
export const mustLearnTopic = sqliteTable(
  'must_learn_topic',
  {
    year: integer().notNull(),
    topicId: integer('topic_id')
      .notNull()
      .references(() => topic.id),
  },
  t => [primaryKey({ columns: [t.year, t.topicId] })],
)

export const planItemTopic = sqliteTable(
  'plan_item_topic',
  {
    planItemId: integer('plan_item_id')
      .notNull()
      .references(() => planItem.id, { onDelete: 'cascade' }),
    topicId: integer('topic_id')
      .notNull()
      .references(() => topic.id),
  },
  t => [primaryKey({ columns: [t.planItemId, t.topicId] })],
)
