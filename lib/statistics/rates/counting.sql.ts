import { type SQL, sql } from 'drizzle-orm'
import { reachCtes } from '@/lib/access/unit-place.sql'
import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import type { Day } from '@/lib/core/time'
import { attemptDay, isValidAttempt } from '@/lib/exam/attempt.sql'
import { isOverBy } from '@/lib/organisation/audience/over.sql'
import { defaults } from '@/lib/organisation/settings/setting.rules'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { countsAsStudy } from '@/lib/plan/duties/owed.sql'
import { isOfTopic, tagged } from './narrowing.sql'

declare const ofViewer: unique symbol

/**
 * The rows under a figure: a unit with its subtree, activities and exams on the days `from`–`to`, in the state
 * at the end of `asOf`; narrowed to a month `YYYY-MM`, a form or a person where a figure is opened.
 * Only `filterFor` (rate.queries.ts) makes one: it asks whether the viewer sees the unit.
 */
export type Filter = {
  readonly [ofViewer]: true
  unitPath: string
  from: Day
  to: Day
  asOf: Day
  /** 本级: the unit itself without its subtree; `isLive`: as the rows say now, also of a locked year. */
  alone?: boolean
  isLive?: true
  month?: string
  form?: string
  personId?: number
  /** One exam, one activity: of the figures that count exams, and of those that count rows of attendance. */
  examId?: number
  activityId?: number
  /** People who had the tag on the row's own day, or who had not; of figures of people alone. */
  tagId?: number
  withoutTagId?: number
  /** Activities of a topic, or of none; of figures that count rows of attendance. */
  topicId?: number | 'none'
}

/**
 * CTE `scope(leaf, id, top, from_day, to_day)`: each unit that ever was in the subtree with every unit above it up to the
 * root of the subtree (itself included), and the days on which it stood there (decision 0051).
 */
export function scopeCte({ unitPath, alone }: Pick<Filter, 'unitPath' | 'alone'>): SQL {
  return sql`with recursive ${reachCtes}, scope as materialized (
    select below.leaf, below.id, top.id as top, max(below.from_day, top.from_day) as from_day, min(below.to_day, top.to_day) as to_day
    from reach top join reach below on below.id = top.leaf
    where top.id = (select id from unit where path = ${unitPath}) ${alone ? sql`and below.leaf = top.id` : sql``}
      and max(below.from_day, top.from_day) <= min(below.to_day, top.to_day)
  )`
}

/** A row once, where its unit stood in the subtree on its day. */
export function scopeJoin(unitColumn: SQL, day: SQL): SQL {
  return sql`join scope on scope.leaf = ${unitColumn} and ${day} between scope.from_day and scope.to_day and scope.id = scope.top`
}

/** The unit of a row and its day, for statements that are about neither a rate nor a heading. */
export function isInScope(unitColumn: SQL, day: SQL): SQL {
  return sql`exists (select 1 from scope where scope.leaf = ${unitColumn} and scope.id = scope.top
    and ${day} between scope.from_day and scope.to_day)`
}

const forms = sql.join(
  onlineStudyForms.map(form => sql`${form}`),
  sql`, `,
)

/** The rule of the kind of leave overrides the plan's. */
const ruleOfLeave = sql`coalesce(r.leave_rule, a.leave_rule)`

const closed = sql`a.status = 'closed'`
const open = sql`a.status in ('scheduled', 'held')`

/**
 * SQL conditions over the activity: the rows that count (`study`: roll closed; without online study, and without sessions
 * of theory alone where their plan leaves these out), and beside them `theory`, only these sessions, `online`, online study,
 * `awaiting`, whose roll is not closed, touched or not (考勤未登记), `notRecorded`, those of them that are recorded no more
 * (不再登记). No activity is two of them.
 */
const kinds = {
  study: sql`(${closed} and ${countsAsStudy} and a.form not in (${forms}))`,
  theory: sql`(${closed} and not ${countsAsStudy} and a.form not in (${forms}))`,
  online: sql`(${closed} and ${countsAsStudy} and a.form in (${forms}))`,
  awaiting: sql`(${open} and a.not_recorded_reason is null)`,
  notRecorded: sql`(${open} and a.not_recorded_reason is not null)`,
}
export type CountedRows = keyof typeof kinds

const isAssigned = sql`(a.status in ('scheduled', 'held', 'closed') and ${countsAsStudy} and a.form not in (${forms}))`

const kindOf = sql`case ${sql.join(
  Object.entries(kinds).map(([kind, is]) => sql`when ${is} then ${kind}`),
  sql` `,
)} end`

/** Rows of compulsory activities that are over by as-of: those of one kind, or of each, with its `kind`. */
export function countedRows(filter: Filter, which: CountedRows | 'any' = 'study'): SQL {
  return rollRows(filter, which, sql`r.standing = 'required'`)
}

/** Rows of the same activities of people who are in no rate: exempt, invited, or there without being on the list. */
export function leftOutRows(filter: Filter): SQL {
  return rollRows(filter, 'study', sql`r.standing in ('exempt', 'invited', 'walkIn')`)
}

/** 应学: rows of what takes place in the span, over or still ahead, online study apart. */
export function assignedRows(filter: Filter): SQL {
  return rollRows(filter, 'assigned', sql`r.standing = 'required'`)
}

function rollRows(filter: Filter, which: CountedRows | 'any' | 'assigned', standing: SQL): SQL {
  const { from, to, asOf, month, form, personId, activityId, topicId } = filter
  return sql`
    select r.activity_id, r.person_id, r.unit_id, a.day, a.form, ${which === 'any' ? kindOf : sql`${which}`} as kind,
      r.mark, r.made_up_on, r.make_up_due, a.leave_rule, r.leave_kind, r.leave_rule as kind_rule,
      a.not_recorded_reason, a.make_ups_ended_reason, r.standing, r.reason,
      coalesce(r.mark in ('present', 'late', 'leftEarly'), 0) as came,
      (coalesce(r.mark in ('present', 'late', 'leftEarly'), 0) or coalesce(r.made_up_on <= ${asOf}, 0)) as studied,
      (r.mark is 'leave' and not coalesce(r.made_up_on <= ${asOf}, 0)
        and (${ruleOfLeave} = 'excluded' or (${ruleOfLeave} = 'pending' and coalesce(r.make_up_due >= ${asOf}, 0)))) as aside,
      (coalesce(r.mark in ('present', 'late', 'leftEarly'), 0) or coalesce(r.made_up_on <= ${asOf}, 0)
        or coalesce(r.make_up_due >= ${asOf}, 0)) as best,
      coalesce(r.completed_on <= ${asOf}, 0) as completed, r.completed_on
    from activity a cross join attendance r on r.activity_id = a.id ${scopeJoin(sql`r.unit_id`, sql`a.day`)}
    where ${standing} and a.compulsory
      and a.day between ${from} and ${to} and ${which === 'assigned' ? isAssigned : isOverBy(asOf)}
      and ${which === 'any' ? sql`a.status in ('scheduled', 'held', 'closed')` : which === 'assigned' ? sql`1` : kinds[which]}
      ${month ? sql`and substr(a.day, 1, 7) = ${month}` : sql``}
      ${form ? sql`and a.form = ${form}` : sql``}
      ${personId ? sql`and r.person_id = ${personId}` : sql``}
      ${activityId ? sql`and a.id = ${activityId}` : sql``}
      ${topicId ? sql`and ${isOfTopic(topicId)}` : sql``} ${tagged(filter, sql`r.person_id`, sql`a.day`)}`
}

/** 优秀线, as a share of the full mark in percent. */
const excellentShare = sql`coalesce((select cast(value as real) from setting where name = 'excellentShare'), ${defaults.excellentShare})`

/**
 * `candidate`: who must sit an exam that has closed by as-of, with the counting attempt: `best` the highest
 * score, `last` the latest, `first` the first; a person who missed or failed the exam gets instead the first
 * attempt of the make-up window.
 */
export function examRows(filter: Filter): SQL {
  const { from, to, asOf, month, form, personId, examId } = filter
  return sql`
    valid as (
      select t.exam_id, t.person_id, t.passed, t.score, e.counting, e.full_mark,
        coalesce(t.submitted_at > e.closes_at, 0) as late,
        row_number() over (partition by t.exam_id, t.person_id order by ${attemptDay}, coalesce(t.submitted_at, 0), t.number) as place
      from attempt t join exam e on e.id = t.exam_id
      where e.closing_day between ${from} and ${to} and ${isValidAttempt()} and ${attemptDay} <= ${asOf}
    ), opening as (
      select *, first_value(passed) over w as opening_passed, first_value(late) over w as opening_late,
        row_number() over (partition by exam_id, person_id order by
          case counting when 'best' then -coalesce(score, passed - 0.5) when 'last' then -place else 0 end, place) as choice
      from valid window w as (partition by exam_id, person_id order by place)
    ), chosen as (
      select *, row_number() over (partition by exam_id, person_id order by
        case when counting <> 'first' then choice when opening_passed or opening_late or late then place else 1000 + place end) as rank
      from opening
    ), outcome as (
      select exam_id, person_id, max(passed) as passed, max(case when place = 1 then passed end) as first_passed,
        max(case when rank = 1 then coalesce(score * 100 >= full_mark * ${excellentShare}, 0) end) as excellent,
        max(case when rank = 1 then score end) as score
      from chosen group by 1, 2
    ), candidate as (
      select c.exam_id, c.person_id, c.unit_id, e.closing_day as day, o.exam_id is not null as sat,
        coalesce(o.passed, 0) as passed, coalesce(o.first_passed, 0) as first_passed, coalesce(o.excellent, 0) as excellent, o.score
      from exam_candidate c join exam e on e.id = c.exam_id ${scopeJoin(sql`c.unit_id`, sql`e.closing_day`)}
        left join outcome o on o.exam_id = c.exam_id and o.person_id = c.person_id
      where c.standing = 'required' and e.status = 'scheduled' and e.closing_day between ${from} and ${to} and e.closing_day <= ${asOf}
        ${form ? sql`and 0` : sql``}
        ${month ? sql`and substr(e.closing_day, 1, 7) = ${month}` : sql``}
        ${personId ? sql`and c.person_id = ${personId}` : sql``}
        ${examId ? sql`and e.id = ${examId}` : sql``} ${filter.topicId ? sql`and 0` : sql``}
        ${tagged(filter, sql`c.person_id`, sql`e.closing_day`)}
    )`
}

/**
 * Activities held by as-of, compulsory or not, roll closed or not, each counted once, in its host unit, and passed where
 * its unit's entries are reviewed. The heads of an inner meeting are no 受众人次.
 */
export function heldActivities(filter: Filter): SQL {
  return activitiesIn(filter, sql`a.status in ('held', 'closed') and a.review is null`)
}

/** Those held that wait for review or were sent back. */
export function unreviewedActivities(filter: Filter): SQL {
  return activitiesIn(filter, sql`a.status in ('held', 'closed') and a.review is not null`)
}

/** Those that are over by as-of and of which nobody has said whether they were held. */
export function plannedActivities(filter: Filter): SQL {
  return activitiesIn(filter, sql`a.status = 'scheduled'`)
}

function activitiesIn(filter: Filter, state: SQL): SQL {
  const { from, to, asOf, month, form } = filter
  return sql`
    select a.id, a.form, a.is_public, iif(a.is_public, a.heads, null) as heads,
      iif(a.is_public, a.consultations, null) as consultations, a.host_unit_id as unit_id, a.day
    from activity a ${scopeJoin(sql`a.host_unit_id`, sql`a.day`)}
    where ${state} and ${isOverBy(asOf)} and a.day between ${from} and ${to}
      ${month ? sql`and substr(a.day, 1, 7) = ${month}` : sql``}
      ${form ? sql`and a.form = ${form}` : sql``}`
}

/**
 * `item_time`: every time that an item of an issued study plan fell due in the span by as-of (`due`), and every time that it
 * was held in it. Work points have a score instead.
 */
export function planTimes(filter: Filter): SQL {
  const { from, to, asOf, month, form } = filter
  return sql`
    item_time as (
      select i.id as item, i.unit_id, i.form, t.day, t.due from (
        select o.plan_item_id as item, o.to_day as day, 1 as due from occurrence o where o.to_day between ${from} and ${to} and o.to_day <= ${asOf}
        union all
        select a.plan_item_id, a.day, 0 from activity a
        where a.plan_item_id is not null and a.status in ('held', 'closed') and ${isOverBy(asOf)} and a.day between ${from} and ${to}
        union all
        select e.plan_item_id, e.closing_day, 0 from exam e
        where e.plan_item_id is not null and e.status = 'scheduled' and e.closing_day <= ${asOf} and e.closing_day between ${from} and ${to}
      ) t join plan_item i on i.id = t.item join plan p on p.id = i.plan_id and p.kind <> 'workPoints' and p.status <> 'draft'
        ${scopeJoin(sql`i.unit_id`, sql`t.day`)}
      where true ${month ? sql`and substr(t.day, 1, 7) = ${month}` : sql``} ${form ? sql`and i.form = ${form}` : sql``}
    )`
}

/** SQL conditions: which held activities a heading counts, over the columns of `heldActivities`. */
export const heldUnder = {
  publicEvents: sql`form = '宣传咨询活动'`,
  publicLectures: sql`(form = '法律知识讲座' or (form = '专题讲座' and is_public))`,
  officialLectures: sql`(form in ('法治专题讲座', '专题讲座') and not is_public)`,
  collectiveStudies: sql`form = '集中学法'`,
  centreGroupStudies: sql`form = '中心组学习'`,
  plenaryMeetings: sql`form = '领导小组全体会议'`,
} satisfies Partial<Record<HeadingCode, SQL>>

/** SQL condition: held activities whose form counts under no heading. */
export const heldUnderNone = sql`not (${sql.join(Object.values(heldUnder), sql` or `)})`

/** SQL condition over `held`: a public event that used material of the ledger, none of it new media. */
export const paperOnly = sql`is_public and exists (select 1 from output o where o.activity_id = held.id
    and o.review is null) and not exists (
  select 1 from output o join channel c on c.id = o.channel_id where o.activity_id = held.id and o.review is null and c.medium = 'newMedia')`

/** SQL conditions: which entries of the ledger a heading sums, over the columns of `ledgerRows`. */
export const handedOutUnder = {
  banners: sql`channel in ('横幅', '标语')`,
  leaflets: sql`channel in ('普法资料', '资料')`,
  textMessages: sql`channel = '短信'`,
} satisfies Partial<Record<HeadingCode, SQL>>

/** Material put up, handed out or sent by as-of, and passed where it is reviewed. */
export function ledgerRows(filter: Filter): SQL {
  return outputsIn(filter, sql`o.review is null`)
}

/** That which waits for review or was sent back. */
export function unreviewedOutputs(filter: Filter): SQL {
  return outputsIn(filter, sql`o.review is not null`)
}

/** Entries have no form, so a filter by form excludes them all. */
function outputsIn(filter: Filter, state: SQL): SQL {
  const { from, to, asOf, month, form } = filter
  return sql`
    select o.id, o.day, o.quantity, coalesce(o.unit_word, c.unit_word) as unit_word, o.topic, c.name as channel, c.medium, o.unit_id,
      o.activity_id
    from output o join channel c on c.id = o.channel_id ${scopeJoin(sql`o.unit_id`, sql`o.day`)}
    where ${state} and o.day between ${from} and ${to} and o.day <= ${asOf}
      ${form ? sql`and 0` : sql``}
      ${month ? sql`and substr(o.day, 1, 7) = ${month}` : sql``}`
}

/** The communities of the as-of day, and whether each (or a unit below it) has an adviser in office on it. */
export function communityRows(filter: Filter): SQL {
  const { asOf } = filter
  return sql`
    select u.id, u.name, u.tree_order, exists (select 1 from ${advisersOf(filter)}) as served
    from unit u ${scopeJoin(sql`u.id`, sql`${asOf}`)}
    where u.kind = 'community' and (u.first_day is null or u.first_day <= ${asOf}) and (u.last_day is null or u.last_day >= ${asOf})`
}

/** SQL, to select from: the advisers in office on the as-of day in the unit `u` and below it, as `a`. */
export function advisersOf({ asOf }: Filter): SQL {
  return sql`adviser a join reach s on s.leaf = a.unit_id and s.id = u.id and ${asOf} between s.from_day and s.to_day
    where a.from_day <= ${asOf} and (a.to_day is null or a.to_day >= ${asOf})`
}

/** The must-learn topics of the years that the span touches. */
export function mustLearnTopics({ from, to }: Filter): SQL {
  return sql`
    select distinct topic_id from must_learn_topic where year between ${from.slice(0, 4)} and ${to.slice(0, 4)}`
}
