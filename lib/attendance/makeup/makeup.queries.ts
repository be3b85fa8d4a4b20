import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
import { NotFound } from '@/lib/core/errors'
import type { Day, Instant } from '@/lib/core/time'
import { owesMakeUp } from '@/lib/plan/duties/owed.sql'
import type { DebtFilter, MakeUpState } from './makeup.rules'

/** A later activity that the person attended, on a topic of the missed one. */
export type Proposal = { id: number; title: string; day: Day; topics: string }

export type DebtRow = {
  activityId: number
  title: string
  day: Day
  hostName: string
  personId: number
  name: string
  unitName: string
  mark: 'leave' | 'absent' | null
  leaveKind: string | null
  due: Day | null
  /** Whether the viewer may record the make-up: organises the host. */
  maySettle: boolean
  /** The last self-study handed in and not withdrawn. */
  study: Study | null
  proposal: Proposal | null
}

export type Study = {
  id: number
  day: Day
  material: string
  note: string
  state: MakeUpState
  decisionNote: string | null
}

type Counts = { total: number; overdue: number; asked: number; proposed: number }
type Asked = { unitId?: number; state?: DebtFilter; limit?: number; offset?: number }

/** 待补学 in the viewer's scope, the earliest due first, with the total number and the number overdue. */
export async function debtList(
  viewer: Viewer,
  { unitId, state = 'all', limit = 100, offset = 0 }: Asked,
  today: Day,
): Promise<{ rows: DebtRow[] } & Counts> {
  const seen = sql`((${inScope(viewer, sql`u.path`)}) or (${inScope(viewer, sql`h.path`)}))`
  const ofUnit = unitId ? isWithin(sql`u.path`, pathOfUnit(unitId)) : sql`1`
  const narrower: Record<DebtFilter, SQL> = {
    all: sql`1`,
    overdue: sql`due < ${today}`,
    asked: sql`study ->> 'state' = 'asked'`,
    proposed: sql`proposal is not null`,
  }
  const [rows, [counts = { total: 0, overdue: 0, asked: 0, proposed: 0 }]] = await Promise.all([
    debts(viewer, today, sql`${seen} and ${ofUnit}`, narrower[state], sql`limit ${limit} offset ${offset}`),
    db.all<Counts>(sql`
      select count(*) as total, coalesce(sum(due < ${today}), 0) as overdue,
        coalesce(sum(study ->> 'state' = 'asked'), 0) as asked, coalesce(sum(proposal is not null), 0) as proposed
      from (${owed(viewer, today, sql`${seen} and ${ofUnit}`)})`),
  ])
  return { rows, ...counts }
}

/** The units with 待补学 in the scope, in the office's order, as a filter for the list. */
export function unitsOwing(viewer: Viewer, today: Day): Promise<{ id: number; name: string }[]> {
  return db.all(sql`
    select distinct u.id, u.name, u.tree_order from attendance r join activity a on a.id = r.activity_id
      join unit u on u.id = r.unit_id join unit h on h.id = a.host_unit_id
    where ((${inScope(viewer, sql`u.path`)}) or (${inScope(viewer, sql`h.path`)})) and ${owesMakeUp(today)} order by u.tree_order`)
}

/** Self-studies waiting for the viewer's decision, the earliest due first, at most one page of them. */
export function waitingStudies(viewer: Viewer, today: Day): Promise<DebtRow[]> {
  const hosts = inScope(viewer, sql`h.path`, 'organiser', 'administrator')
  return debts(viewer, today, hosts, sql`study ->> 'state' = 'asked'`, sql`limit 20`)
}

/** The number of self-studies waiting for the viewer, and of debts in the scope with a proposal to confirm. */
export async function toSettle(viewer: Viewer, today: Day): Promise<{ asked: number; proposed: number }> {
  const hosts = inScope(viewer, sql`h.path`, 'organiser', 'administrator')
  // Counts only: selecting the study and the proposal of each debt, as the list does, takes many times as long.
  const [found] = await db.all<{ asked: number; proposed: number }>(sql`
    select coalesce(sum(${lastStudy(sql`m.state`)} = 'asked'), 0) as asked,
      coalesce(sum(exists (select 1 from ${attendedOnTopic} ${seenOnTopic(viewer)})), 0) as proposed
    ${fromOwed(today, hosts)}`)
  return found ?? { asked: 0, proposed: 0 }
}

/** The viewer's own debts, the earliest due first. */
export function ownDebts(viewer: Viewer, today: Day): Promise<DebtRow[]> {
  return debts(viewer, today, sql`r.person_id = ${viewer.personId}`)
}

/** The viewer's own debt for one activity. Throws NotFound where there is none. */
export async function ownDebt(viewer: Viewer, activityId: number, today: Day): Promise<DebtRow> {
  const which = sql`r.person_id = ${viewer.personId} and r.activity_id = ${activityId}`
  const [found] = await debts(viewer, today, which)
  if (!found) throw new NotFound()
  return found
}

/** The debt of one row of a sheet already shown to the viewer; null where there is none. */
export async function debtOfRow(
  viewer: Viewer,
  activityId: number,
  personId: number,
  today: Day,
): Promise<DebtRow | null> {
  const which = sql`r.person_id = ${personId} and r.activity_id = ${activityId}`
  return (await debts(viewer, today, which))[0] ?? null
}

/** Activities ahead that share a topic with this one and have the viewer on the list or are open to the viewer. */
export function aheadOnTopic(viewer: Viewer, activityId: number, today: Day): Promise<Proposal[]> {
  return db.all(sql`
    select b.id, b.title, b.day, group_concat(distinct g.name) as topics
    from activity_topic t join activity_topic s on s.topic_id = t.topic_id and s.activity_id <> t.activity_id
      join topic g on g.id = t.topic_id join activity b on b.id = s.activity_id
    where t.activity_id = ${activityId} and b.day >= ${today} and b.status = 'scheduled' and b.deleted_at is null
      and (b.is_public or exists (select 1 from attendance r where r.activity_id = b.id and r.person_id = ${viewer.personId}
        and r.standing in ('required', 'invited')))
    group by b.id order by b.day, b.id limit 5`)
}

/** The day on which an attended activity that the viewer may see makes up for another; undefined where it does not. */
export async function proposalFor(
  viewer: Viewer,
  on: On,
  activityId: number,
  personId: number,
  byActivityId: number,
): Promise<{ day: Day } | undefined> {
  const [found] = await on.all<{ day: Day }>(sql`
    select b.day from attendance r cross join ${attendedOnTopic}
      join unit w on w.id = c.unit_id join unit k on k.id = b.host_unit_id
    where ${seenThere(viewer)} and r.activity_id = ${activityId} and r.person_id = ${personId} and t.activity_id = r.activity_id and b.id = ${byActivityId} limit 1`)
  return found
}

/** The make-ups of one row, the newest first. */
export type MadeRow = Study & {
  way: 'activity' | 'selfStudy' | 'session' | 'import'
  byActivityId: number | null
  byTitle: string | null
  askedAt: Instant
  decidedAt: Instant | null
  decidedBy: string | null
}
export function makeUpsOfRow(viewer: Viewer, activityId: number, personId: number): Promise<MadeRow[]> {
  return db.all(sql`
    select m.id, m.day, m.way, coalesce(m.material, '') as material, coalesce(m.note, '') as note, m.state,
      m.decision_note as decisionNote, m.by_activity_id as byActivityId, b.title as byTitle, m.asked_at as askedAt,
      m.decided_at as decidedAt, d.name as decidedBy
    from make_up m join attendance c on c.activity_id = m.activity_id and c.person_id = m.person_id
      join unit w on w.id = c.unit_id join activity a on a.id = m.activity_id join unit k on k.id = a.host_unit_id
      left join activity b on b.id = m.by_activity_id left join account o on o.id = m.decided_by
      left join person d on d.id = o.person_id
    where ${seenThere(viewer)} and m.activity_id = ${activityId} and m.person_id = ${personId} order by m.id desc`)
}

/**
 * SQL join from the row `r`: the person attended `b`, no earlier than the missed day, and both have a topic in
 * common. The order of the joins is fixed (`cross`): a topic is taught ten times a year, a person attends two
 * hundred times.
 */
const attendedOnTopic = sql`
  activity_topic t cross join activity_topic s on s.topic_id = t.topic_id and s.activity_id <> r.activity_id
  cross join activity b on b.id = s.activity_id and b.deleted_at is null and b.status in ('held', 'closed') and b.day >= r.day
  cross join attendance c on c.activity_id = b.id and c.person_id = r.person_id and c.standing <> 'withdrawn'
    and c.mark in ('present', 'late', 'leftEarly')
  cross join topic g on g.id = t.topic_id`

/**
 * SQL condition: the attendance `c` of a unit `w` at an activity of `k` is in the viewer's scope, or the
 * viewer's own.
 */
function seenThere(viewer: Viewer): SQL {
  return sql`((${inScope(viewer, sql`w.path`)}) or (${inScope(viewer, sql`k.path`)}) or c.person_id is ${viewer.personId})`
}

function owed(viewer: Viewer, today: Day, which: SQL): SQL {
  return sql`
    select r.activity_id as activityId, a.title, a.day, h.name as hostName, r.person_id as personId, p.name, u.name as unitName,
      r.mark, r.leave_kind as leaveKind, r.make_up_due as due, (${inScope(viewer, sql`h.path`, 'organiser', 'administrator')}) as maySettle,
      ${lastStudy(sql`json_object('id', m.id, 'day', m.day, 'material', coalesce(m.material, ''), 'note', coalesce(m.note, ''),
          'state', m.state, 'decisionNote', m.decision_note)`)} as study,
      (select json_object('id', b.id, 'title', b.title, 'day', b.day, 'topics', group_concat(distinct g.name)) from ${attendedOnTopic}
          ${seenOnTopic(viewer)} group by b.id order by b.day, b.id limit 1) as proposal,
      u.tree_order as treeOrder, p.position
    ${fromOwed(today, which)}`
}

function fromOwed(today: Day, which: SQL): SQL {
  return sql`
    from attendance r cross join activity a on a.id = r.activity_id join person p on p.id = r.person_id
      join unit u on u.id = r.unit_id join unit h on h.id = a.host_unit_id
    where ${which} and ${owesMakeUp(today)}`
}

/** SQL: the last self-study for `r` handed in and not withdrawn. */
function lastStudy(what: SQL): SQL {
  return sql`(select ${what} from make_up m where m.activity_id = r.activity_id and m.person_id = r.person_id
    and m.state in ('asked', 'refused') order by m.id desc limit 1)`
}

/** SQL over `attendedOnTopic`: the attendances visible to the viewer, on a topic of `r`. */
function seenOnTopic(viewer: Viewer): SQL {
  return sql`join unit w on w.id = c.unit_id join unit k on k.id = b.host_unit_id
    where t.activity_id = r.activity_id and ${seenThere(viewer)}`
}

async function debts(
  viewer: Viewer,
  today: Day,
  which: SQL,
  narrower: SQL = sql`1`,
  page: SQL = sql``,
): Promise<DebtRow[]> {
  const rows = await db.all<
    Omit<DebtRow, 'maySettle' | 'study' | 'proposal'> & {
      maySettle: number
      study: string | null
      proposal: string | null
    }
  >(sql`
    select * from (${owed(viewer, today, which)}) where ${narrower}
    order by due is null, due, day, treeOrder, position, personId ${page}`)
  return rows.map(({ maySettle, study, proposal, ...row }) => ({
    ...row,
    maySettle: Boolean(maySettle),
    study: study === null ? null : JSON.parse(study),
    proposal: proposal === null ? null : JSON.parse(proposal),
  }))
}
