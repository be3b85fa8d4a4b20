import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
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
    /** Snapshot of the figures as JSON; a later correction shows beside them. */
    figures: text().notNull().default('{}'),
  },
  t => [primaryKey({ columns: [t.year, t.unitId] })],
)
