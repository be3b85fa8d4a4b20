import { type SQL, sql } from 'drizzle-orm'
import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import { type Filter, scopeJoin } from './counting.sql'

/** SQL conditions: which records of legal work a heading counts, over the columns of `workRows`. */
export const worksUnder = {
  adviserWork: sql`adviser_id is not null`,
  adviserDecisions: sql`kind = 'decision'`,
  adviserLawsuits: sql`kind = 'lawsuit'`,
  adviserMediations: sql`kind = 'mediation'`,
  leaderStudies: sql`kind = 'specialStudy'`,
  leaderHearings: sql`kind = 'hearing'`,
  leaderAccounts: sql`kind = 'account'`,
  lawBeforeMeetings: sql`kind = 'lawBefore'`,
  trialsAttended: sql`kind = 'trial'`,
  courtAppearances: sql`kind = 'court'`,
} satisfies Partial<Record<HeadingCode, SQL>>

/** What advisers and leaders took part in by as-of, and passed where it is reviewed. */
export function workRows(filter: Filter): SQL {
  return worksIn(filter, sql`w.review is null`)
}

/** That which waits for review or was sent back. */
export function unreviewedWorks(filter: Filter): SQL {
  return worksIn(filter, sql`w.review is not null`)
}

/** Records have no form, so a filter by form excludes them all. */
function worksIn(filter: Filter, state: SQL): SQL {
  const { from, to, asOf, month, form } = filter
  return sql`
    select w.id, w.day, w.kind, w.adviser_id, w.unit_id
    from legal_work w ${scopeJoin(sql`w.unit_id`, sql`w.day`)}
    where ${state} and w.day between ${from} and ${to} and w.day <= ${asOf}
      ${form ? sql`and 0` : sql``}
      ${month ? sql`and substr(w.day, 1, 7) = ${month}` : sql``}`
}

/** Full-time advisers in office on the as-of day, by name: a month or a form has none of its own. */
export function fullTimeRows({ asOf, month, form }: Filter): SQL {
  return sql`
    select v.id, v.name, v.unit_id
    from adviser v ${scopeJoin(sql`v.unit_id`, sql`${asOf}`)}
    where v.is_full_time and v.from_day <= ${asOf} and (v.to_day is null or v.to_day >= ${asOf})
      ${month || form ? sql`and 0` : sql``}`
}

// A post as offices write it; a community's secretary and a partner of a law firm lead neither street nor district.
const leading = ['领导', '书记', '常委', '党工委', '办事处主任', '街道主任', '区长', '县长', '市长', '处级']
const lecturerOf = sql`(coalesce(x.lecturer_rank, '') || ' ' || coalesce(x.lecturer, ''))`

/** Over `held`: a leader lectured, by the post of the lecturer. */
export const isLedLecture = sql`exists (select 1 from activity x where x.id = held.id
  and (${sql.join(
    leading.map(word => sql`instr(${lecturerOf}, ${word}) > 0`),
    sql` or `,
  )}) and instr(${lecturerOf}, '社区') = 0 and instr(${lecturerOf}, '律师') = 0)`

/** Over `held`: an activity of a campaign (专项宣传), of this one where it is named. */
export function isOfCampaign(campaign?: string): SQL {
  const named = campaign === undefined ? sql`coalesce(x.campaign, '') <> ''` : sql`x.campaign = ${campaign}`
  return sql`exists (select 1 from activity x where x.id = held.id and ${named})`
}

/** Over `held`: hundredths of the hours of an inner activity, so that sums stay whole. */
export const hundredthsOfHours = sql`(select cast(round(coalesce(x.hours, 0) * 100) as integer) from activity x
  where x.id = held.id and not x.is_public)`

/** Over `ledger`: an entry of new media; text messages have a heading of their own. */
export const isNewMedia = sql`(medium = 'newMedia' and channel <> '短信')`

/** Unit words of new media that number what was put out. */
const ofItems = ['条', '篇', '则', '期', '个', '部']

/**
 * Over `ledger`: how many items an entry of new media stands for: its quantity, where its unit word numbers items; else one,
 * as 4次 or 8小时 of a screen say how often or how long, not how many.
 */
export const newMediaItemsOf = sql`iif(${isNewMedia}, iif(unit_word in (${sql.join(
  ofItems.map(word => sql`${word}`),
  sql`, `,
)}), quantity, 1), 0)`

/** Over `ledger`: how often it was read. */
export const readsOf = sql`coalesce((select o.reads from output o where o.id = ledger.id), 0)`
