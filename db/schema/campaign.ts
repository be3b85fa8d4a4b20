import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A day, week or month of publicity (普法宣传节点), from which a plan can be started. */
export const campaignDay = sqliteTable('campaign_day', {
  id: integer().primaryKey(),
  position: integer().notNull().default(0),
  /**
   * When it falls, in the format of lib/plan/campaigns/campaign.rules.ts: a day, a span, a month, an nth
   * weekday, a lunar day.
   */
  rule: text().notNull(),
  name: text().notNull(),
  topic: text().notNull().default(''),
  /** The department of the sub-district that leads it. */
  lead: text().notNull().default(''),
  source: text().notNull().default(''),
  /** Null until the office has confirmed a row whose source is uncertain. */
  confirmedAt: integer('confirmed_at'),
  version: integer().notNull().default(0),
})
