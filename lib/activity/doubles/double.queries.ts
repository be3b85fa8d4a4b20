import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { administersAll, canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { isRecordedRow } from '@/lib/activity/recorded.sql'
import { NotFound } from '@/lib/core/errors'
import { addDays, type Day, type Instant } from '@/lib/core/time'
import { visibleActivityIds } from '@/lib/plan/visible.sql'
import { finished, sliced } from '@/lib/spreadsheet/steps.rules'
import { type Double, doubleSteps, type Entry, type Why } from './double.rules'
import { type Differing, differingPeople } from './marked-apart.sql'
import type { NamedUnit } from './named-unit.rules'

/** One of two entries as a list shows it. */
export type DoubleSide = Entry & {
  lastDay: Day
  endsAt: Instant | null
  status: ActivityStatus
  hostName: string
  hostPath: string
  consultations: number | null
  version: number
  /** Rows on which somebody has recorded something. */
  marks: number
}
export type Pair = { sides: [DoubleSide, DoubleSide] }
export type ListedDouble = Pair & {
  why: Why[]
  /** Of the two one that the viewer organises. */
  own: number
  /** Whether the viewer organises both: who may merge them. */
  mayMerge: boolean
  /** Where both have marks: the people whom they record otherwise. */
  differing: Differing[]
}

/** 疑似重复 of one activity: what stands beside it on its day and the days beside, of what the viewer sees. */
export async function doublesOf(viewer: Viewer, activityId: number, on: On = db): Promise<ListedDouble[]> {
  const [of] = await on.all<{ day: Day }>(sql`
    select day from activity where id = ${activityId} and id in ${visibleActivityIds(viewer)}`)
  if (!of) throw new NotFound()
  // Two days on each side: what fits better with another one is not this one's double.
  const found = await doublesBetween(viewer, { from: addDays(of.day, -2), to: addDays(of.day, 2) }, on)
  return found.filter(each => each.sides.some(side => side.id === activityId))
}

/** 疑似重复 on days of a span, the newest first: of what the viewer sees, and organises one of the two. */
export async function doublesBetween(
  viewer: Viewer,
  span: { from: Day; to: Day },
  on: On = db,
): Promise<ListedDouble[]> {
  const [entries, units] = await Promise.all([entriesIn(viewer, span, on), namedUnits(on)])
  const pairs = await undecided(finished(doubleSteps(entries, units)), on)
  const byId = new Map(entries.map(each => [each.id, each]))
  const found: ListedDouble[] = []
  for (const { a, b, why } of pairs) {
    const [one, other] = [byId.get(a), byId.get(b)]
    if (!one || !other) continue
    const own = [one, other].filter(each => canOrganise(viewer, each.hostPath))
    const [first] = own
    if (!first) continue
    const mayMerge = own.length === 2
    const isAsked = mayMerge && one.marks > 0 && other.marks > 0
    const differing = isAsked ? await differingPeople(on, one.id, other.id) : []
    found.push({ why, sides: [one, other], own: first.id, mayMerge, differing })
  }
  return found.sort((a, b) => (a.sides[0].day < b.sides[0].day ? 1 : -1))
}

/** 不是重复: pairs that were kept, of what the viewer organises, the newest first. */
export async function keptApart(viewer: Viewer, span: { from: Day; to: Day }, on: On = db): Promise<Pair[]> {
  const entries = await entriesIn(viewer, { from: addDays(span.from, -1), to: addDays(span.to, 1) }, on)
  const byId = new Map(entries.map(each => [each.id, each]))
  const pairs = await on.all<{ a: number; b: number }>(sql`
    select d.activity_id as a, d.other_id as b from activity_double d join activity x on x.id = d.activity_id
    where d.kept_id is null and x.day between ${span.from} and ${span.to} order by x.day desc`)
  return pairs.flatMap(({ a, b }): Pair[] => {
    const [one, other] = [byId.get(a), byId.get(b)]
    if (!one || !other || ![one, other].some(each => canOrganise(viewer, each.hostPath))) return []
    return [{ sides: canOrganise(viewer, one.hostPath) ? [one, other] : [other, one] }]
  })
}

/** Merges of this activity that the viewer may take apart again, with the run that does it while it is kept. */
export async function mergesOf(
  viewer: Viewer,
  activityId: number,
  on: On = db,
): Promise<{ runId: number; otherTitle: string }[]> {
  return on.all(sql`
    select d.run_id as runId, o.title as otherTitle from activity_double d
    join activity o on o.id = iif(d.activity_id = ${activityId}, d.other_id, d.activity_id)
      join import_run r on r.id = d.run_id
    where ${activityId} in (d.activity_id, d.other_id) and d.kept_id is not null and o.id in ${visibleActivityIds(viewer)}
      and (${administersAll(viewer) ? 1 : 0} or r.account_id is ${viewer.accountId})
      and exists (select 1 from import_change c where c.run_id = d.run_id)`)
}

/** Which of the rows of a sheet, of negative ids, are doubles of what stands or of one another. */
export async function doublesOfRows(
  viewer: Viewer,
  rows: Entry[],
  on: On,
  pause: Pause,
): Promise<{ id: number; other: Entry; why: Why[] }[]> {
  if (rows.length === 0) return []
  const days = rows.map(each => each.day).sort()
  const span = { from: addDays(days[0] as Day, -1), to: addDays(days.at(-1) as Day, 1) }
  const [standing, units] = await Promise.all([entriesIn(viewer, span, on), namedUnits(on)])
  const all = [...standing, ...rows]
  const pairs = await sliced(doubleSteps(all, units, new Set(rows.map(each => each.id))), pause)
  const byId = new Map(all.map(each => [each.id, each]))
  return pairs.flatMap(({ a, b, why }) => {
    // Of two rows the later one is named, with the one before it.
    const [id, other] = a < 0 && b < 0 ? [Math.min(a, b), Math.max(a, b)] : a < 0 ? [a, b] : [b, a]
    const found = byId.get(other)
    return found ? [{ id, other: found, why }] : []
  })
}

async function entriesIn(
  viewer: Viewer,
  { from, to }: { from: Day; to: Day },
  on: On,
): Promise<DoubleSide[]> {
  const found = await on.all<Omit<DoubleSide, 'coHosts'> & { coHosts: string }>(sql`
    select a.id, a.day, a.last_day as lastDay, a.starts_at as startsAt, a.ends_at as endsAt, a.title, a.form, a.place,
      a.lecturer, a.heads, a.consultations, a.version, a.status, a.host_unit_id as hostUnitId, u.name as hostName, u.path as hostPath,
      (select count(*) from attendance where activity_id = a.id and ${isRecordedRow}) as marks,
      (select json_group_array(h.name) from activity_host h where h.activity_id = a.id) as coHosts
    from activity a join unit u on u.id = a.host_unit_id
    where a.day between ${from} and ${to} and a.status in ('scheduled', 'held', 'closed') and a.deleted_at is null
      and a.id in ${visibleActivityIds(viewer)}
    order by a.day, a.id`)
  return found.map(each => ({ ...each, coHosts: JSON.parse(each.coHosts) as string[] }))
}

function namedUnits(on: On): Promise<NamedUnit[]> {
  return on.all(sql`select id, path, name, kind from unit`)
}

/** Those of which nothing is decided; two sessions into which one activity was split are not one (分两场). */
async function undecided(pairs: Double[], on: On): Promise<Double[]> {
  if (pairs.length === 0) return []
  const ids = JSON.stringify(pairs.flatMap(({ a, b }) => [a, b]))
  const known = await on.all<{ a: number; b: number }>(sql`
    select cast(subject_id as integer) as a, after ->> 'withId' as b from audit
    where subject = 'activity' and action = 'activity.splitOff'
      and subject_id in (select cast(value as text) from json_each(${ids}))
    union all select activity_id, other_id from activity_double where activity_id in (select value from json_each(${ids}))`)
  const isKnown = new Set(known.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]))
  return pairs.filter(({ a, b }) => !isKnown.has(`${a} ${b}`))
}
