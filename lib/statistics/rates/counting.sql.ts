import { type SQL, sql } from 'drizzle-orm'
import { reachCtes } from '@/lib/access/unit-place.sql'
import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import type { Day } from '@/lib/core/time'
import { attemptDay, isValidAttempt } from '@/lib/exam/attempt.sql'
import { isOverBy } from '@/lib/organisation/audience/over.sql'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { countsAsStudy } from '@/lib/plan/duties/owed.sql'

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
  /** 本级: the unit itself without its subtree. */
  alone?: boolean
  month?: string
  form?: string
  personId?: number
  /** One exam, one activity: of the figures that count exams, and of those that count rows of attendance. */
  examId?: number
  activityId?: number
}

export type Grouping = 'unit' | 'month' | 'form' | 'person'

const columnOf: Record<Grouping, SQL> = {
  unit: sql`group_unit`,
  month: sql`month`,
  form: sql`form`,
  person: sql`person_id`,
}

/** The group key, made of columns that every counting query below provides. */
export function groupedKey(groups: Grouping[]): SQL {
  if (groups.length === 0) return sql`''`
  return sql.join(
    groups.map(group => columnOf[group]),
    sql` || '|' || `,
  )
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

/** One row per person and activity; when grouped by unit, a row is repeated for each unit above it on its day. */
export function scopeJoin(unitColumn: SQL, day: SQL, groups: Grouping[]): SQL {
  const there = sql`join scope on scope.leaf = ${unitColumn} and ${day} between scope.from_day and scope.to_day`
  return groups.includes('unit') ? there : sql`${there} and scope.id = scope.top`
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

export type CountedRows = 'study' | 'theory' | 'online' | 'awaiting' | 'notRecorded'

/**
 * The rows that count: compulsory, held, over by as-of, roll closed; without online study, and without sessions
 * of theory alone where their plan leaves these out. `theory` selects only these, `online` online study
 * instead, `awaiting` those whose roll is not closed, touched or not (考勤未登记), `notRecorded` those of them that are recorded
 * no more (不再登记).
 */
export function countedRows(filter: Filter, groups: Grouping[], which: CountedRows = 'study'): SQL {
  const { from, to, asOf, month, form, personId, activityId } = filter
  const kinds = {
    study: sql`and ${countsAsStudy} and a.form not in (${forms})`,
    theory: sql`and not ${countsAsStudy} and a.form not in (${forms})`,
    online: sql`and ${countsAsStudy} and a.form in (${forms})`,
    awaiting: sql`and a.not_recorded_reason is null`,
    notRecorded: sql`and a.not_recorded_reason is not null`,
  }
  return sql`
    select r.activity_id, r.person_id, r.unit_id, scope.id as group_unit, substr(a.day, 1, 7) as month, a.form,
      r.mark, r.made_up_on, r.make_up_due, a.leave_rule, r.leave_kind, r.leave_rule as kind_rule,
      a.not_recorded_reason, a.make_ups_ended_reason,
      coalesce(r.mark in ('present', 'late', 'leftEarly'), 0) as came,
      (coalesce(r.mark in ('present', 'late', 'leftEarly'), 0) or coalesce(r.made_up_on <= ${asOf}, 0)) as studied,
      (r.mark is 'leave' and not coalesce(r.made_up_on <= ${asOf}, 0)
        and (${ruleOfLeave} = 'excluded' or (${ruleOfLeave} = 'pending' and coalesce(r.make_up_due >= ${asOf}, 0)))) as aside,
      (coalesce(r.mark in ('present', 'late', 'leftEarly'), 0) or coalesce(r.made_up_on <= ${asOf}, 0)
        or coalesce(r.make_up_due >= ${asOf}, 0)) as best,
      coalesce(r.completed_on <= ${asOf}, 0) as completed, r.completed_on
    from activity a cross join attendance r on r.activity_id = a.id ${scopeJoin(sql`r.unit_id`, sql`a.day`, groups)}
    where r.standing = 'required' and a.compulsory
      and ${which === 'awaiting' || which === 'notRecorded' ? sql`a.status in ('scheduled', 'held')` : sql`a.status = 'closed'`}
      and ${isOverBy(asOf)} and a.day between ${from} and ${to} ${kinds[which]}
      ${month ? sql`and substr(a.day, 1, 7) = ${month}` : sql``}
      ${form ? sql`and a.form = ${form}` : sql``}
      ${personId ? sql`and r.person_id = ${personId}` : sql``}
      ${activityId ? sql`and a.id = ${activityId}` : sql``}`
}

/**
 * `candidate`: who must sit an exam that has closed by as-of, with the counting attempt: `best` the highest
 * score, `last` the latest, `first` the first; a person who missed or failed the exam gets instead the first
 * attempt of the make-up window.
 */
export function examRows(filter: Filter, groups: Grouping[], excellentShare: number): SQL {
  const { from, to, asOf, month, form, personId, examId } = filter
  return sql`
    valid as (
      select t.exam_id, t.person_id, t.passed, t.score, e.counting, e.full_mark,
        coalesce(t.submitted_at > e.closes_at, 0) as late,
        row_number() over (partition by t.exam_id, t.person_id order by ${attemptDay}, coalesce(t.submitted_at, 0), t.number) as place
      from attempt t join exam e on e.id = t.exam_id
      where ${isValidAttempt()} and ${attemptDay} <= ${asOf}
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
      select c.exam_id, c.person_id, c.unit_id, scope.id as group_unit, substr(e.closing_day, 1, 7) as month, '' as form,
        o.exam_id is not null as sat, coalesce(o.passed, 0) as passed, coalesce(o.first_passed, 0) as first_passed,
        coalesce(o.excellent, 0) as excellent, o.score
      from exam_candidate c join exam e on e.id = c.exam_id ${scopeJoin(sql`c.unit_id`, sql`e.closing_day`, groups)}
        left join outcome o on o.exam_id = c.exam_id and o.person_id = c.person_id
      where c.standing = 'required' and e.status = 'scheduled' and e.closing_day between ${from} and ${to} and e.closing_day <= ${asOf}
        ${form ? sql`and 0` : sql``}
        ${month ? sql`and substr(e.closing_day, 1, 7) = ${month}` : sql``}
        ${personId ? sql`and c.person_id = ${personId}` : sql``}
        ${examId ? sql`and e.id = ${examId}` : sql``}
    )`
}

/**
 * Activities held by as-of, compulsory or not, roll closed or not, each counted once, in its host unit, and passed where
 * its unit's entries are reviewed. The heads of an inner meeting are no 受众人次.
 */
export function heldActivities(filter: Filter, groups: Grouping[]): SQL {
  return activitiesIn(filter, groups, sql`a.status in ('held', 'closed') and a.review is null`)
}

/** Those held that wait for review or were sent back. */
export function unreviewedActivities(filter: Filter, groups: Grouping[]): SQL {
  return activitiesIn(filter, groups, sql`a.status in ('held', 'closed') and a.review is not null`)
}

/** Those that are over by as-of and of which nobody has said whether they were held. */
export function plannedActivities(filter: Filter, groups: Grouping[]): SQL {
  return activitiesIn(filter, groups, sql`a.status = 'scheduled'`)
}

function activitiesIn(filter: Filter, groups: Grouping[], state: SQL): SQL {
  const { from, to, asOf, month, form } = filter
  return sql`
    select a.id, a.form, a.is_public, iif(a.is_public, a.heads, null) as heads,
      iif(a.is_public, a.consultations, null) as consultations, substr(a.day, 1, 7) as month, scope.id as group_unit
    from activity a ${scopeJoin(sql`a.host_unit_id`, sql`a.day`, groups)}
    where ${state} and ${isOverBy(asOf)} and a.day between ${from} and ${to}
      ${month ? sql`and substr(a.day, 1, 7) = ${month}` : sql``}
      ${form ? sql`and a.form = ${form}` : sql``}`
}

/**
 * `item_times`: for every item of an issued study plan, how often it fell due in the span by as-of, and how
 * often it was held in it. Work points have a score instead.
 */
export function planTimes(filter: Filter, groups: Grouping[]): SQL {
  const { from, to, asOf, month, form } = filter
  const byMonth = groups.includes('month')
  const inMonth = (day: SQL) => (byMonth ? sql`substr(${day}, 1, 7)` : sql`''`)
  return sql`
    due_time as (
      select i.id as item, i.form, ${inMonth(sql`o.to_day`)} as month, scope.id as group_unit, count(*) as due
      from occurrence o join plan_item i on i.id = o.plan_item_id
        join plan p on p.id = i.plan_id and p.kind <> 'workPoints' and p.status <> 'draft'
        ${scopeJoin(sql`i.unit_id`, sql`o.to_day`, groups)}
      where o.to_day between ${from} and ${to} and o.to_day <= ${asOf}
        ${month ? sql`and substr(o.to_day, 1, 7) = ${month}` : sql``} group by 1, 3, 4
    ), held_time as (
      select item, month, scope.id as group_unit, count(*) as held from (
        select a.plan_item_id as item, ${inMonth(sql`a.day`)} as month, a.day as day from activity a
        where a.plan_item_id is not null and a.status in ('held', 'closed') and ${isOverBy(asOf)} and a.day between ${from} and ${to}
        union all
        select e.plan_item_id, ${inMonth(sql`e.closing_day`)}, e.closing_day from exam e
        where e.plan_item_id is not null and e.status = 'scheduled' and e.closing_day <= ${asOf} and e.closing_day between ${from} and ${to}
      ) join plan_item i on i.id = item ${scopeJoin(sql`i.unit_id`, sql`day`, groups)}
      ${month ? sql`where substr(day, 1, 7) = ${month}` : sql``} group by 1, 2, 3
    ), item_times as (
      select ${groupedKey(groups)} as key, item, due, held from (
        select d.item, d.form, d.month, d.group_unit, d.due, coalesce(h.held, 0) as held
        from due_time d left join held_time h on h.item = d.item and h.month = d.month and h.group_unit = d.group_unit
        ${form ? sql`where d.form = ${form}` : sql``}
      )
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

/** SQL conditions: which entries of the ledger a heading sums, over the columns of `ledgerRows`. */
export const handedOutUnder = {
  banners: sql`channel in ('横幅', '标语')`,
  leaflets: sql`channel in ('普法资料', '资料')`,
  textMessages: sql`channel = '短信'`,
} satisfies Partial<Record<HeadingCode, SQL>>

/** Material put up, handed out or sent by as-of, and passed where it is reviewed. */
export function ledgerRows(filter: Filter, groups: Grouping[]): SQL {
  return outputsIn(filter, groups, sql`o.review is null`)
}

/** That which waits for review or was sent back. */
export function unreviewedOutputs(filter: Filter, groups: Grouping[]): SQL {
  return outputsIn(filter, groups, sql`o.review is not null`)
}

/** Entries have no form, so a filter by form excludes them all. */
function outputsIn(filter: Filter, groups: Grouping[], state: SQL): SQL {
  const { from, to, asOf, month, form } = filter
  return sql`
    select o.id, o.day, o.quantity, o.topic, c.name as channel, c.medium, o.unit_id, o.activity_id,
      substr(o.day, 1, 7) as month, '' as form, scope.id as group_unit
    from output o join channel c on c.id = o.channel_id ${scopeJoin(sql`o.unit_id`, sql`o.day`, groups)}
    where ${state} and o.day between ${from} and ${to} and o.day <= ${asOf}
      ${form ? sql`and 0` : sql``}
      ${month ? sql`and substr(o.day, 1, 7) = ${month}` : sql``}`
}

/** The communities of the as-of day, and whether each (or a unit below it) has an adviser in office on it. */
export function communityRows(filter: Filter, groups: Grouping[]): SQL {
  const { asOf } = filter
  return sql`
    select u.id, u.name, u.tree_order, scope.id as group_unit, exists (select 1 from ${advisersOf(filter)}) as served
    from unit u ${scopeJoin(sql`u.id`, sql`${asOf}`, groups)}
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
