import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { addDays, type Day } from '@/lib/core/time'
import { EARLY_DAYS } from './belonging.rules'

type Account = { id: SQLWrapper; personId: SQLWrapper }

/** As `belongs` of belonging.rules.ts says. */
export function belongs({ id, personId }: Account, today: Day): SQL {
  return sql`(exists (select 1 from "grant" held where held.account_id = ${id}) or exists (
    select 1 from membership held where held.person_id = ${personId}
      and held.from_day <= ${addDays(today, EARLY_DAYS)} and (held.to_day is null or held.to_day >= ${today})))`
}

/** The same as text, for statements that are prepared by hand: its two parameters are `belongingDays`. */
export function belongsText(account: string): string {
  return `(exists (select 1 from "grant" held where held.account_id = ${account}.id) or exists (
    select 1 from membership held where held.person_id = ${account}.person_id
      and held.from_day <= ? and (held.to_day is null or held.to_day >= ?)))`
}

export function belongingDays(today: Day): [soon: Day, today: Day] {
  return [addDays(today, EARLY_DAYS), today]
}
