import { type SQL, sql } from 'drizzle-orm'
import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import { type Filter, type Grouping, scopeCte, scopeJoin } from './counting.sql'

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

/** What advisers and leaders took part in by as-of; it has no form, so a filter by form excludes it. */
export function workRows(filter: Filter, groups: Grouping[]): SQL {
  const { from, to, asOf, month, form } = filter
  return sql`
    select w.id, w.day, w.kind, w.adviser_id, w.unit_id, substr(w.day, 1, 7) as month, '' as form, scope.id as group_unit
    from legal_work w ${scopeJoin(sql`w.unit_id`, sql`w.day`, groups)}
    where w.day between ${from} and ${to} and w.day <= ${asOf}
      ${form ? sql`and 0` : sql``}
      ${month ? sql`and substr(w.day, 1, 7) = ${month}` : sql``}`
}

/** Full-time advisers in office on the as-of day, by name: a month or a form has none of its own. */
export function fullTimeRows({ asOf, month, form }: Filter, groups: Grouping[]): SQL {
  return sql`
    select v.id, v.name, v.unit_id, scope.id as group_unit
    from adviser v ${scopeJoin(sql`v.unit_id`, sql`${asOf}`, groups)}
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

/** Over `ledger`: how often it was read. */
export const readsOf = sql`coalesce((select o.reads from output o where o.id = ledger.id), 0)`

/** A sum for each condition, under its name. */
export function summed(conditions: Record<string, SQL>, what: SQL): SQL {
  return sql.join(
    Object.entries(conditions).map(
      ([code, condition]) =>
        sql`sum(case when ${condition} then ${what} else 0 end) as ${sql.identifier(code)}`,
    ),
    sql`, `,
  )
}

/** The headings over `held` that have no form of their own. */
export const heldSums = sql`${summed({ leaderLectures: isLedLecture, campaignEvents: isOfCampaign() }, sql`1`)},
  sum(coalesce(${hundredthsOfHours}, 0)) / 100.0 as studyHours`

/** The headings over `ledger` that no channel has. */
export const ledgerSums = sql`sum(${isNewMedia}) as newMediaItems, sum(${readsOf}) as reads`

export function worksCounted(filter: Filter, groups: Grouping[], key: SQL): SQL {
  return sql`
    ${scopeCte(filter)}, work as (${workRows(filter, groups)})
    select ${key} as key, ${summed(worksUnder, sql`1`)} from work group by 1`
}

export function fullTimeCounted(filter: Filter, groups: Grouping[], key: SQL): SQL {
  return sql`
    ${scopeCte(filter)}, full_time as (${fullTimeRows(filter, groups)})
    select ${key} as key, count(distinct name) as fullTimeAdvisers from full_time group by 1`
}
