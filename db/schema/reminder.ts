import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { account } from './access'
import { activity } from './activity'

/** One reminder by mail for each account, activity and day of that activity. */
export const reminder = sqliteTable(
  'reminder',
  {
    id: integer().primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    activityId: integer('activity_id')
      .notNull()
      .references(() => activity.id),
    day: text().notNull(),
    /** `sending` is set before a mail leaves: a mail interrupted there is not sent again (at most once). */
    state: text({ enum: ['waiting', 'sending', 'sent', 'failed'] })
      .notNull()
      .default('waiting'),
    tries: integer().notNull().default(0),
    nextTryAt: integer('next_try_at').notNull(),
    sentAt: integer('sent_at'),
    fault: text(),
  },
  t => [
    uniqueIndex('reminder_key').on(t.accountId, t.activityId, t.day),
    index('reminder_due').on(t.state, t.nextTryAt),
  ],
)
