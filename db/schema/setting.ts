import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A named value as JSON: forms, targets, excellent share, the report's pass rate … */
export const setting = sqliteTable('setting', {
  name: text().primaryKey(),
  value: text().notNull(),
  version: integer().notNull().default(0),
})

/** A correction to the published calendar of public holidays. */
export const holiday = sqliteTable('holiday', {
  day: text().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: ['off', 'work'] }).notNull(),
  version: integer().notNull().default(0),
})

/** The remembered meaning of a word in a sheet: forms, tags, channels, audiences, topics, people of a unit. */
export const termAlias = sqliteTable(
  'term_alias',
  {
    kind: text().notNull(),
    word: text().notNull(),
    meaning: text().notNull(),
    version: integer().notNull().default(0),
  },
  t => [primaryKey({ columns: [t.kind, t.word] })],
)
