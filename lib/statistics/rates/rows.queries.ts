import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { attemptDay, isInWindow } from '@/lib/exam/attempt.sql'
import { attendanceListed, byPerson, ofPerson } from './attendance-rows.sql'
import {
  countedRows,
  examRows,
  type Filter,
  handedOutUnder,
  heldActivities,
  heldUnder,
  heldUnderNone,
  ledgerRows,
  mustLearnTopics,
  paperOnly,
  plannedActivities,
  planTimes,
  scopeCte,
  unreviewedActivities,
  unreviewedOutputs,
} from './counting.sql'
import {
  hundredthsOfHours,
  isLedLecture,
  isNewMedia,
  isOfCampaign,
  newMediaItemsOf,
  readsOf,
} from './legal-work.sql'
import { type Listing, recordsListed } from './legal-work-rows.sql'
import type { Behind, FigureCode, Side, Totals } from './rate.rules'

type Options = { side?: Side; target?: string; limit?: number; offset?: number }

/**
 * The rows behind a figure: the same SQL fragments under the same filter, so that the sums of `n` and `d` are
 * its numerator and denominator. The totals are over all rows, independent of side and page.
 */
export async function rowsBehind(
  filter: Filter,
  code: FigureCode,
  { side = 'all', target = '', limit = 200, offset = 0 }: Options = {},
  on: On = db,
): Promise<Behind> {
  const { kind, having, listed, order } = listingOf(filter, code, target)
  const head = sql`${scopeCte(filter)}, ${having}, listed as (${listed})`
  const [[totals], rows] = await Promise.all([
    on.all<Totals>(sql`
      ${head} select count(*) as rows, coalesce(round(sum(n), 2), 0) as numerator, coalesce(sum(d), 0) as denominator,
        coalesce(sum(${sideIs.numerator}), 0) as inNumerator, coalesce(sum(${sideIs.rest}), 0) as rest,
        coalesce(sum(${sideIs.aside}), 0) as aside
      from listed`),
    on.all<never>(sql`
      ${head} select * from listed where ${sideIs[side]} order by ${order} limit ${limit} offset ${offset}`),
  ])
  const all = totals as Totals
  const counts = { all: all.rows, numerator: all.inNumerator, rest: all.rest, aside: all.aside }
  return { kind, rows, totals: all, listed: counts[side] }
}

const sideIs: Record<Side, SQL> = {
  all: sql`1`,
  numerator: sql`(n > 0 and n >= d)`,
  rest: sql`(d > n)`,
  aside: sql`(n = 0 and d = 0)`,
}

function listingOf(filter: Filter, code: FigureCode, target: string): Listing {
  const known = recordsListed(filter, code) ?? attendanceListed(filter, code, target)
  if (known) return known
  switch (code) {
    case 'onlineStudyRate':
      return onlineRows(filter)
    case 'fullParticipationRate':
      return peopleRows(filter)
    case 'neverStudied':
      return peopleRows(filter, { n: sql`1`, d: sql`0`, having: sql`having sum(studied) = 0` })
    case 'mustLearnCoverage':
      return pairRows(filter)
    case 'examParticipationRate':
      return sittingRows(filter, sql`sat`, sql`1`)
    case 'passRate':
      return sittingRows(filter, sql`passed`, sql`1`)
    case 'passRateOfSat':
      return sittingRows(filter, sql`passed`, sql`sat`)
    case 'excellentRate':
      return sittingRows(filter, sql`excellent`, sql`sat`)
    case 'firstTimePassRate':
      return sittingRows(filter, sql`first_passed`, sql`sat`)
    case 'planCompletionRate':
      return itemRows(filter, sql`min(held, due)`, sql`due`)
    case 'planItems':
      return itemRows(filter, sql`held >= due`, sql`1`)
    case 'timesMissed':
      return itemRows(filter, sql`due - held`, sql`0`, sql`and held < due`)
    case 'awaitingRecord':
      return rollRows(filter, 'awaiting')
    case 'notRecorded':
      return rollRows(filter, 'notRecorded')
    case 'makeUpsEnded':
      return rollRows(filter, 'study', sql`where c.make_ups_ended_reason is not null and not c.studied`)
    case 'theoryLeftOut':
      return rollRows(filter, 'theory')
    case 'countedActivities':
      return rollRows(filter, 'study')
    case 'heads':
    case 'consultations':
      return heldRows(filter, sql`${sql.identifier(code)}`, sql`coalesce(${sql.identifier(code)}, 0) > 0`)
    case 'heldActivities':
      return heldRows(filter, sql`1`, sql`is_public`)
    case 'paperOnly':
      return heldRows(filter, paperOnly, sql`is_public`, sql`1`)
    case 'otherForms':
      return heldRows(filter, sql`1`, heldUnderNone)
    case 'stillPlanned':
      return heldRows(filter, sql`1`, sql`1`, sql`0`, plannedActivities)
    case 'awaitingReview':
      return heldRows(filter, sql`1`, sql`1`, sql`0`, unreviewedActivities)
    case 'outputsAwaitingReview':
      return outputRows(filter, sql`1`, { n: sql`1`, of: unreviewedOutputs })
    case 'formShare':
      return heldRows(filter, sql`form = ${target}`, sql`is_public`, sql`1`)
    case 'target':
      return heldRows(
        filter,
        sql`1`,
        sql`exists (select 1 from activity_target g where g.activity_id = held.id and g.target = ${target})`,
      )
    case 'banners':
    case 'leaflets':
    case 'textMessages':
      return outputRows(filter, handedOutUnder[code])
    case 'leaderLectures':
      return heldRows(filter, sql`1`, isLedLecture)
    case 'campaignEvents':
      return heldRows(filter, sql`1`, isOfCampaign())
    case 'campaign':
      return heldRows(filter, sql`1`, isOfCampaign(target))
    case 'studyHours':
      return heldRows(filter, sql`${hundredthsOfHours} / 100.0`, sql`coalesce(${hundredthsOfHours}, 0) > 0`)
    case 'newMediaItems':
      return outputRows(filter, isNewMedia, { n: newMediaItemsOf, of: ledgerRows })
    case 'reads':
      return outputRows(filter, sql`${readsOf} > 0`, {
        n: sql`(select o.reads from output o where o.id = l.id)`,
        of: ledgerRows,
      })
    default:
      return heldRows(filter, sql`1`, heldUnder[code as keyof typeof heldUnder])
  }
}

function onlineRows(filter: Filter): Listing {
  return {
    kind: 'online',
    having: sql`counted as (${countedRows(filter, 'online')})`,
    listed: sql`
      select ${ofPerson}, a.id as activityId, a.title, a.day, c.completed_on as completedOn, c.completed as n, 1 as d
      from counted c join person p on p.id = c.person_id join unit u on u.id = c.unit_id join activity a on a.id = c.activity_id`,
    order: sql`${byPerson}, day, activityId`,
  }
}

function peopleRows(
  filter: Filter,
  { n, d, having } = { n: sql`min(studied)`, d: sql`1`, having: sql`` },
): Listing {
  return {
    kind: 'people',
    having: sql`counted as (${countedRows(filter)})`,
    listed: sql`
      select p.id as personId, p.name, p.position, group_concat(distinct u.name) as unitName, min(u.tree_order) as treeOrder,
        count(*) as required, sum(studied) as studied, ${n} as n, ${d} as d,
        json_group_array(json_object('activityId', a.id, 'title', a.title, 'day', a.day, 'due', c.make_up_due))
          filter (where not studied) as lacks
      from counted c join person p on p.id = c.person_id join unit u on u.id = c.unit_id join activity a on a.id = c.activity_id
      group by p.id ${having}`,
    order: byPerson,
  }
}

function pairRows(filter: Filter): Listing {
  return {
    kind: 'pairs',
    having: sql`counted as (${countedRows(filter)}), pupil as (
      select person_id, group_concat(distinct u.name) as unitName, min(u.tree_order) as treeOrder
      from counted join unit u on u.id = counted.unit_id group by 1
    ), learned as (
      select c.person_id, t.topic_id, min(c.activity_id) as activity_id
      from counted c join activity_topic t on t.activity_id = c.activity_id where studied group by 1, 2)`,
    listed: sql`
      select p.id as personId, p.name, p.position, pupil.unitName, pupil.treeOrder, t.id as topicId, t.name as topicName,
        a.id as activityId, a.title, a.day, a.id is not null as n, 1 as d
      from pupil cross join topic t join person p on p.id = pupil.person_id
        left join learned l on l.person_id = pupil.person_id and l.topic_id = t.id left join activity a on a.id = l.activity_id
      where t.id in (${mustLearnTopics(filter)})`,
    order: sql`${byPerson}, topicId`,
  }
}

function sittingRows(filter: Filter, n: SQL, d: SQL): Listing {
  return {
    kind: 'exams',
    having: examRows(filter),
    listed: sql`
      select ${ofPerson}, e.id as examId, e.title, e.closing_day as day, c.sat, c.passed, c.score, k.missed_reason as missedReason, ${n} as n, ${d} as d,
        (select json_group_array(json_object('day', ${attemptDay}, 'score', t.score, 'passed', t.passed, 'annulled', t.annulled_reason is not null,
            'outside', not ${isInWindow(sql`t`, sql`e`)}))
          from attempt t where t.exam_id = e.id and t.person_id = p.id and ${attemptDay} <= ${filter.asOf}) as attempts
      from candidate c join person p on p.id = c.person_id join unit u on u.id = c.unit_id join exam e on e.id = c.exam_id
        left join exam_candidate k on k.exam_id = e.id and k.person_id = p.id`,
    order: sql`${byPerson}, day, examId`,
  }
}

function itemRows(filter: Filter, n: SQL, d: SQL, which: SQL = sql``): Listing {
  return {
    kind: 'plan',
    having: sql`${planTimes(filter)}, item_times as (
      select item, sum(due) as due, sum(not due) as held from item_time group by 1)`,
    listed: sql`
      select i.id as itemId, p.id as planId, p.title as planTitle, p.kind, i.position, i.content, i.form, i.time_words as timeWords,
        u.name as unitName, t.due, t.held, ${n} as n, ${d} as d
      from item_times t join plan_item i on i.id = t.item join plan p on p.id = i.plan_id join unit u on u.id = i.unit_id
      where t.due > 0 ${which}`,
    order: sql`kind desc, planId, position, itemId`,
  }
}

const ofActivity = sql`a.id as activityId, a.title, a.form, a.day, h.name as hostName`

function rollRows(
  filter: Filter,
  which: 'awaiting' | 'notRecorded' | 'study' | 'theory',
  having: SQL = sql``,
): Listing {
  return {
    kind: 'rolls',
    having: sql`counted as (${countedRows(filter, which)})`,
    listed: sql`
      select ${ofActivity}, count(*) as required, count(c.mark) as marked, 1 as n, 0 as d
      from counted c join activity a on a.id = c.activity_id join unit h on h.id = a.host_unit_id ${having} group by a.id`,
    order: sql`day, activityId`,
  }
}

function heldRows(filter: Filter, n: SQL, which: SQL, d: SQL = sql`0`, of = heldActivities): Listing {
  return {
    kind: 'activities',
    having: sql`held as (${of(filter)}), picked as (select *, ${n} as n, ${d} as d from held where ${which})`,
    listed: sql`
      select ${ofActivity}, a.place, a.heads, a.consultations, a.campaign, a.hours,
        nullif(trim(coalesce(a.lecturer, '') || ' ' || coalesce(a.lecturer_rank, '')), '') as lecturer, picked.n, picked.d,
        (select group_concat(g.target, '、') from activity_target g where g.activity_id = a.id) as targets
      from picked join activity a on a.id = picked.id join unit h on h.id = a.host_unit_id`,
    order: sql`day, activityId`,
  }
}

function outputRows(filter: Filter, which: SQL, { n, of } = { n: sql`l.quantity`, of: ledgerRows }): Listing {
  return {
    kind: 'ledger',
    having: sql`ledger as (${of(filter)}), picked as (select * from ledger where ${which})`,
    listed: sql`
      select l.id, l.day, l.channel, l.quantity, l.unit_word as unitWord, l.topic, u.name as unitName, a.id as activityId, a.title,
        (select o.reads from output o where o.id = l.id) as reads, ${n} as n, 0 as d
      from picked l join unit u on u.id = l.unit_id left join activity a on a.id = l.activity_id`,
    order: sql`day, id`,
  }
}
