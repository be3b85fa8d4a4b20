import { type SQL, sql } from 'drizzle-orm'

/**
 * Over the attempt `t` of the exam `e`: not annulled, and handed in in the official or the make-up window as they stand
 * (rates.md, "Exams"); without 交卷时间 it counts on the closing day. `isInWindow` of exam.rules.ts says the same.
 */
export function isValidAttempt(t: SQL = sql`t`, e: SQL = sql`e`): SQL {
  return sql`(${t}.annulled_reason is null and ${isInWindow(t, e)})`
}

export function isInWindow(t: SQL, e: SQL): SQL {
  return sql`(${t}.submitted_at is null or (${t}.submitted_at >= ${e}.opens_at
    and ${t}.submitted_at <= coalesce(max(${e}.closes_at, ${e}.make_up_closes_at), ${e}.closes_at)))`
}

/** The day to which the attempt `t` counts: without 交卷时间 it moves with the closing day. */
export const attemptDay = sql`iif(t.submitted_at is null, e.closing_day, t.day)`
