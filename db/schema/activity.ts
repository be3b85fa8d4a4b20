import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { audience } from './audience'
import { DEFAULT_MAKE_UP_DAYS, planItem, topic } from './plan'
import { person, unit } from './roster'

export const activity = sqliteTable(
  'activity',
  {
    id: integer().primaryKey(),
    uid: text().notNull().unique(),
    /** The office's own number of the activity (编号), where its ledger has one. */
    code: text().unique(),
    hostUnitId: integer('host_unit_id')
      .notNull()
      .references(() => unit.id),
    planItemId: integer('plan_item_id').references(() => planItem.id),
    title: text().notNull(),
    form: text().notNull(),
    day: text().notNull(),
    lastDay: text('last_day').notNull(),
    /** The day before it was postponed; sheets may still identify it by that day. */
    originalDay: text('original_day'),
    startsAt: integer('starts_at'),
    endsAt: integer('ends_at'),
    place: text(),
    hostPersonId: integer('host_person_id').references(() => person.id),
    lecturer: text(),
    lecturerRank: text('lecturer_rank'),
    hours: real(),
    compulsory: integer({ mode: 'boolean' }).notNull().default(false),
    isPublic: integer('is_public', { mode: 'boolean' }).notNull().default(false),
    campaign: text(),
    audienceId: integer('audience_id').references(() => audience.id),
    status: text({ enum: ['draft', 'scheduled', 'postponed', 'cancelled', 'held', 'closed'] })
      .notNull()
      .default('draft'),
    statusReason: text('status_reason'),
    /** Set when an activity made by mistake is deleted: no list shows it; subscribed calendars show it cancelled. */
    deletedAt: integer('deleted_at'),
    leaveRule: text('leave_rule', { enum: ['pending', 'excluded', 'absent'] })
      .notNull()
      .default('pending'),
    makeUpDays: integer('make_up_days').notNull().default(DEFAULT_MAKE_UP_DAYS),
    /**
     * 含学法内容. A session of theory alone is not counted in 参学率 where its plan says so (`theoryLeftOut`, copied
     * here).
     */
    lawContent: integer('law_content', { mode: 'boolean' }).notNull().default(true),
    theoryLeftOut: integer('theory_left_out', { mode: 'boolean' }).notNull().default(false),
    signInFrom: integer('sign_in_from'),
    lateAfter: integer('late_after'),
    signInUntil: integer('sign_in_until'),
    codeSecret: text('code_secret'),
    /** Set by the first mark, check-in or completion; from then on, or from the start on, the set of rows is frozen. */
    rollOpenedAt: integer('roll_opened_at'),
    /** Set when the roll is closed (确认考勤); also on activities whose status is still `held`. */
    rollClosedAt: integer('roll_closed_at'),
    /** 待审核 or 退回, of a unit below the street where the office asks for review (lib/activity/review); null: passed. */
    review: text({ enum: ['waiting', 'sentBack'] }),
    reviewReason: text('review_reason'),
    /** 不再登记: why its roll, on which nobody has a mark, is recorded no more; it is then in no rate of people. */
    notRecordedReason: text('not_recorded_reason'),
    /** 不再补学: why nobody owes a make-up for it any more; no rate moves by it. */
    makeUpsEndedReason: text('make_ups_ended_reason'),
    heads: integer(),
    consultations: integer(),
    /** Number of 名单外参加 whose names are unknown; in no rate and not among the heads. */
    walkIns: integer('walk_ins'),
    remark: text(),
    sequence: integer().notNull().default(0),
    version: integer().notNull().default(0),
    createdAt: integer('created_at').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  t => [
    index('activity_day').on(t.day),
    index('activity_host_day').on(t.hostUnitId, t.day),
    index('activity_public').on(t.isPublic, t.day),
    index('activity_plan_item').on(t.planItemId),
    index('activity_natural_key').on(t.day, t.title, t.hostUnitId, t.code),
  ],
)

export const activityHost = sqliteTable(
  'activity_host',
  {
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id, { onDelete: 'cascade' }),
    /** A co-host is a unit of the tree, or just a name where it is no such unit. */
    name: text().notNull(),
    unitId: integer('unit_id').references(() => unit.id),
  },
  t => [primaryKey({ columns: [t.activityId, t.name] })],
)

export const activityTarget = sqliteTable(
  'activity_target',
  {
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id, { onDelete: 'cascade' }),
    target: text().notNull(),
  },
  t => [primaryKey({ columns: [t.activityId, t.target] })],
)

export const activityTopic = sqliteTable(
  'activity_topic',
  {
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id, { onDelete: 'cascade' }),
    topicId: integer('topic_id')
      .notNull()
      .references(() => topic.id),
  },
  t => [primaryKey({ columns: [t.activityId, t.topicId] }), index('activity_topic_topic').on(t.topicId)],
)

/** Heads by unit for people who are not on the roster; the paper list attached is the proof. */
export const activityHeads = sqliteTable(
  'activity_heads',
  {
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id, { onDelete: 'cascade' }),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    heads: integer().notNull(),
    evidenceId: integer('evidence_id'),
    /** Of the number of heads. */
    version: integer().notNull().default(0),
  },
  t => [primaryKey({ columns: [t.activityId, t.unitId] })],
)

/**
 * What was decided of two activities that may be one: null in `keptId` says 不是重复, else they were merged into that one.
 * `activityId` is the smaller id. How a merge is undone is kept with the run (import_change).
 */
export const activityDouble = sqliteTable(
  'activity_double',
  {
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id, { onDelete: 'cascade' }),
    otherId: integer('other_id')
      .notNull()
      .references(() => activity.id, { onDelete: 'cascade' }),
    keptId: integer('kept_id').references(() => activity.id, { onDelete: 'cascade' }),
    /** No foreign key: what a run recorded is purged after its time. */
    runId: integer('run_id'),
    decidedBy: integer('decided_by'),
    decidedAt: integer('decided_at').notNull(),
  },
  t => [primaryKey({ columns: [t.activityId, t.otherId] }), index('activity_double_other').on(t.otherId)],
)
