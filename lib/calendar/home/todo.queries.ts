import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { centreGroupForm } from '@/lib/attendance/study-record.rules'
import { type Day, daysBetween, yearOf } from '@/lib/core/time'
import { targetsNotHere, targetsOf } from '@/lib/organisation/settings/setting.queries'
import { emptyCampaignDays } from '@/lib/plan/campaigns/campaign.queries'
import { plansToIssue } from '@/lib/plan/issue-request.queries'
import { timesDone } from '@/lib/plan/occurrences/occurrence.rules'
import { byItem, daysLeft, edgesOf, inOrder, type OverdueTime, type Todo } from './todo.rules'

/** What needs attention in the units that the viewer organises, leads or administers, the most urgent first. */
export async function todosOf(viewer: Viewer, today: Day, on: On = db): Promise<Todo[]> {
  const found = await Promise.all([
    openRolls(viewer, today, on),
    times(viewer, today, on),
    overduePoints(viewer, today, on),
    untaught(viewer, today, on),
    emptyTargets(viewer, today, on),
    toIssue(viewer, on),
    emptyCampaigns(viewer, today, on),
  ])
  return inOrder(found.flat())
}

/** Rolls still open three days after the last day, and activities never marked as held. */
async function openRolls(viewer: Viewer, today: Day, on: On): Promise<Todo[]> {
  const rows = await on.all<{ activityId: number; title: string; day: Day; lastDay: Day; isRoll: 0 | 1 }>(sql`
    select * from (
      select a.id as activityId, a.title, a.day, a.last_day as lastDay, a.status,
        a.compulsory and exists (select 1 from attendance r where r.activity_id = a.id and r.standing = 'required') as isRoll
      from activity a join unit u on u.id = a.host_unit_id
      where (${inScope(viewer, sql`u.path`)}) and a.status in ('scheduled', 'held') and a.deleted_at is null
        and a.not_recorded_reason is null
        and a.last_day <= ${edgesOf(today).rollsUntil} and a.last_day >= ${`${yearOf(today) - 1}-01-01`})
    where isRoll or status = 'scheduled' order by day`)
  return rows.map(({ activityId, title, day, lastDay, isRoll }) => ({
    kind: isRoll ? 'roll' : 'unsaid',
    activityId,
    title,
    day,
    daysOpen: daysBetween(lastDay, today),
  }))
}

type Time = OverdueTime & { form: string }

/** Occurrences overdue and not held, months without 中心组 study first; and those due within two weeks without a day. */
async function times(viewer: Viewer, today: Day, on: On): Promise<Todo[]> {
  const rows = await on.all<Time>(sql`
    select o.id as occurrenceId, i.id as itemId, p.id as planId, i.content, i.form, u.name as unitName,
      o.from_day as fromDay, o.to_day as toDay
    from plan p join plan_item i on i.plan_id = p.id join occurrence o on o.plan_item_id = i.id join unit u on u.id = i.unit_id
      left join activity a on a.id = o.activity_id left join exam e on e.id = o.exam_id
    where (${inScope(viewer, sql`u.path`)}) and p.status = 'issued' and p.kind <> 'workPoints' and p.year = ${yearOf(today)}
      and coalesce(a.status, e.status, 'cancelled') in ('cancelled', 'postponed')
      and o.to_day <= ${edgesOf(today).undatedUntil} and i.done_on is null
    order by o.to_day, o.id`)
  const over = rows.filter(row => row.toDay < today)
  const isCentre = (row: Time) => row.form === centreGroupForm
  return [
    ...byItem(over.filter(isCentre)).map(each => ({ kind: 'centreGroup' as const, ...each })),
    ...byItem(over.filter(row => !isCentre(row))).map(each => ({ kind: 'overdue' as const, ...each })),
    ...rows
      .filter(row => row.toDay >= today)
      .map(row => ({ kind: 'undated' as const, ...row, daysLeft: daysLeft(row.toDay, today) })),
  ]
}

/** 逾期未落实 work points, one line per plan: times past that neither an activity, nor material, nor a note has done. */
async function overduePoints(viewer: Viewer, today: Day, on: On): Promise<Todo[]> {
  type Open = { planId: number; title: string; itemId: number; fromDay: Day; toDay: Day; number: number }
  const rows = await on.all<Open & { deeds: string }>(sql`
    select p.id as planId, p.title, i.id as itemId, o.from_day as fromDay, o.to_day as toDay, o.number,
      (select json_group_array(day) from (
        select g.day from output g where g.plan_item_id = i.id and g.day <= ${today}
        union all select i.done_on where i.done_on <= ${today})) as deeds
    from plan p join plan_item i on i.plan_id = p.id join occurrence o on o.plan_item_id = i.id join unit u on u.id = i.unit_id
      left join activity a on a.id = o.activity_id
    where (${inScope(viewer, sql`u.path`)}) and p.status = 'issued' and p.kind = 'workPoints' and p.year = ${yearOf(today)}
      and o.from_day <= ${today} and o.done_on is null and coalesce(a.status, 'cancelled') in ('cancelled', 'postponed')
    order by o.to_day, o.id`)
  const of = new Map<number, typeof rows>()
  for (const row of rows) of.set(row.itemId, [...(of.get(row.itemId) ?? []), row])
  const found = new Map<number, Extract<Todo, { kind: 'points' }>>()
  for (const times of of.values()) {
    const done = timesDone(times, JSON.parse(times[0]?.deeds ?? '[]'))
    for (const time of times.filter(each => each.toDay < today && !done.has(each))) {
      const { planId, title, toDay } = time
      const line = found.get(planId) ?? { kind: 'points', planId, title, count: 0, toDay }
      const first = line.toDay < toDay ? line.toDay : toDay
      found.set(planId, { ...line, count: line.count + 1, toDay: first })
    }
  }
  return [...found.values()].sort((a, b) => a.toDay.localeCompare(b.toDay))
}

/** Must-learn topics without an activity this year so far or in the coming quarter. */
async function untaught(viewer: Viewer, today: Day, on: On): Promise<Todo[]> {
  const year = yearOf(today)
  const { quarterUntil } = edgesOf(today)
  const rows = await on.all<{ name: string }>(sql`
    select t.name from must_learn_topic m join topic t on t.id = m.topic_id
    where m.year = ${year}
      and exists (select 1 from plan p join unit u on u.id = p.unit_id
        where p.year = ${year} and p.kind = 'officials' and (${inScope(viewer, sql`u.path`)}))
      and not exists (select 1 from activity_topic g join activity a on a.id = g.activity_id
        where g.topic_id = m.topic_id and a.day between ${`${year}-01-01`} and ${quarterUntil}
          and a.status in ('scheduled', 'held', 'closed'))
    order by t.id`)
  return rows.length === 0
    ? []
    : [{ kind: 'mustLearn', topics: rows.map(row => row.name), until: quarterUntil }]
}

/** 八进 targets without a public event this year, held or scheduled. For viewers responsible for the whole street. */
async function emptyTargets(viewer: Viewer, today: Day, on: On): Promise<Todo[]> {
  const year = yearOf(today)
  const [targets, notHere, reached, [street]] = await Promise.all([
    targetsOf(on),
    targetsNotHere(on),
    on.all<{ target: string }>(sql`
      select distinct g.target from activity_target g join activity a on a.id = g.activity_id
      where a.day between ${`${year}-01-01`} and ${`${year}-12-31`} and a.status in ('scheduled', 'held', 'closed')`),
    on.all<{ one: number }>(
      sql`select 1 as one from unit u where u.parent_id is null and (${inScope(viewer, sql`u.path`)}) limit 1`,
    ),
  ])
  const names = [...notHere.map(each => each.target), ...reached.map(each => each.target)]
  const empty = targets.filter(target => !names.includes(target))
  return street && empty.length > 0 ? [{ kind: 'targets', targets: empty }] : []
}

async function toIssue(viewer: Viewer, on: On): Promise<Todo[]> {
  return (await plansToIssue(viewer, on)).map(plan => ({ kind: 'toIssue', ...plan }))
}

/** Publicity days of the next weeks without an activity. For viewers responsible for the whole street. */
async function emptyCampaigns(viewer: Viewer, today: Day, on: On): Promise<Todo[]> {
  const days = await emptyCampaignDays(viewer, today, edgesOf(today).campaignUntil, on)
  const [next] = days
  return next ? [{ kind: 'campaigns', days, daysLeft: daysLeft(next.fromDay, today) }] : []
}
