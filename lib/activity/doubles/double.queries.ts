import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { NotFound } from '@/lib/core/errors'
import { addDays, type Day, type Instant } from '@/lib/core/time'
import { visibleActivityIds } from '@/lib/plan/visible.sql'
import { finished, sliced } from '@/lib/spreadsheet/steps.rules'
import { type Double, doubleSteps, type Entry, type Why } from './double.rules'
import type { NamedUnit } from './named-unit.rules'

/** One of two entries as a list shows it. */
export type DoubleSide = Entry & {
  lastDay: Day
  endsAt: Instant | null
  status: ActivityStatus
  hostName: string
  hostPath: string
}
export type ListedDouble = { why: Why[]; sides: [DoubleSide, DoubleSide] }

/** 疑似重复 of one activity: what stands beside it on its day and the days beside, of what the viewer sees. */
export async function doublesOf(
  viewer: Viewer,
  activityId: number,
  on: On = db,
): Promise<{ why: Why[]; other: DoubleSide }[]> {
  const [of] = await on.all<{ day: Day }>(sql`
    select day from activity where id = ${activityId} and id in ${visibleActivityIds(viewer)}`)
  if (!of) throw new NotFound()
  // Two days on each side: what fits better with another one is not this one's double.
  const found = await doublesBetween(viewer, { from: addDays(of.day, -2), to: addDays(of.day, 2) }, on)
  return found.flatMap(({ why, sides: [a, b] }) =>
    a.id === activityId ? [{ why, other: b }] : b.id === activityId ? [{ why, other: a }] : [],
  )
}

/** 疑似重复 on days of a span, the newest first: of what the viewer sees, and organises one of the two. */
export async function doublesBetween(
  viewer: Viewer,
  span: { from: Day; to: Day },
  on: On = db,
): Promise<ListedDouble[]> {
  const [entries, units] = await Promise.all([entriesIn(viewer, span, on), namedUnits(on)])
  const pairs = await withoutSplit(finished(doubleSteps(entries, units)), on)
  const byId = new Map(entries.map(each => [each.id, each]))
  return pairs
    .flatMap(({ a, b, why }): ListedDouble[] => {
      const [one, other] = [byId.get(a), byId.get(b)]
      const isOwn = [one, other].some(each => each && canOrganise(viewer, each.hostPath))
      return one && other && isOwn ? [{ why, sides: [one, other] }] : []
    })
    .sort((a, b) => (a.sides[0].day < b.sides[0].day ? 1 : -1))
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
      a.lecturer, a.heads, a.status, a.host_unit_id as hostUnitId, u.name as hostName, u.path as hostPath,
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

/** Two sessions into which one activity was split are not one (分两场). */
async function withoutSplit(pairs: Double[], on: On): Promise<Double[]> {
  if (pairs.length === 0) return []
  const ids = JSON.stringify(pairs.flatMap(({ a, b }) => [String(a), String(b)]))
  const split = await on.all<{ id: number; withId: number }>(sql`
    select cast(subject_id as integer) as id, after ->> 'withId' as withId from audit
    where subject = 'activity' and action = 'activity.splitOff' and subject_id in (select value from json_each(${ids}))`)
  return pairs.filter(
    ({ a, b }) =>
      !split.some(each => (each.id === a && each.withId === b) || (each.id === b && each.withId === a)),
  )
}
