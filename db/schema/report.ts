import { foreignKey, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { unit } from './roster'

/** Figures of a report that are not computed from rows, typed in with their source. */
export const otherFigure = sqliteTable(
  'other_figure',
  {
    id: integer().primaryKey(),
    year: integer().notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    name: text().notNull(),
    /** What the value is: 11件, 295万元, 12/13; what was typed before figures had a type is words. */
    kind: text({ enum: ['count', 'money', 'rate', 'text'] })
      .notNull()
      .default('text'),
    value: text().notNull(),
    source: text().notNull(),
    version: integer().notNull().default(0),
  },
  t => [uniqueIndex('other_figure_key').on(t.year, t.unitId, t.name)],
)

/** The report of a unit over a span: a year, a quarter, a campaign. */
export const report = sqliteTable(
  'report',
  {
    id: integer().primaryKey(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    version: integer().notNull().default(0),
  },
  t => [uniqueIndex('report_key').on(t.unitId, t.fromDay, t.toDay)],
)

/** 各稿: a draft is written on by its author on its day; a final one is never altered. */
export const reportVersion = sqliteTable(
  'report_version',
  {
    reportId: integer('report_id')
      .notNull()
      .references(() => report.id),
    number: integer().notNull(),
    state: text({ enum: ['draft', 'final'] })
      .notNull()
      .default('draft'),
    /** The paragraphs as JSON; figures stand in them as marks. */
    paragraphs: text().notNull(),
    /** The value of each mark at that moment, as JSON. */
    figures: text().notNull(),
    asOf: text('as_of').notNull(),
    madeBy: integer('made_by'),
    madeAt: integer('made_at').notNull(),
    /** Why a report that was final is final once more. */
    reason: text(),
  },
  t => [primaryKey({ columns: [t.reportId, t.number] })],
)

export const lockedYear = sqliteTable(
  'locked_year',
  {
    year: integer().notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    lockedBy: integer('locked_by'),
    lockedAt: integer('locked_at').notNull(),
    /** The day as of which the year was locked; of a lock from before it was asked for, null: the last of the year. */
    asOf: text('as_of'),
    /** The figures of the annex and those typed in, in words, as JSON. */
    figures: text().notNull().default('{}'),
  },
  t => [primaryKey({ columns: [t.year, t.unitId] })],
)

/** What a lock keeps: the figures of a unit with all below it, or of the unit itself (本级), in a month or in the year. */
export const lockedFigure = sqliteTable(
  'locked_figure',
  {
    year: integer().notNull(),
    /** Whose lock it is. */
    lockUnitId: integer('lock_unit_id').notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    /** `YYYY-MM`; empty: the year. */
    month: text().notNull(),
    isAlone: integer('is_alone', { mode: 'boolean' }).notNull(),
    /** Each figure by its code as JSON, a rate as its two numbers; zeros are left out. */
    figures: text().notNull(),
  },
  t => [
    primaryKey({ columns: [t.year, t.lockUnitId, t.unitId, t.month, t.isAlone] }),
    foreignKey({
      columns: [t.year, t.lockUnitId],
      foreignColumns: [lockedYear.year, lockedYear.unitId],
    }).onDelete('cascade'),
  ],
)

/** 更正: what a write moved in a locked year; by whom, when and why stands in its entry of the log. */
export const figureCorrection = sqliteTable(
  'figure_correction',
  {
    auditId: integer('audit_id').notNull(),
    year: integer().notNull(),
    lockUnitId: integer('lock_unit_id').notNull(),
    /** The figures before and after, as JSON. */
    moved: text().notNull(),
  },
  t => [
    primaryKey({ columns: [t.year, t.lockUnitId, t.auditId] }),
    foreignKey({
      columns: [t.year, t.lockUnitId],
      foreignColumns: [lockedYear.year, lockedYear.unitId],
    }).onDelete('cascade'),
  ],
)
