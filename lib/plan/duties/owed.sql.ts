import { sql } from 'drizzle-orm'

/** As `countsAsStudy` says, over the activity `a`. */
export const countsAsStudy = sql`(a.compulsory and (a.law_content or not a.theory_left_out))`
