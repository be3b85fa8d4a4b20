import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A named value as JSON: forms, targets, excellent share, the report's pass rate … */
export const setting = sqliteTable('setting', { name: text().primaryKey(), value: text().notNull() })

/** A correction of the published calendar of days off. */
export const holiday = sqliteTable('holiday', {
  day: text().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: ['off', 'work'] }).notNull(),
})

/** What a word in a sheet means, remembered: forms, tags, channels, audiences, topics, people of a unit. */
export const termAlias = sqliteTable(
  'term_alias',
  {
    kind: text().notNull(),
    word: text().notNull(),
    meaning: text().notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.word] })],
)
