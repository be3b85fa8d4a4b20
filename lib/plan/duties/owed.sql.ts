import { type SQL, sql } from 'drizzle-orm'
import type { Day } from '@/lib/core/time'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'

/** As `countsAsStudy` says, over the activity `a`. */
export const countsAsStudy = sql`(a.compulsory and (a.law_content or not a.theory_left_out))`

/** As `owesMakeUp` says, over the activity `a` and its row `r` (or the name that a statement has for it); never null. */
export function owesMakeUp(asOf: Day, r: SQL = sql`r`): SQL {
  return sql`(${r}.standing = 'required' and (${r}.made_up_on is null or ${r}.made_up_on > ${asOf}) and ${countsAsStudy} and a.day <= ${asOf}
    and a.make_ups_ended_reason is null
    and a.form not in (select value from json_each(${JSON.stringify(onlineStudyForms)}))
    and iif(${r}.mark is null, a.status = 'closed', ${r}.mark in ('leave', 'absent') and a.status in ('scheduled', 'held', 'closed')))`
}
