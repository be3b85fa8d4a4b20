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
    value: text().notNull(),
    source: text().notNull(),
    version: integer().notNull().default(0),
  },
  t => [uniqueIndex('other_figure_key').on(t.year, t.unitId, t.name)],
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
