import { integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core'
import { unit } from './roster'

/** 年度目标 of a unit's publicity; null: none is set. */
export const yearGoal = sqliteTable(
  'year_goal',
  {
    year: integer().notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    /** Forms that the year before did not have. */
    newForms: integer('new_forms'),
    newMediaAMonth: integer('new_media_a_month'),
    /** 八进: activities for each target. */
    eachTarget: integer('each_target'),
    version: integer().notNull().default(1),
  },
  t => [primaryKey({ columns: [t.year, t.unitId] })],
)
