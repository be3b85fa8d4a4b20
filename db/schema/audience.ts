import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { person, tag, unit } from './roster'

/** Who is due, in the words of the sheet; resolved against the roster on the day of the activity. */
export const audience = sqliteTable('audience', {
  id: integer().primaryKey(),
  words: text().notNull().default(''),
})

/**
 * Parts are a union. A part is units × tag: `unitId`, with its subtree where `below`; where `unitKind` is set,
 * every unit of that kind within the subtree of `unitId`; no `unitId` means any unit.
 */
export const audiencePart = sqliteTable(
  'audience_part',
  {
    id: integer().primaryKey(),
    audienceId: integer('audience_id')
      .notNull()
      .references(() => audience.id, { onDelete: 'cascade' }),
    unitId: integer('unit_id').references(() => unit.id),
    below: integer({ mode: 'boolean' }).notNull().default(true),
    unitKind: text('unit_kind', {
      enum: ['street', 'department', 'community', 'enterprise', 'institution', 'other'],
    }),
    tagId: integer('tag_id').references(() => tag.id),
  },
  t => [index('audience_part_audience').on(t.audienceId)],
)

/** Added or excused by name, with a reason; invited people (列席) are planned here too. */
export const audiencePerson = sqliteTable(
  'audience_person',
  {
    audienceId: integer('audience_id')
      .notNull()
      .references(() => audience.id, { onDelete: 'cascade' }),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    how: text({ enum: ['added', 'excused', 'invited'] }).notNull(),
    reason: text(),
  },
  t => [primaryKey({ columns: [t.audienceId, t.personId] })],
)
