import { type SQL, sql } from 'drizzle-orm'
import { type Limits, type PurgeKind, signInActions } from './retention.rules'

/** The year in Shanghai of a column of instants. */
const yearOf = (column: SQL) =>
  sql`cast(strftime('%Y', (${column} + 28800000) / 1000, 'unixepoch') as integer)`

const lockedYears = sql`(select l.year from locked_year l join unit u on u.id = l.unit_id where u.parent_id is null)`

const writtenDrafts = sql`select id, ${yearOf(sql`created_at`)} as year from import_draft where written_at is not null`
/** Imports of the command line have no draft, and those of a page none any more once it has gone. */
const loneRuns = sql`select id, ${yearOf(sql`written_at`)} as year from import_run r
  where not exists (select 1 from import_draft d where d.run_id = r.id)`

const importsUpTo = (rows: SQL, upTo: number) => sql`(
    select id, year, year in ${lockedYears} as is_locked from (${rows}) where year <= ${upTo})`

export const draftsOfYears = (upTo: number) => importsUpTo(writtenDrafts, upTo)
export const runsOfYears = (upTo: number) => importsUpTo(loneRuns, upTo)

/**
 * What belongs to years up to one: `year` until whose end it is new, and whether the years of the activity or plan, in
 * whose figures it stands, are locked (锁定年度数据). Of a year that is not locked everything stays.
 */
export const ofYears = {
  evidence: upTo => sql`(
    select id, hash, kind, activity_id, plan_item_id, max(last, added) as year,
      first in ${lockedYears} and last in ${lockedYears} as is_locked
    from (select e.*, ${yearOf(sql`e.added_at`)} as added,
        coalesce(cast(substr(a.day, 1, 4) as integer), p.year, ${yearOf(sql`e.added_at`)}) as first,
        coalesce(cast(substr(a.last_day, 1, 4) as integer), p.year, ${yearOf(sql`e.added_at`)}) as last
      from evidence e left join activity a on a.id = e.activity_id
        left join plan_item i on i.id = e.plan_item_id left join plan p on p.id = i.plan_id
      where e.purged_at is null)
    where max(last, added) <= ${upTo})`,
  // Who waits to be verified is still a question. From the activities of those days: there are many younger scans.
  scans: upTo => sql`(
    select id, max(last, scanned) as year, first in ${lockedYears} and last in ${lockedYears} as is_locked
    from (select s.id, ${yearOf(sql`s.at`)} as scanned, cast(substr(a.day, 1, 4) as integer) as first,
        cast(substr(a.last_day, 1, 4) as integer) as last
      from activity a cross join sign_in s on s.activity_id = a.id
      where a.day <= ${`${upTo}-12-31`} and not (s.outcome = 'toVerify' and s.decision is null))
    where max(last, scanned) <= ${upTo})`,
  imports: upTo => importsUpTo(sql`${writtenDrafts} union all ${loneRuns}`, upTo),
} satisfies Partial<Record<PurgeKind, (upTo: number) => SQL>>

/**
 * Rows of a table, by the columns of its key (some tables have no rowid), and the condition under which they go, which
 * may be one on something that is read `among` the table and others.
 */
export type Rows = { from: SQL; among?: SQL; key: SQL; where: SQL }

/** Rows that belong to no year. */
export const byAge: Partial<Record<PurgeKind, (limits: Limits) => Rows>> = {
  sessions: ({ sessions }) => ({
    from: sql`session`,
    key: sql`id`,
    where: sql`started_at < ${sessions}`,
  }),
  drafts: ({ drafts }) => ({
    from: sql`import_draft`,
    key: sql`id`,
    where: sql`written_at is null and created_at < ${drafts}`,
  }),
  importChanges: ({ importChanges }) => ({
    from: sql`import_change`,
    key: sql`id`,
    where: sql`run_id in (select r.id from import_run r where r.written_at < ${importChanges})`,
  }),
  browsers: ({ browsers }) => ({
    from: sql`bound_device`,
    key: sql`device`,
    where: sql`until < ${browsers}`,
  }),
  requestKeys: ({ requestKeys }) => ({
    from: sql`request_key`,
    key: sql`key`,
    where: sql`at < ${requestKeys}`,
  }),
  tries: ({ tries }) => ({
    from: sql`sign_in_failure`,
    key: sql`name_hash, source`,
    where: sql`wait_until < ${tries}`,
  }),
  reminders: ({ reminders }) => ({
    from: sql`reminder`,
    key: sql`id`,
    where: sql`day < strftime('%Y-%m-%d', (${reminders} + 28800000) / 1000, 'unixepoch')`,
  }),
}

/** So many entries of the log are read at a time. */
export const ENTRIES_IN_WINDOW = 5000

const hasText = sql`(t.actor is not null or t.reason is not null or t.before is not null or t.after is not null)`
const isSignIn = sql`a.action in (select value from json_each(${JSON.stringify(signInActions)}))`

/** Entries after an id, at most ENTRIES_IN_WINDOW further on, that are older than the limit and still have a text. */
function oldEntries(after: number, limit: number): SQL {
  return sql`from audit a join audit_text t on t.audit_id = a.id
    where a.id > ${after} and a.id <= ${after + ENTRIES_IN_WINDOW} and a.at < ${limit} and ${hasText}`
}

/** Of these, the ones of signing in. */
export function signInEntries(after: number, limit: number): SQL {
  return sql`select a.id ${oldEntries(after, limit)} and ${isSignIn} order by a.id`
}

/** Of these, how many of each year are of signing in, and how many explain something else. */
export function oldEntriesByYear(after: number, limit: number): SQL {
  return sql`select ${yearOf(sql`a.at`)} as year, sum(${isSignIn}) as due, sum(not ${isSignIn}) as stays
    ${oldEntries(after, limit)} group by 1`
}

/** The last entry before an instant. Ids rise with time, except where the clock was wrong for a while. */
export function lastEntryBefore(limit: number): SQL {
  return sql`select id from audit where at < ${limit} order by at desc, id desc limit 1`
}

/** On how many of the days before an instant a person wrote something. */
export function usedDays(at: number, days: number): SQL {
  return sql`
    with recursive back (n) as (select 0 union all select n + 1 from back where n < ${days - 1})
    select count(*) as days from back
    where exists (select 1 from audit where at <= ${at} - n * 86400000 and at > ${at} - (n + 1) * 86400000
      and account_id is not null)`
}
