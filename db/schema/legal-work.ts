import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { adviser, person, unit } from './roster'

/**
 * What a legal adviser took part in, and what a leader did as 第一责任人: one row for each case or occasion. The kind
 * says of whom it is (lib/organisation/legal-work/legal-work.rules.ts): an adviser or a person, never both.
 */
export const legalWork = sqliteTable(
  'legal_work',
  {
    id: integer().primaryKey(),
    day: text().notNull(),
    kind: text({
      enum: [
        ...(['decision', 'lawsuit', 'mediation', 'publicity', 'advice'] as const),
        ...(['specialStudy', 'hearing', 'account', 'lawBefore', 'trial', 'court'] as const),
      ],
    }).notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    adviserId: integer('adviser_id').references(() => adviser.id),
    personId: integer('person_id').references(() => person.id),
    matter: text().notNull(),
    /** The minutes, the opinion or the file that proves it. */
    paper: text(),
    /** As of an activity; null: passed. Of what an adviser did alone. */
    review: text({ enum: ['waiting', 'sentBack'] }),
    reviewReason: text('review_reason'),
    createdAt: integer('created_at').notNull(),
    version: integer().notNull().default(0),
  },
  t => [index('legal_work_day').on(t.day), index('legal_work_adviser').on(t.adviserId)],
)
