import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '../access/queries'
import type { Viewer } from '../access/rules'
import { emptyCampaignDays } from '../campaign/queries'
import { plansToIssue } from '../issuerequest/queries'
import { targetsNotHere, targetsOf } from '../setting/queries'
import { type Day, daysBetween, yearOf } from '../time/rules'
import { daysLeft, edgesOf, inOrder, type Slip } from './rules'

/** The form of the study that a party committee holds every month. */
const CENTRE_GROUP = '中心组学习'

/** What slips in the units that the viewer organises, leads or administers, most pressing first. */
export async function slipsOf(viewer: Viewer, today: Day, on: On = db): Promise<Slip[]> {
  const found = await Promise.all([
    openRolls(viewer, today, on),
    times(viewer, today, on),
    untaught(viewer, today, on),
    emptyTargets(viewer, today, on),
    toIssue(viewer, on),
    emptyCampaigns(viewer, today, on),
  ])
  return inOrder(found.flat())
}

/** A roll still open three days after the last day, or an activity that nobody said was held. */
async function openRolls(viewer: Viewer, today: Day, on: On): Promise<Slip[]> {
  const rows = await on.all<{ activityId: number; title: string; day: Day; lastDay: Day }>(sql`
    select a.id as activityId, a.title, a.day, a.last_day as lastDay
    from activity a join unit u on u.id = a.host_unit_id
    where (${inScope(viewer, sql`u.path`)}) and a.status in ('scheduled', 'held') and a.compulsory and a.deleted_at is null
      and a.last_day <= ${edgesOf(today).rollsUntil} and a.last_day >= ${`${yearOf(today) - 1}-01-01`}
      and exists (select 1 from attendance r where r.activity_id = a.id and r.standing = 'required')
    order by a.day`)
  return rows.map(({ lastDay, ...row }) => ({
    kind: 'roll',
    ...row,
    daysOpen: daysBetween(lastDay, today),
  }))
}

/** A month that went by without its 中心组 study; other times that fall due within two weeks and have no date. */
async function times(viewer: Viewer, today: Day, on: On): Promise<Slip[]> {
  const rows = await on.all<{
    occurrenceId: number
    itemId: number
    planId: number
    content: string
    form: string
    unitName: string
    toDay: Day
  }>(sql`
    select o.id as occurrenceId, i.id as itemId, p.id as planId, i.content, i.form, u.name as unitName, o.to_day as toDay
    from plan p join plan_item i on i.plan_id = p.id join occurrence o on o.plan_item_id = i.id join unit u on u.id = i.unit_id
      left join activity a on a.id = o.activity_id left join exam e on e.id = o.exam_id
    where (${inScope(viewer, sql`u.path`)}) and p.status = 'issued' and p.kind <> 'workPoints' and p.year = ${yearOf(today)}
      and coalesce(a.status, e.status, 'cancelled') in ('cancelled', 'postponed')
      and (o.to_day between ${today} and ${edgesOf(today).undatedUntil} or (o.to_day < ${today} and i.form = ${CENTRE_GROUP}))
    order by o.to_day, o.id`)
  return rows.map(({ form, content, ...row }) =>
    row.toDay < today
      ? { kind: 'centreGroup', ...row }
      : { kind: 'undated', ...row, content, daysLeft: daysLeft(row.toDay, today) },
  )
}

/** Must-learn topics that no activity of this year has taught, and none of the coming quarter will. */
async function untaught(viewer: Viewer, today: Day, on: On): Promise<Slip[]> {
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

/** 八进 targets that no public event of this year reached or is to reach. Told to who answers for the street. */
async function emptyTargets(viewer: Viewer, today: Day, on: On): Promise<Slip[]> {
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

async function toIssue(viewer: Viewer, on: On): Promise<Slip[]> {
  return (await plansToIssue(viewer, on)).map(plan => ({ kind: 'toIssue', ...plan }))
}

/** Publicity days of the next weeks for which nothing is arranged. Told to who answers for the street. */
async function emptyCampaigns(viewer: Viewer, today: Day, on: On): Promise<Slip[]> {
  const days = await emptyCampaignDays(viewer, today, edgesOf(today).campaignUntil, on)
  const [next] = days
  return next ? [{ kind: 'campaigns', days, daysLeft: daysLeft(next.fromDay, today) }] : []
}
